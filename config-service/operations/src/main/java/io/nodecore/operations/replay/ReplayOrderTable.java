package io.nodecore.operations.replay;

import com.google.protobuf.InvalidProtocolBufferException;
import io.nodecore.control.decision.FactTables;
import io.nodecore.replay.order.ReplayOrder;
import io.nodecore.replay.order.ReplayWire;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code replay_orders}: the latest state of each order, as in its topic. */
final class ReplayOrderTable implements FactTables<ReplayOrder> {

    private static final DateTimeFormatter ID =
            DateTimeFormatter.ofPattern("yyMMddHHmmss").withZone(ZoneOffset.UTC);

    private final JdbcClient jdbc;

    ReplayOrderTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * An id that no earlier order had, not even one whose row was lost with a database: the UTC second as a decimal number. The caller
     * holds the lock of the writers.
     */
    long nextId(Instant now) {
        long bySecond = Long.parseLong(ID.format(now));
        return jdbc.sql("select greatest(?, coalesce(max(id), 0) + 1) from replay_orders")
                .param(bySecond)
                .query(Long.class)
                .single();
    }

    @Override
    public void apply(List<? extends ReplayOrder> orders, Instant decidedAt) {
        orders.forEach(this::store);
    }

    void store(ReplayOrder order) {
        jdbc.sql("""
                insert into replay_orders (id, projection, said) values (?, ?, ?)
                on conflict (id) do update set said = excluded.said
                """)
                .params(order.id(), order.projection(), ReplayWire.encode(order))
                .update();
    }

    Optional<ReplayOrder> find(long id) {
        return jdbc.sql("select said from replay_orders where id = ?")
                .param(id)
                .query((row, n) -> order(row.getBytes(1)))
                .optional();
    }

    /** The latest first. */
    List<ReplayOrder> page(long beforeId, int limit) {
        return jdbc.sql("select said from replay_orders where id < ? order by id desc limit ?")
                .params(beforeId, limit)
                .query((row, n) -> order(row.getBytes(1)))
                .list();
    }

    private static ReplayOrder order(byte[] said) {
        try {
            return ReplayWire.decode(said);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("an order of our own can't be read", e);
        }
    }
}
