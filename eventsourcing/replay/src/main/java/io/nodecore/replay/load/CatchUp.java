package io.nodecore.replay.load;

import io.nodecore.replay.ReplayContext;
import io.nodecore.replay.order.ReplayOrder;
import io.nodecore.replay.order.ReplayProgress;
import io.nodecore.replay.order.ReplaysTable;
import java.sql.SQLException;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.TopicPartition;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Applies facts until few are missing behind the live projection, which continues meanwhile; reports the progress. */
public final class CatchUp {

    private final ReplayContext tools;
    private final ReplayOrder order;
    private final JdbcClient jdbc;
    private final ReplaysTable replays;
    private final BooleanSupplier isActive;
    private final ReplayProgress progress = new ReplayProgress();

    /** @param isActive false after a newer order, or when the service stops */
    public CatchUp(
            ReplayContext tools, ReplayOrder order, JdbcClient jdbc, ReplaysTable replays, BooleanSupplier isActive) {
        this.tools = tools;
        this.order = order;
        this.jdbc = jdbc;
        this.replays = replays;
        this.isActive = isActive;
    }

    /** @return false after a newer order, or when the service stops */
    public boolean run(Load load) throws SQLException {
        while (isActive.getAsBoolean()) {
            Map<TopicPartition, Long> targets = live();
            load.upTo(targets, isActive, () -> report(load, targets));
            Map<TopicPartition, Long> now = live();
            report(load, now);
            if (missing(load, now) <= tools.settings().closeEnough()) {
                return isActive.getAsBoolean();
            }
        }
        return false;
    }

    private Map<TopicPartition, Long> live() {
        return LivePositions.read(jdbc, tools.database().schema(), order.projection())
                .offsets();
    }

    private void report(Load load, Map<TopicPartition, Long> targets) {
        Map<TopicPartition, Long> first = load.firstOffsets();
        long applied = 0;
        long total = 0;
        for (var position : load.positions().entrySet()) {
            long begin = first.getOrDefault(position.getKey(), 0L);
            applied += Math.max(0, position.getValue() - begin);
            total += Math.max(0, targets.getOrDefault(position.getKey(), 0L) - begin);
        }
        replays.progressed(
                order.id(), progress.report(applied, total, tools.clock().instant()));
    }

    private static long missing(Load load, Map<TopicPartition, Long> targets) {
        Map<TopicPartition, Long> positions = load.positions();
        return targets.entrySet().stream()
                .mapToLong(target -> Math.max(0, target.getValue() - positions.getOrDefault(target.getKey(), 0L)))
                .sum();
    }
}
