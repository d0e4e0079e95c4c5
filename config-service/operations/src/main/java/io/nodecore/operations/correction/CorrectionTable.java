package io.nodecore.operations.correction;

import com.google.protobuf.InvalidProtocolBufferException;
import io.nodecore.admin.postgres.PostgresTime;
import io.nodecore.control.decision.FactTables;
import io.nodecore.operations.correction.UsageCorrection.Figures;
import io.nodecore.operations.correction.UsageCorrection.Kind;
import io.nodecore.operations.correction.UsageCorrection.Range;
import io.nodecore.operations.usage.UsageAmount;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** SQL of {@code usage_corrections} and {@code usage_correction_parts}. Rows are added, never changed. */
final class CorrectionTable implements FactTables<CorrectionFact> {

    private static final JsonMapper json = JsonMapper.shared();

    private final JdbcClient jdbc;

    CorrectionTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void apply(List<? extends CorrectionFact> facts, Instant decidedAt) {
        facts.forEach(this::apply);
    }

    /** A part that already exists is not changed. */
    void apply(CorrectionFact fact) {
        insert(fact.correction());
        jdbc.sql("""
                insert into usage_correction_parts (correction_id, part, node_id, value) values (?, ?, ?, ?)
                on conflict do nothing
                """)
                .params(
                        fact.correction().id(),
                        fact.part(),
                        fact.correction().nodeId(),
                        CorrectionWire.message(fact).toByteArray())
                .update();
    }

    long nextId() {
        return jdbc.sql("select nextval('usage_correction_ids')")
                .query(Long.class)
                .single();
    }

    Optional<UsageCorrection> find(long id) {
        return jdbc.sql("select * from usage_corrections where id = ?")
                .param(id)
                .query((row, n) -> correction(row))
                .optional();
    }

    /** Newest first. */
    List<UsageCorrection> page(
            @Nullable Long nodeId, @Nullable Instant from, @Nullable Instant to, long beforeId, int limit) {
        return jdbc.sql("""
                select * from usage_corrections
                where (cast(:node as bigint) is null or node_id = :node)
                  and (cast(:from as timestamptz) is null or to_at > :from)
                  and (cast(:to as timestamptz) is null or from_at < :to)
                  and (:before = 0 or id < :before)
                order by id desc limit :limit
                """)
                .param("node", nodeId)
                .param("from", PostgresTime.utcOrNull(from))
                .param("to", PostgresTime.utcOrNull(to))
                .param("before", beforeId)
                .param("limit", limit)
                .query((row, n) -> correction(row))
                .list();
    }

    /** The id of the latest correction, 0 if there is none. */
    long latestId() {
        return jdbc.sql("select coalesce(max(id), 0) from usage_corrections")
                .query(Long.class)
                .single();
    }

    /** Returns whether a correction of the node has read reports from these offsets on. */
    boolean hasReadBeyond(long nodeId, SortedMap<Integer, Long> readUpTo) {
        return jdbc.sql("""
                select exists (
                    select from usage_corrections c, jsonb_each_text(c.read_up_to) as has (partition, read)
                    where c.node_id = :node
                      and cast(has.read as bigint) > coalesce(cast(cast(:read as jsonb) ->> has.partition as bigint), 0))
                """)
                .param("node", nodeId)
                .param("read", json.writeValueAsString(readUpTo))
                .query(Boolean.class)
                .single();
    }

    /**
     * The parts of those corrections of a node that may have changed some of the selected usage, in the order of the decisions. A reprice
     * selects times of arrival, and the undone correction may be a reprice: neither has usage minutes.
     *
     * @param afterId corrections with this id or a lower one are not included
     * @param upToId corrections with a higher id are not included
     */
    List<CorrectionFact> overlapping(long nodeId, Kind kind, Range range, long afterId, long upToId) {
        return jdbc.sql("""
                select part.node_id, part.value
                from usage_correction_parts part join usage_corrections c on c.id = part.correction_id
                where part.node_id = :node and part.correction_id > :after and part.correction_id <= :last
                  and (c.user_id = :user) is not false
                  and (c.subscription_id = :subscription) is not false
                  and (c.node_protocol_id = :protocol) is not false
                  and (:anyMinute or c.kind in ('reprice', 'undo') or (c.from_at < :to and c.to_at > :from))
                order by part.correction_id, part.part
                """)
                .param("node", nodeId)
                .param("after", afterId)
                .param("last", upToId)
                .param("user", range.userId(), Types.BIGINT)
                .param("subscription", range.subscriptionId(), Types.BIGINT)
                .param("protocol", range.nodeProtocolId(), Types.BIGINT)
                .param("anyMinute", kind == Kind.REPRICE || kind == Kind.UNDO)
                .param("from", PostgresTime.utc(range.from()))
                .param("to", PostgresTime.utc(range.to()))
                .query((row, n) -> part(row))
                .list();
    }

