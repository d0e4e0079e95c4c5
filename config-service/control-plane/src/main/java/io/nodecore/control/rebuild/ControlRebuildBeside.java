package io.nodecore.control.rebuild;

import io.nodecore.control.decision.WriteLock;
import io.nodecore.replay.OwnedTable;
import io.nodecore.replay.Rebuild;
import io.nodecore.replay.order.ReplayOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Rebuilds the control plane's tables in a shadow schema. Commands and projection node-status wait meanwhile; nodes and gateways are not
 * affected. The reports of nodes are not read: projection node-status has its own replay.
 */
public final class ControlRebuildBeside implements Rebuild {

    private static final Duration OUTBOX_AT_MOST = Duration.ofSeconds(15);

    private final String schema;
    private final Function<DataSource, ControlRebuild> rebuilds;
    private final List<RebuildPart> parts;

    /**
     * @param schema with the live tables
     * @param rebuilds creates the rebuild for the schema that a data source's connections use
     * @param parts tables of other modules that the rebuilds fill too
     */
    public ControlRebuildBeside(String schema, Function<DataSource, ControlRebuild> rebuilds, List<RebuildPart> parts) {
        this.schema = schema;
        this.rebuilds = rebuilds;
        this.parts = List.copyOf(parts);
    }

    @Override
    public String name() {
        return ReplayOrder.CONTROL;
    }

    @Override
    public List<OwnedTable> tables() {
        List<OwnedTable> tables = new ArrayList<>(List.of(
                OwnedTable.of("nodes", "id"),
                OwnedTable.of("node_keys", "hash"),
                OwnedTable.of("registration_codes", "hash"),
                OwnedTable.of("node_protocols", "id"),
                OwnedTable.of("node_revisions", "node_id", "revision"),
                OwnedTable.of("users", "id"),
                OwnedTable.of("subscriptions", "id"),
                OwnedTable.of("links", "id"),
                OwnedTable.of("admin_tokens", "hash")));
        parts.forEach(part -> tables.addAll(part.tables()));
        return tables;
    }

    @Override
    public List<String> besides() {
        return List.of("node_status", "node_errors", "confirmations", "refused_facts", "outbox");
    }

    @Override
    public List<String> sequences() {
        List<String> sequences =
                new ArrayList<>(List.of("node_ids", "node_protocol_ids", "user_ids", "subscription_ids", "link_ids"));
        parts.forEach(part -> sequences.addAll(part.sequences()));
        return sequences;
    }

    @Override
    public void lockWriter(JdbcClient session) {
        locks().forEach(lock -> lock.acquire(session));
        long deadline = System.nanoTime() + OUTBOX_AT_MOST.toNanos();
        while (session.sql("select exists (select from " + schema + ".outbox)")
                .query(Boolean.class)
                .single()) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("the decisions are not published within " + OUTBOX_AT_MOST);
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    @Override
    public void unlockWriter(JdbcClient session) {
        locks().forEach(lock -> lock.release(session));
    }

    /** In the order in which every transaction takes them. */
    private List<WriteLock> locks() {
        return Stream.of(
                        Stream.of(WriteLock.CONTROL),
                        parts.stream().map(RebuildPart::lock),
                        Stream.of(WriteLock.NODE_STATUS))
                .flatMap(locks -> locks)
                .distinct()
                .toList();
    }

    @Override
    public void fill(DataSource shadow) {
        rebuilds.apply(shadow).runIfEmpty();
    }
}
