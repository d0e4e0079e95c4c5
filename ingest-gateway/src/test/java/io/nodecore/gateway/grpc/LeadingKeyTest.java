package io.nodecore.gateway.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.nodecore.gateway.kit.Samples;
import io.nodecore.proto.ReportUsageRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LeadingKeyTest {

    private static final int BOUND = 64 * 1024;

    @Test
    void the_last_key_within_the_bound_counts() throws IOException {
        byte[] report = concat(key("first"), Samples.usage().toByteArray(), key("last"));

        assertThat(find(report, false)).isEqualTo("last");
        assertThat(find(gzip(report), true)).isEqualTo("last");
    }

    @Test
    void a_key_beyond_the_bound_is_not_read() throws IOException {
        byte[] report = concat(filling(BOUND), key("late"));

        assertThat(find(report, false)).isNull();
        assertThat(find(gzip(report), true)).isNull();
        assertThat(find(concat(key("early"), report), false)).isEqualTo("early");
        assertThat(find(gzip(concat(key("early"), report)), true)).isEqualTo("early");
    }

    @Test
    void what_can_not_be_read_has_the_key_before_it() throws IOException {
        assertThat(find(concat(key("k"), new byte[] {7}), false)).isEqualTo("k");
        assertThat(find(new byte[] {7}, false)).isNull();
        assertThat(find(new byte[0], false)).isNull();
        assertThat(find(key("k"), true)).as("no gzip").isNull();
    }

    @Test
    void no_more_is_kept_than_can_be_looked_at() {
        LeadingKey key = new LeadingKey(BOUND);
        key.collect(Unpooled.wrappedBuffer(new byte[BOUND]), 0, BOUND);
        assertThat(key.isComplete()).isFalse();
        key.collect(Unpooled.wrappedBuffer(new byte[BOUND]), 0, BOUND);
        assertThat(key.isComplete()).isTrue();
    }

    private static @Nullable String find(byte[] message, boolean isCompressed) {
        LeadingKey key = new LeadingKey(BOUND);
        key.collect(Unpooled.wrappedBuffer(message), 0, message.length);
        return key.find(isCompressed);
    }

    private static byte[] key(String key) {
        return ReportUsageRequest.newBuilder().setAuthKey(key).build().toByteArray();
    }

    private static byte[] filling(int bytes) {
        return ReportUsageRequest.newBuilder()
                .addEntries(Samples.usageEntry().setRecordedAt("0".repeat(bytes)))
                .build()
                .toByteArray();
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(plain);
        }
        return compressed.toByteArray();
    }
}
