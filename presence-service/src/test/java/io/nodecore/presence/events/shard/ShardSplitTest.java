package io.nodecore.presence.events.shard;

import static io.nodecore.presence.Reports.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.nodecore.presence.Reports;
import io.nodecore.presence.events.shard.ReadReport.Online;
import io.nodecore.presence.events.streams.EventsSettingsTest;
import io.nodecore.presence.events.time.PartitionEnd;
import io.nodecore.presence.events.time.TimeSettings;
import io.nodecore.schemas.facts.OnlineUser;
import io.nodecore.schemas.facts.OnlineUsersReported;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedForward;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShardSplitTest {

    private static final int SHARDS = 6;
    private static final long NOW = 1_800_000_000_000L;
    private static final TimeSettings TIME = EventsSettingsTest.bound(TimeSettings.class, Map.of());

    private final MockProcessorContext<Integer, byte[]> context = new MockProcessorContext<>();
    private Optional<PartitionEnd> end = Optional.empty();

    private final ShardSplit split = new ShardSplit(SHARDS, TIME, partition -> end);

    @BeforeEach
    void start() {
        context.setCurrentSystemTimeMs(NOW);
        split.init(context);
    }

    @Test
    void a_report_with_users_of_all_shards_reaches_each_of_them() throws InvalidProtocolBufferException {
        OnlineUser[] users = IntStream.rangeClosed(1, 100)
                .mapToObj(userId -> user(userId, 3))
                .toArray(OnlineUser[]::new);
        read(17, NOW - 3_000, users);

        List<Record<Integer, byte[]>> reports = forwarded(false);
        assertThat(reports).hasSize(SHARDS);
        int seen = 0;
        for (var report : reports) {
            assertThat(ShardHeaders.place(report.headers(), report.timestamp()))
                    .isEqualTo(new ReportPlace(NOW - 3_000, 7, context.taskId().partition(), 17));
            for (OnlineUser user : OnlineUsersReported.parseFrom(report.value()).getUsersList()) {
                assertThat(ShardSplit.shardOf(user.getUserId(), SHARDS)).isEqualTo(report.key());
                seen++;
            }
        }
        assertThat(seen).isEqualTo(100);
    }

    @Test
    void every_shard_is_told_how_far_the_partition_was_read() {
        read(17, NOW - 3_000, user(42, 3));
        assertThat(forwarded(true))
                .hasSize(SHARDS)
                .allSatisfy(watermark -> assertThat(watermark.timestamp()).isEqualTo(NOW - 8_000));

        context.resetForwards();
        read(18, NOW - 2_900, user(42, 3));
        assertThat(forwarded(true)).as("not with every report").isEmpty();

        end = Optional.of(new PartitionEnd(NOW, 19, 3));
        lookAgain();
        assertThat(forwarded(true)).extracting(Record::key).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(forwarded(true))
                .allSatisfy(watermark -> assertThat(watermark.timestamp()).isEqualTo(NOW - 1_000));

        context.resetForwards();
        lookAgain();
        assertThat(forwarded(true)).as("nothing new").isEmpty();
    }

    private void read(long offset, long receivedAtMs, OnlineUser... users) {
        context.setRecordMetadata("node.online-users", context.taskId().partition(), offset);
        split.process(new Record<>(
                new byte[0], new Online(Reports.headers(7, receivedAtMs), Reports.of(users)), receivedAtMs + 5));
    }

    private void lookAgain() {
        context.scheduledPunctuators().getFirst().getPunctuator().punctuate(NOW);
    }

    private List<Record<Integer, byte[]>> forwarded(boolean watermarks) {
        return context.forwarded().stream()
                .map(CapturedForward::record)
                .filter(record -> ShardHeaders.isWatermark(record.headers()) == watermarks)
                .map(record ->
                        new Record<Integer, byte[]>(record.key(), record.value(), record.timestamp(), record.headers()))
                .toList();
    }
}
