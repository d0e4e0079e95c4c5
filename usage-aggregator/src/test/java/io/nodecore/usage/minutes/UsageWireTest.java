package io.nodecore.usage.minutes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import io.nodecore.schemas.facts.UsageEntry;
import io.nodecore.schemas.facts.UsageReported;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.junit.jupiter.api.Test;

class UsageWireTest {

    private static final long NOON = Instant.parse("2026-01-01T12:00:00Z").getEpochSecond() / 60;

    @Test
    void a_time_with_any_offset_counts_in_its_utc_minute() throws Exception {
        var report = UsageReported.newBuilder()
                .addEntries(at("2026-01-01T12:00:00Z"))
                .addEntries(at("2026-01-01T15:00:59.999+03:00"))
                .addEntries(at("2026-01-01T06:31-05:30"))
                .addEntries(at("1969-12-31T23:59:59Z"))
                .build();

        assertThat(UsageWire.decode(report.toByteArray()))
                .extracting(io.nodecore.usage.minutes.UsageEntry::minute)
                .containsExactly(NOON, NOON, NOON + 1, -1L);
    }

    @Test
    void a_missing_subscription_is_zero() throws Exception {
        var report = UsageReported.newBuilder()
                .addEntries(at("2026-01-01T12:00:00Z"))
                .addEntries(at("2026-01-01T12:00:00Z").toBuilder().setSubscriptionId(7))
                .build();

        assertThat(UsageWire.decode(report.toByteArray()))
                .extracting(io.nodecore.usage.minutes.UsageEntry::subscriptionId)
                .containsExactly(0L, 7L);
    }

    @Test
    void an_unreadable_report_is_refused() {
        var noTime = UsageReported.newBuilder().addEntries(at("")).build();
        var noOffset =
                UsageReported.newBuilder().addEntries(at("2026-01-01T12:00:00")).build();
        var negative = UsageReported.newBuilder()
                .addEntries(at("2026-01-01T12:00:00Z").toBuilder().setBytesUp(-1))
                .build();

        assertThatThrownBy(() -> UsageWire.decode(noTime.toByteArray())).isInstanceOf(DateTimeParseException.class);
        assertThatThrownBy(() -> UsageWire.decode(noOffset.toByteArray())).isInstanceOf(DateTimeParseException.class);
        assertThatThrownBy(() -> UsageWire.decode(negative.toByteArray()))
                .hasMessage("bytes must be 0 or more, got -1 up, 0 down");
        assertThatThrownBy(() -> UsageWire.decode(new byte[] {(byte) 0xff}))
                .isInstanceOf(InvalidProtocolBufferException.class);
    }

    private static UsageEntry at(String time) {
        return UsageEntry.newBuilder()
                .setUserId(1)
                .setNodeProtocolId(1)
                .setRecordedAt(time)
                .build();
    }
}
