package io.nodecore.control.rebuild;

import io.nodecore.control.decision.WriteLock;
import io.nodecore.replay.OwnedTable;
import io.nodecore.replay.Rebuild;
import io.nodecore.replay.order.ReplayOrder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The control plane's tables rebuilt beside the live ones. Commands wait meanwhile, and so does projection node-status; nodes and
 * gateways don't notice. What nodes report is not read, while they wait: it has a replay of its own.
 */
public final class ControlRebuildBeside implements Rebuild {

    private static final Duration OUTBOX_AT_MOST = Duration.ofSeconds(15);

    private final String schema;
    private final Function<DataSource, ControlRebuild> rebuilds;

    /**
     * @param schema with the live tables
     * @param rebuilds of the schema that a data source's connections see
     */
    public ControlRebuildBeside(String schema, Function<DataSource, ControlRebuild> rebuilds) {
        this.schema = schema;
        this.rebuilds = rebuilds;
    }

    @Override
    public String name() {
        return ReplayOrder.CONTROL;
    }

    @Override
    public List<OwnedTable> tables() {
        return List.of(
                OwnedTable.of("nodes", "id"),
                OwnedTable.of("node_keys", "hash"),
                OwnedTable.of("registration_codes", "hash"),
                OwnedTable.of("node_protocols", "id"),
                OwnedTable.of("node_revisions", "node_id", "revision"),
                OwnedTable.of("users", "id"),
                OwnedTable.of("subscriptions", "id"),
                OwnedTable.of("links", "id"),
                OwnedTable.of("usage_corrections", "id"),
                OwnedTable.of("usage_correction_parts", "correction_id", "part"),
                OwnedTable.of("redrives", "letter_id"));
    }

    @Override
    public List<String> besides() {
        return List.of("node_status", "node_errors", "confirmations", "refused_facts", "outbox");
    }

    @Override
    public List<String> sequences() {
        return List.of(
                "node_ids", "node_protocol_ids", "user_ids", "subscription_ids", "link_ids", "usage_correction_ids");
    }

    @Override
    public void holdWriter(JdbcClient session) {
        WriteLock.hold(session);
        long deadline = System.nanoTime() + OUTBOX_AT_MOST.toNanos();
        while (session.sql("select exists (select from " + schema + ".outbox)")
                .query(Boolean.class)
                .single()) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("what was decided is not published within " + OUTBOX_AT_MOST);
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    @Override
    public void letWriterGo(JdbcClient session) {
        WriteLock.letGo(session);
    }

    @Override
    public void fill(DataSource shadow) {
        rebuilds.apply(shadow).runWhereEmpty();
    }
}
