package io.nodecore.replay;

import io.nodecore.journal.KafkaSettings;
import io.nodecore.journal.WorkLoop;
import io.nodecore.journal.WorkLoop.Pace;
import io.nodecore.replay.exchange.ExchangeRefusedException;
import io.nodecore.replay.exchange.SqlState;
import io.nodecore.replay.load.FactsGoneException;
import io.nodecore.replay.load.TopicLoad;
import io.nodecore.replay.order.ReplayOrder;
import io.nodecore.replay.order.ReplayOrder.Wanted;
import io.nodecore.replay.order.ReplayState;
import io.nodecore.replay.order.ReplayWire;
import io.nodecore.replay.order.ReplaysTable;
import io.nodecore.replay.rebuild.RebuildReplay;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Runs the ordered replays of a service's projections, one at a time. One process of the service runs them; if it dies, another one
 * continues from the stored positions.
 */
public final class Replays implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Replays.class);
    private static final Duration INTERVAL = Duration.ofMillis(300);
    private static final Duration STOP = Duration.ofSeconds(30);

    private final ReplayContext tools;
    private final Map<String, ReplayKind> kinds = new HashMap<>();
    private final ConcurrentNavigableMap<Long, ReplayOrder> orders = new ConcurrentSkipListMap<>();
    private final Map<Long, Long> settled = new HashMap<>();
    private final WorkLoop loop;

    public Replays(
            List<Replayable<?>> replayables,
            List<Reemission> reemissions,
            List<Rebuild> rebuilds,
            ReplayDatabase database,
            KafkaSettings kafka,
            ReplaySettings settings,
            InstantSource clock) {
        this.tools = new ReplayContext(database, kafka, settings, clock);
        this.loop = new WorkLoop(
                "replays",
                Pace.USUAL.withBackOff(settings.retry()).withStop(STOP).neverStuck(),
                this::go);
        replayables.forEach(one -> kinds.put(one.name(), new ProjectionReplay(tools, one, TopicLoad::open)));
        reemissions.forEach(one -> kinds.put(one.name(), new ReemissionReplay(tools, one)));
        rebuilds.forEach(one -> kinds.put(one.name(), new RebuildReplay(tools, one)));
    }

    @Override
    public void start() {
        loop.start();
    }

    /** Waits for the step in progress; the next start continues behind it. */
    @Override
    public void stop() {
        loop.stop();
    }

    @Override
    public boolean isRunning() {
        return loop.isRunning();
    }

    /** After the topics and the migrations. */
    @Override
    public int getPhase() {
        return 0;
    }

    /** Takes an order, unless a later revision is known. Orders for projections of other services are ignored. */
    public void follow(ReplayOrder order) {
        if (kinds.containsKey(order.projection())) {
            orders.merge(order.id(), order, (held, said) -> said.revision() >= held.revision() ? said : held);
        }
    }

    /** Records of topic control.replays. */
    void take(List<ConsumerRecord<byte[], byte[]>> records) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (record.value() == null) {
                continue;
            }
            try {
                follow(ReplayWire.decode(record.value()));
            } catch (Exception e) {
                log.error("{}-{}@{} can't be read", record.topic(), record.partition(), record.offset(), e);
            }
        }
    }

    private void go() throws SQLException {
        if (!areSettled()) {
            look();
        }
        loop.pause(areSettled() ? INTERVAL : tools.settings().retry());
    }

    /** A settled order is not looked up again until its next revision. */
    private boolean areSettled() {
        return orders.values().stream().allMatch(order -> settled.getOrDefault(order.id(), 0L) >= order.revision());
    }

    private void look() throws SQLException {
        try (Connection connection = tools.database().connect(tools.database().schema())) {
            JdbcClient session = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            var table = new ReplaysTable(session, tools.database().schema());
            while (isRunning()) {
                Optional<ReplayOrder> due = due(table);
                // Another process may have run it before it released the lock.
                if (due.isEmpty() || !isAlone(session) || !due.equals(due(table))) {
                    return;
                }
                pursue(due.get(), table);
            }
        }
    }

    private Optional<ReplayOrder> due(ReplaysTable table) {
        Map<Long, ReplaysTable.Row> rows = table.all();
        for (ReplayOrder order : orders.values()) {
            ReplaysTable.Row row = rows.get(order.id());
            if (row == null || row.revision() < order.revision() || row.state().isUnderWay()) {
                return Optional.of(order);
            }
            settled.put(order.id(), order.revision());
        }
        return Optional.empty();
    }

    /** The lock ends with the session, and so with the process. */
    private boolean isAlone(JdbcClient session) {
        return session.sql("select pg_try_advisory_lock(hashtextextended(?, 0))")
                .param("nodecore-replays-" + tools.database().schema())
                .query(Boolean.class)
                .single();
    }

    private void pursue(ReplayOrder order, ReplaysTable table) {
        ReplayKind kind = Objects.requireNonNull(kinds.get(order.projection()));
        Optional<ReplaysTable.Row> row = table.find(order.id());
        Optional<String> refusal = row.isPresent() ? Optional.empty() : refusal(kind, order);
        if (refusal.isPresent()) {
            table.enter(order, ReplayState.REFUSED, refusal.get());
            return;
        }
        log.info(
                "replay {} of {}: {}",
                order.id(),
                order.projection(),
                order.wanted().word());
        try {
            kind.pursue(
                    order,
                    row.map(ReplaysTable.Row::state).orElse(ReplayState.LOADING),
                    row.map(ReplaysTable.Row::isLive).orElse(false),
                    () -> isRunning() && isLatest(order),
                    table);
        } catch (FactsGoneException e) {
            boolean isLive = row.map(ReplaysTable.Row::isLive).orElse(false);
            table.enter(order, isLive ? ReplayState.SWAPPED : ReplayState.FAILED, e.getMessage());
        } catch (ExchangeRefusedException e) {
            boolean isLive = row.map(ReplaysTable.Row::isLive).orElse(false);
            ReplayState before = table.isCompared(order.id()) ? ReplayState.COMPARED : ReplayState.FAILED;
            table.enter(order, isLive ? ReplayState.SWAPPED : before, e.getMessage());
        } catch (SQLException | RuntimeException e) {
            failed(order, e, table);
        }
    }

    private Optional<String> refusal(ReplayKind kind, ReplayOrder order) {
        if (order.wanted() == Wanted.DROPPED || order.wanted() == Wanted.CANCELLED) {
            return Optional.of("the replay was " + order.wanted().word() + " before it began");
        }
        if (order.requestedAt()
                .plus(tools.settings().forgetAfter())
                .isBefore(tools.clock().instant())) {
            return Optional.of("the order of " + order.requestedAt()
                    + " is too old to begin, and its state is not stored here: order a new replay");
        }
        return kind.refusal(order);
    }

    private void failed(ReplayOrder order, Exception failure, ReplaysTable table) {
        if (failure instanceof KafkaException || SqlState.isPassing(SqlState.of(failure))) {
            log.warn(
                    "replay {} is interrupted and continues in {}",
                    order.id(),
                    tools.settings().retry(),
                    failure);
            table.troubled(order.id(), failure.toString());
            loop.pause(tools.settings().retry());
            return;
        }
        log.error("replay {} failed", order.id(), failure);
        table.enter(order, ReplayState.FAILED, failure.toString());
    }

    private boolean isLatest(ReplayOrder order) {
        ReplayOrder latest = orders.get(order.id());
        return latest == null || latest.revision() <= order.revision();
    }
}
