package io.nodecore.operations.deadletter;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.nodecore.schemas.Topics;
import io.nodecore.schemas.Values;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A fact's value in readable form.
 *
 * @param json decoded as its topic defines; null if it can't be decoded, see {@code unreadable}
 * @param unreadable why there is no JSON, or null
 * @param base64 the raw bytes, the first 64 KiB of them
 */
record DeadLetterValue(@Nullable JsonNode json, @Nullable String unreadable, String base64) {

    private static final int MOST_BYTES = 64 * 1024;
    private static final int MOST_DECODED_BYTES = 512 * 1024;

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
        String json = Topics.named(topic).isPresent()
                        && Topics.named(topic).get().values() instanceof Values.Protobuf<?> protobuf
                ? JsonFormat.printer().print(protobuf.parse(value))
                : new String(value, StandardCharsets.UTF_8);
        return JsonMapper.shared().readTree(json);
    }
}
