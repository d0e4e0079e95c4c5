package io.nodecore.admin.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.configservice.RunningControl;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page of the reference works without a token and without another host. */
class ReferenceIT {

    private static final Pattern REFERENCE = Pattern.compile("(?:href|src)=\"([^\"]+)\"");

    private final RunningControl control = RunningControl.get();

    @Test
    void the_page_and_all_its_files_are_served_here() throws IOException, InterruptedException {
        HttpResponse<String> page = get("/docs");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("content-type")).hasValue("text/html;charset=UTF-8");
        assertThat(page.headers().allValues("content-security-policy"))
                .singleElement()
                .asString()
                .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'");
        List<String> files = REFERENCE
                .matcher(page.body())
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
        assertThat(files).contains("/docs/ui/swagger-ui-bundle.js", "/docs/start.js", "/v3/api-docs");
        for (String file : files) {
            assertThat(file).startsWith("/");
            HttpResponse<String> answer = get(file);
            assertThat(answer.statusCode()).as(file).isEqualTo(200);
            assertThat(answer.body()).as(file).isNotEmpty();
        }
        assertThat(get("/docs/start.js").body()).contains("\"/v3/api-docs\"").doesNotContain("http");
        assertThat(get("/docs/ui/nothing.js").statusCode()).isEqualTo(404);
    }

    @Test
    void the_page_is_not_an_operation_of_the_api() throws IOException, InterruptedException {
        assertThat(get("/v3/api-docs").body()).doesNotContain("\"/docs");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://localhost:" + control.adminPort() + path))
                    .build();
            return http.send(request, BodyHandlers.ofString());
        }
    }
}
