package io.nodecore.usage.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodecore.schemas.facts.SessionEvent;
import io.nodecore.schemas.facts.SessionEventsReported;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SessionWireTest {

    @Test
    void words_become_lower_case_and_times_become_instants() throws Exception {
        assertThat(decode(event("VLESS", "Online", "2026-01-01T15:00:00.123456789+03:00", "::ffff:192.0.2.1")))
                .isEqualTo(new io.nodecore.usage.sessions.SessionEvent(
                        1, "vless", "online", Instant.parse("2026-01-01T12:00:00.123456Z"), "192.0.2.1"));
    }

    @Test
    void an_empty_address_is_null() throws Exception {
        assertThat(decode(event("vless", "offline", "2026-01-01T12:00:00Z", "")).ipAddress())
                .isNull();
    }

    @Test
    void a_host_name_is_refused_as_an_address() {
        assertThatThrownBy(() -> decode(event("vless", "offline", "2026-01-01T12:00:00Z", "localhost")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static io.nodecore.usage.sessions.SessionEvent decode(SessionEvent event) throws Exception {
        return SessionWire.decode(SessionEventsReported.newBuilder()
                        .addEvents(event)
                        .build()
                        .toByteArray())
                .getFirst();
    }

    private static SessionEvent event(String protocol, String type, String time, String ip) {
        return SessionEvent.newBuilder()
                .setUserId(1)
                .setProtocol(protocol)
                .setEventType(type)
                .setOccurredAt(time)
                .setIpAddress(ip)
                .build();
    }
}
