package io.nodecore.control.limit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Decodes the events of topic events.subscription about reached and lifted limits. */
final class LimitWire {

    private static final String REACHED = "subscription.limit-reached";
    private static final String LIFTED = "subscription.limit-lifted";
    private static final JsonMapper json = JsonMapper.shared();

    private LimitWire() {}

    /**
     * @return empty for an event of another type
     * @throws RuntimeException if the event can't be decoded
     */
    static Optional<LimitNotified> decode(ConsumerRecord<byte[], byte[]> record) {
        Header type = record.headers().lastHeader("ce_type");
        String name = type == null ? "" : new String(type.value(), StandardCharsets.UTF_8);
        if (!name.equals(REACHED) && !name.equals(LIFTED)) {
            return Optional.empty();
        }
        JsonNode data = json.readTree(record.value());
        JsonNode periodStart = data.required("periodStart");
        long id = data.required("subscriptionId").longValue();
        long epoch = data.required("quotaEpoch").longValue();
        @Nullable Instant start = periodStart.isNull() ? null : Instant.parse(periodStart.stringValue());
        return Optional.of(
                name.equals(REACHED) ? new LimitReached(id, epoch, start) : new LimitLifted(id, epoch, start));
    }
}