    /** The correction that undid a correction, unless it was undone itself. */
    Optional<Long> revertedBy(long id) {
        List<Long> undone = jdbc.sql("select id from usage_corrections where reverts = ? order by id desc")
                .param(id)
                .query((row, n) -> row.getLong(1))
                .list();
        return undone.stream().filter(undo -> revertedBy(undo).isEmpty()).findFirst();
    }

    private void insert(UsageCorrection correction) {
        Range range = correction.range();
        Figures figures = correction.figures();
        jdbc.sql("""
                insert into usage_corrections
                    (id, node_id, kind, from_at, to_at, user_id, subscription_id, node_protocol_id, factor, amended_bytes_up,
                     amended_bytes_down, reverts, reason, author, decided_at, read_up_to, entries, bytes_up_before, bytes_down_before, billed_before,
                     bytes_up_after, bytes_down_after, billed_after)
                values (:id, :node, :kind, :from, :to, :user, :subscription, :protocol, :factor, :amendedUp,
                        :amendedDown, :reverts, :reason, :author, :decided, cast(:read as jsonb), :entries, :upBefore, :downBefore, :billedBefore,
                        :upAfter, :downAfter, :billedAfter)
                on conflict do nothing
                """)
                .param("id", correction.id())
                .param("node", correction.nodeId())
                .param("kind", correction.kind().word())
                .param("from", PostgresTime.utc(range.from()))
                .param("to", PostgresTime.utc(range.to()))
                .param("user", range.userId())
                .param("subscription", range.subscriptionId())
                .param("protocol", range.nodeProtocolId())
                .param("factor", correction.factor())
                .param("amendedUp", figures == null ? null : figures.bytesUp())
                .param("amendedDown", figures == null ? null : figures.bytesDown())
                .param("reverts", correction.reverts())
                .param("reason", correction.reason())
                .param("author", correction.author())
                .param("decided", PostgresTime.utc(correction.decidedAt()))
                .param("read", json.writeValueAsString(correction.readUpTo()))
                .param("entries", correction.entries())
                .param("upBefore", new BigDecimal(correction.before().bytesUp()))
                .param("downBefore", new BigDecimal(correction.before().bytesDown()))
                .param("billedBefore", correction.before().billedBytes())
                .param("upAfter", new BigDecimal(correction.after().bytesUp()))
                .param("downAfter", new BigDecimal(correction.after().bytesDown()))
                .param("billedAfter", correction.after().billedBytes())
                .update();
    }

    private static CorrectionFact part(ResultSet row) throws SQLException {
        try {
            return CorrectionWire.read(row.getLong("node_id"), row.getBytes("value"));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a stored correction can't be read", e);
        }
    }

    private static UsageCorrection correction(ResultSet row) throws SQLException {
        SortedMap<Integer, Long> readUpTo =
                new TreeMap<>(json.readValue(row.getString("read_up_to"), new TypeReference<Map<Integer, Long>>() {}));
        return new UsageCorrection(
                row.getLong("id"),
                row.getLong("node_id"),
                Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                new Range(
                        PostgresTime.instant(row, "from_at"),
                        PostgresTime.instant(row, "to_at"),
                        row.getObject("user_id", Long.class),
                        row.getObject("subscription_id", Long.class),
                        row.getObject("node_protocol_id", Long.class)),
                row.getBigDecimal("factor"),
                figures(row),
                row.getObject("reverts", Long.class),
                row.getString("reason"),
                row.getString("author"),
                PostgresTime.instant(row, "decided_at"),
                readUpTo,
                row.getLong("entries"),
                amount(row, "before"),
                amount(row, "after"));
    }

    private static @Nullable Figures figures(ResultSet row) throws SQLException {
        Long up = row.getObject("amended_bytes_up", Long.class);
        Long down = row.getObject("amended_bytes_down", Long.class);
        return up == null && down == null ? null : new Figures(up, down);
    }

    private static UsageAmount amount(ResultSet row, String when) throws SQLException {
        return new UsageAmount(
                row.getBigDecimal("bytes_up_" + when).toBigIntegerExact(),
                row.getBigDecimal("bytes_down_" + when).toBigIntegerExact(),
                row.getBigDecimal("billed_" + when));
    }
}
