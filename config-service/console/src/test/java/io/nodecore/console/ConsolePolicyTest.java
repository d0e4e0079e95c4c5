package io.nodecore.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;

class ConsolePolicyTest {

    private static final Pattern VENDOR_FILE = Pattern.compile("/console/vendor/([^\"]+\\.(?:js|css))");

    @Test
    void the_policy_allows_the_import_map_by_its_digest_and_no_other_inline_script() {
        assertThat(ConsolePolicy.of("<script type=\"importmap\">{}</script>"))
                .contains("script-src 'self' 'sha256-RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o=';")
                .doesNotContain("unsafe");
    }

    @Test
    void a_page_without_an_import_map_is_refused() {
        assertThatThrownBy(() -> ConsolePolicy.of("<html></html>")).hasMessageContaining("no import map");
    }

    @Test
    void every_library_file_of_the_page_exists_in_the_version_of_its_address() throws IOException {
        String page = new ClassPathResource("console/index.html").getContentAsString(StandardCharsets.UTF_8);
        List<String> files = VENDOR_FILE
                .matcher(page)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();

        assertThat(files)
                .hasSizeGreaterThanOrEqualTo(5)
                .allSatisfy(file -> assertThat(new ClassPathResource("META-INF/resources/webjars/" + file).exists())
                        .as(file)
                        .isTrue());
    }
}
