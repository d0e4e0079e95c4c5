package io.nodecore.webhooks.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodecore.journal.DomainEvent;
import io.nodecore.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EventWireTest {

    private static final String DATA = "{\"userId\": 42, \"gapSeconds\":1.50, \"name\": \"ü\"}";

    @Test
    void an_event_is_posted_as_one_document_with_its_data_as_it_was() {
        PostedEvent event = EventWire.read(recordOf("user.online:42:1", DATA));
        JsonNode json = JsonMapper.shared().readTree(event.body());

        assertThat(event.id()).isEqualTo("user.online:42:1");
        assertThat(event.type()).isEqualTo("user.online");
        assertThat(json.get("specversion").stringValue()).isEqualTo("1.0");
        assertThat(json.get("id").stringValue()).isEqualTo("user.online:42:1");
        assertThat(json.get("source").stringValue()).isEqualTo("/nodecore/test");
        assertThat(json.get("type").stringValue()).isEqualTo("user.online");
        assertThat(json.get("subject").stringValue()).isEqualTo("42");
        assertThat(Instant.parse(json.get("time").stringValue())).isEqualTo("2026-11-23T10:00:00Z");
        assertThat(json.get("datacontenttype").stringValue()).isEqualTo("application/json");
        assertThat(new String(event.body(), StandardCharsets.UTF_8)).contains("\"data\":" + DATA);
    }

    @Test
    void it_is_the_same_at_every_attempt() {
        assertThat(EventWire.read(recordOf("a", DATA)).body())
                .isEqualTo(EventWire.read(recordOf("a", DATA)).body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no json", "{} and more", "{\"userId\": }"})
    void data_that_is_no_json_is_no_event(String data) {
        assertThatThrownBy(() -> EventWire.read(recordOf("a", data)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("data");
    }

    @Test
    void an_id_that_fits_into_no_header_is_no_event() {
        assertThatThrownBy(() -> EventWire.read(recordOf("line\r\nbreak", DATA)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce_id", "ce_type", "ce_source", "ce_specversion"})
    void a_record_without_a_required_attribute_is_no_event(String missing) {
        ConsumerRecord<byte[], byte[]> record = recordOf("a", DATA);
        record.headers().remove(missing);

        assertThatThrownBy(() -> EventWire.read(record)).isInstanceOf(IllegalArgumentException.class);
    }

    private static ConsumerRecord<byte[], byte[]> recordOf(String id, String data) {
        var event = new DomainEvent(
                id,
                "/nodecore/test",
                "user.online",
                "42",
                Instant.parse("2026-11-23T10:00:00Z"),
                data.getBytes(StandardCharsets.UTF_8));
        var produced = event.toRecord(Topics.USER_EVENTS);
        Headers headers = produced.headers();
        return new ConsumerRecord<>(
                produced.topic(),
                0,
                7,
                0,
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                produced.key(),
                produced.value(),
                headers,
                Optional.empty());
    }
}
