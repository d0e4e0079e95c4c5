package io.nodecore.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DomainEventTest {

    @Test
    void is_a_cloudevent_in_binary_mode_keyed_by_its_subject() {
        var event = new DomainEvent(
                "id-1",
                "/nodecore/presence-service",
                "user.online",
                "42",
                Instant.parse("2026-11-23T10:15:30.5Z"),
                "{\"userId\":42}".getBytes(StandardCharsets.UTF_8));

        var record = event.toRecord(Topics.USER_EVENTS);

        assertThat(record.topic()).isEqualTo("events.user");
        assertThat(record.key()).asString(StandardCharsets.UTF_8).isEqualTo("42");
        assertThat(record.value()).asString(StandardCharsets.UTF_8).isEqualTo("{\"userId\":42}");
        Map<String, String> headers = new TreeMap<>();
        record.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        assertThat(headers)
                .isEqualTo(new TreeMap<>(Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", "id-1",
                        "ce_source", "/nodecore/presence-service",
                        "ce_type", "user.online",
                        "ce_subject", "42",
                        "ce_time", "2026-11-23T10:15:30.5Z",
                        "content-type", "application/json")));
    }
}
