package io.nodecore.enrichment.providers;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Requests to a provider, bounded in time and size. Redirects are not followed. */
final class ProviderHttp {

    /** In bytes. */
    private static final int LARGEST_ANSWER = 8 * 1024 * 1024;
    /** In characters of a body that is quoted in an error. */
    private static final int SHOWN = 200;

    /** The pause after status 429 if the answer names none. */
    private static final Duration DEFAULT_PAUSE = Duration.ofMinutes(1);

    private final HttpClient http;
    private final Duration timeout;

    ProviderHttp(Duration timeout) {
        this.timeout = timeout;
        this.http = HttpClient.newBuilder()
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    /** @return the answer, with status 200 */
    HttpResponse<String> post(URI uri, String body, Map<String, String> headers)
            throws LookUpFailure, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(timeout)
                .header("content-type", "application/json")
                .header("accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        HttpResponse<String> answer = send(request.build());
        int status = answer.statusCode();
        if (status == 200) {
            return answer;
        }
        String error = uri.getHost() + " answered " + status + ": "
                + answer.body()
                        .strip()
                        .substring(0, Math.min(SHOWN, answer.body().strip().length()));
        if (status == 429) {
            throw new LookUpFailure.TooMany(error, pauseAfter(answer));
        }
        if (status >= 500) {
            throw new LookUpFailure.Unavailable(error);
        }
        throw new LookUpFailure.Refused(error);
    }

    private HttpResponse<String> send(HttpRequest request) throws LookUpFailure, InterruptedException {
        var sent = http.sendAsync(
                request,
                info -> BodySubscribers.limiting(
                        BodyHandlers.ofString(StandardCharsets.UTF_8).apply(info), LARGEST_ANSWER));
        try {
            // The request's own timeout ends with the headers of the answer.
            return sent.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            sent.cancel(true);
            throw new LookUpFailure.Unavailable(request.uri().getHost() + " gave no answer in " + timeout);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new LookUpFailure.Unavailable(request.uri().getHost() + ": "
                    + (cause instanceof IOException ? cause.toString() : "no answer, " + cause));
        }
    }

    /** The seconds of the first of these headers that is present. */
    private static Duration pauseAfter(HttpResponse<String> answer) {
        for (String name : new String[] {"retry-after", "x-ttl"}) {
            OptionalLong seconds = seconds(answer, name);
            if (seconds.isPresent()) {
                return Duration.ofSeconds(Math.clamp(seconds.getAsLong(), 1, 86_400));
            }
        }
        return DEFAULT_PAUSE;
    }

    static OptionalLong seconds(HttpResponse<String> answer, String name) {
        try {
            return answer.headers().firstValueAsLong(name);
        } catch (NumberFormatException e) {
            // Retry-After may be a date; the default applies then.
            return OptionalLong.empty();
        }
    }
}
