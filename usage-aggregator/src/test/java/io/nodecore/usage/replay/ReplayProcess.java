package io.nodecore.usage.replay;

import io.nodecore.journal.KafkaSettings;
import io.nodecore.journal.clocks.ReceivedAtBound;
import io.nodecore.replay.ReplayDatabase;
import io.nodecore.replay.ReplaySettings;
import io.nodecore.replay.Replays;
import io.nodecore.replay.order.ReplayOrder;
import io.nodecore.replay.order.ReplayWire;
import io.nodecore.testkit.ChildJvm;
import io.nodecore.usage.minutes.UsageProjection;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.springframework.util.unit.DataSize;

/** A process of the service that has nothing to do but one replay, to be killed. */
final class ReplayProcess {

    private ReplayProcess() {}

    public static void main(String... arguments) throws Exception {
        replays(new ReplayDatabase(arguments[0], arguments[1], arguments[2], "usage"), arguments[3])
                .follow(ReplayWire.decode(HexFormat.of().parseHex(arguments[4])));
        new CountDownLatch(1).await();
    }

    static Replays replays(ReplayDatabase database, String bootstrapServers) {
        var replays = new Replays(
                List.of(UsageProjection.replayable(ReceivedAtBound.NONE)),
                List.of(),
                List.of(),
                database,
                KafkaSettings.of(bootstrapServers),
                new ReplaySettings(
                        2,
                        20,
                        DataSize.ofMegabytes(1),
                        DataSize.ofMegabytes(8),
                        20,
                        Duration.ofMillis(300),
                        Duration.ofMillis(200),
                        Duration.ofHours(1)),
                InstantSource.system());
        replays.start();
        return replays;
    }

    static ChildJvm start(ReplayedUsage usage, ReplayOrder order) throws IOException {
        var address = usage.database.address();
        return ChildJvm.of(ReplayProcess.class)
                .options("-Xmx256m")
                .arguments(
                        address.url(),
                        address.user(),
                        address.password(),
                        usage.kafka.bootstrapServers(),
                        HexFormat.of().formatHex(ReplayWire.encode(order)))
                .start();
    }
}
