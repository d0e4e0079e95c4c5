package io.nodecore.presence.events.shard;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.nodecore.journal.DomainEvent;
import io.nodecore.presence.events.shard.UserChange.CameOnline;
import io.nodecore.presence.events.shard.UserChange.Sighting;
import io.nodecore.presence.events.shard.UserChange.WentOffline;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class UserEventsTest {

    private static final long T = Instant.parse("2026-11-23T10:00:00Z").toEpochMilli();
    private static final Sighting SIGHTING = new Sighting(T, 7, 3, List.of("203.0.113.7", "2001:db8::7"));

    private final UserEvents events = new UserEvents();

    @Test
    void every_event_is_what_its_schema_promises() throws IOException {
        assertValid(events.of(new CameOnline(42, SIGHTING, null)));
        assertValid(events.of(new CameOnline(42, SIGHTING, T - 12_345)));
        assertValid(events.of(new CameOnline(42, new Sighting(T, 7, 3, List.of()), null)));
        assertValid(events.of(new WentOffline(42, T, T, T + 20_000)));
    }

    @Test
    void times_have_milliseconds_even_on_the_full_second() {
        assertThat(new String(events.of(new CameOnline(42, SIGHTING, null)).jsonData(), StandardCharsets.UTF_8))
                .contains("\"onlineAt\":\"2026-11-23T10:00:00.000Z\"");
    }

    @Test
    void type_user_and_time_make_the_id() {
        String id = events.of(new CameOnline(42, SIGHTING, null)).id();

        assertThat(events.of(new CameOnline(42, SIGHTING, T - 12_345)).id()).isEqualTo(id);
        assertThat(List.of(
                        events.of(new CameOnline(43, SIGHTING, null)).id(),
                        events.of(new CameOnline(42, new Sighting(T + 1, 7, 3, List.of()), null))
                                .id(),
                        events.of(new WentOffline(42, T - 20_000, T - 20_000, T))
                                .id()))
                .doesNotContain(id)
                .doesNotHaveDuplicates();
    }

    private static void assertValid(DomainEvent event) throws IOException {
        String name = "/schemas/events/" + event.type() + ".schema.json";
        try (InputStream schema = Objects.requireNonNull(UserEventsTest.class.getResourceAsStream(name), name)) {
            var registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
            assertThat(registry.getSchema(JsonMapper.shared().readTree(schema))
                            .validate(
                                    JsonMapper.shared().readTree(event.jsonData()),
                                    execution ->
                                            execution.executionConfig(config -> config.formatAssertionsEnabled(true))))
                    .isEmpty();
        }
    }
}
