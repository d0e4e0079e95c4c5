package io.nodecore.presence.deadletters;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;

/**
 * What a dead letter says beside its original headers; the same names as in every other dead letter of the Core.
 *
 * @param topic where the record stood
 * @param projection who could not read it
 */
public record DeadLetterHeaders(String topic, int partition, long offset, String projection, Exception cause) {

    private static final int LONGEST_CAUSE = 1_000;

    public void writeTo(Headers headers) {
        String why = cause.getClass().getSimpleName() + ": " + cause.getMessage();
        headers.add("dlq-cause", utf8(why.substring(0, Math.min(why.length(), LONGEST_CAUSE))))
                .add("dlq-topic", utf8(topic))
                .add("dlq-partition", utf8(Integer.toString(partition)))
                .add("dlq-offset", utf8(Long.toString(offset)))
                .add("dlq-projection", utf8(projection));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
