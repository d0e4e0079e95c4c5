package io.nodecore.control.customers;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The events of topic events.subscription that say that a limit is reached. */
final class LimitWire {

    private static final String TYPE = "subscription.limit-reached";
    private static final JsonMapper json = JsonMapper.shared();

    private LimitWire() {}

    /**
     * @return empty for an event of another type
     * @throws RuntimeException when the event can't be read
     */
    static Optional<LimitReached> decode(ConsumerRecord<byte[], byte[]> record) {
        Header type = record.headers().lastHeader("ce_type");
        if (type == null || !TYPE.equals(new String(type.value(), StandardCharsets.UTF_8))) {
            return Optional.empty();
        }
        JsonNode data = json.readTree(record.value());
        JsonNode periodStart = data.required("periodStart");
        return Optional.of(new LimitReached(
                data.required("subscriptionId").longValue(),
                data.required("quotaEpoch").longValue(),
                periodStart.isNull() ? null : Instant.parse(periodStart.stringValue())));
    }
}
