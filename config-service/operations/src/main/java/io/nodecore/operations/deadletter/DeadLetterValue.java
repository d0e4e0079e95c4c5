package io.nodecore.operations.deadletter;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import com.google.protobuf.util.JsonFormat;
import io.nodecore.schemas.Topics;
import io.nodecore.schemas.corrections.UsageCorrected;
import io.nodecore.schemas.facts.ConfigApplied;
import io.nodecore.schemas.facts.HeartbeatReceived;
import io.nodecore.schemas.facts.NodeErrorReported;
import io.nodecore.schemas.facts.NodeStatsReported;
import io.nodecore.schemas.facts.OnlineUsersReported;
import io.nodecore.schemas.facts.OutboundUsageReported;
import io.nodecore.schemas.facts.SessionEventsReported;
import io.nodecore.schemas.facts.UsageReported;
import io.nodecore.schemas.lifecycle.NodeLifecycleFact;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A fact's value for people.
 *
 * @param json as its topic says it is to be read; null if it can't be, see {@code unreadable}
 * @param unreadable why there is no JSON, or null
 * @param base64 the bytes themselves, the first 64 KiB of them
 */
record DeadLetterValue(@Nullable JsonNode json, @Nullable String unreadable, String base64) {

    private static final int MOST_BYTES = 64 * 1024;
    private static final int MOST_DECODED_BYTES = 512 * 1024;

    private static final Map<String, Parser<? extends Message>> FACTS = Map.of(
            Topics.HEARTBEATS.name(), HeartbeatReceived.parser(),
            Topics.USAGE.name(), UsageReported.parser(),
            Topics.OUTBOUND_USAGE.name(), OutboundUsageReported.parser(),
            Topics.SESSION_EVENTS.name(), SessionEventsReported.parser(),
            Topics.ONLINE_USERS.name(), OnlineUsersReported.parser(),
            Topics.STATS.name(), NodeStatsReported.parser(),
            Topics.ERRORS.name(), NodeErrorReported.parser(),
            Topics.CONFIG_APPLIED.name(), ConfigApplied.parser(),
            Topics.LIFECYCLE.name(), NodeLifecycleFact.parser(),
            Topics.USAGE_CORRECTED.name(), UsageCorrected.parser());

    /** @param topic of the fact */
    static DeadLetterValue of(String topic, byte[] value) {
        String base64 = Base64.getEncoder().encodeToString(Arrays.copyOf(value, Math.min(value.length, MOST_BYTES)));
        if (value.length > MOST_DECODED_BYTES) {
            return new DeadLetterValue(null, "too large to be shown: " + value.length + " bytes", base64);
        }
        try {
            return new DeadLetterValue(decode(topic, value), null, base64);
        } catch (InvalidProtocolBufferException | JacksonException e) {
            return new DeadLetterValue(null, String.valueOf(e.getMessage()), base64);
        }
    }

    private static JsonNode decode(String topic, byte[] value) throws InvalidProtocolBufferException {
        Parser<? extends Message> parser = FACTS.get(topic);
        return JsonMapper.shared()
                .readTree(
                        parser == null
                                ? new String(value, StandardCharsets.UTF_8)
                                : JsonFormat.printer().print(parser.parseFrom(value)));
    }
}
