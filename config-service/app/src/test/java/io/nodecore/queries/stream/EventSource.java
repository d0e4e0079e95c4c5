package io.nodecore.queries.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a stream as a browser does. */
final class EventSource implements AutoCloseable {

    record Event(String name, @Nullable String id, JsonNode data) {}

    private final HttpClient http;
    private final BufferedReader lines;

    private EventSource(HttpClient http, InputStream body) {
        this.http = http;
        this.lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    }

    static EventSource open(int port, String token, String views, @Nullable String lastEventId) {
        HttpClient http = HttpClient.newHttpClient();
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/admin/stream?view=" + views))
                .header("Authorization", "Bearer " + token)
                .header("Accept", "text/event-stream");
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        try {
            HttpResponse<InputStream> answer = http.send(request.build(), BodyHandlers.ofInputStream());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("text/event-stream");
            assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
            return new EventSource(http, answer.body());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The next snapshot or change. */
    Event next() {
        Event event = nextOfAll();
        while (event.name().equals("alive")) {
            event = nextOfAll();
        }
        return event;
    }

    /** The next new value of a member. */
    JsonNode nextWith(String member) {
        Event event = next();
        while (!event.data().at("/set").has(member)) {
            event = next();
        }
        return event.data().at("/set/" + member);
    }

    /** The next event; comments are passed over. */
    Event nextOfAll() {
        String name = "";
        String id = null;
        JsonNode data = null;
        try {
            while (true) {
                String line = lines.readLine();
                if (line == null) {
                    throw new AssertionError("the stream ended");
                }
                if (line.isEmpty() && data != null) {
                    return new Event(name, id, data);
                }
                if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("data: ")) {
                    data = Objects.requireNonNull(JsonMapper.shared().readTree(line.substring(6)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
