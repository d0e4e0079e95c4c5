package io.nodecore.operations.audit;

import io.nodecore.admin.postgres.PostgresTime;
import io.nodecore.admin.postgres.PublicView;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topics;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A counter of usage-aggregator together with the positions of the facts that it includes, from one snapshot of the database. */
final class CounterView {

    static final Comparator<Topic<?>> ORDER = Comparator.comparing(Topic::name);

    /** Offsets that were counted: from {@code first} (inclusive) to {@code next} (exclusive). */
    record Span(long first, long next) {}

    /** @param billedBytes null if the table does not have it: billed bytes are counted only by day of arrival */
    record Counter(
            BigInteger bytesUp,
            BigInteger bytesDown,
            @Nullable BigDecimal billedBytes) {}

    record Counted(Counter counter, Map<Topic<?>, SortedMap<Integer, Span>> facts) {}

    private static final JsonMapper json = JsonMapper.shared();

    private static final String POSITIONS = """
            (select coalesce(jsonb_agg(to_jsonb(p)), '[]')::text from public.usage_positions p) as positions
            """;

    private final JdbcClient jdbc;
    private final PublicView positions;

    CounterView(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.positions = new PublicView(jdbc, "usage_positions");
    }

    Counted read(AuditQuery query) {
        if (!positions.exists()) {
            // Before the first start of usage-aggregator nothing is counted.
            return new Counted(new Counter(BigInteger.ZERO, BigInteger.ZERO, null), Map.of());
        }
        return switch (query.by()) {
            case MINUTE -> byMinute(query);
            case ARRIVAL -> byArrival(query);
        };
    }

    private Counted byMinute(AuditQuery query) {
        return jdbc.sql("""
                select coalesce(sum(bytes_up), 0) as up, coalesce(sum(bytes_down), 0) as down, null::numeric as billed,
                """ + POSITIONS + """
                from public.usage_minutes
                where subscription_id = :subscription and minute >= :from and minute < :to
                  and (cast(:node as bigint) is null or node_id = :node)
                """)
                .param("subscription", query.subscriptionId())
                .param("from", PostgresTime.utc(query.from()))
                .param("to", PostgresTime.utc(query.to()))
                .param("node", query.nodeId())
                .query((row, n) -> counted(row.getBigDecimal("up"), row.getBigDecimal("down"), null, row.getString(4)))
                .single();
    }

    private Counted byArrival(AuditQuery query) {
        return jdbc.sql("""
                select coalesce(sum(bytes_up), 0) as up, coalesce(sum(bytes_down), 0) as down,
                       coalesce(sum(billed_bytes), 0) as billed,
                """ + POSITIONS + """
                from public.subscription_billing
                where subscription_id = :subscription and day >= :from and day < :to and day <> 'infinity'
                """)
                .param("subscription", query.subscriptionId())
                .param("from", LocalDate.ofInstant(query.from(), ZoneOffset.UTC))
                .param("to", LocalDate.ofInstant(query.to(), ZoneOffset.UTC))
                .query((row, n) -> counted(
                        row.getBigDecimal("up"),
                        row.getBigDecimal("down"),
                        row.getBigDecimal("billed"),
                        row.getString(4)))
                .single();
    }

    private static Counted counted(BigDecimal up, BigDecimal down, @Nullable BigDecimal billed, String positions) {
        Map<Topic<?>, SortedMap<Integer, Span>> facts = new TreeMap<>(ORDER);
        for (JsonNode position : json.readTree(positions)) {
            for (Topic<?> topic : List.of(Topics.USAGE, Topics.USAGE_CORRECTED)) {
                if (topic.name().equals(position.get("topic").stringValue())) {
                    facts.computeIfAbsent(topic, t -> new TreeMap<>())
                            .put(
                                    position.get("partition").intValue(),
                                    new Span(
                                            position.get("first_offset").longValue(),
                                            position.get("next_offset").longValue()));
                }
            }
        }
        return new Counted(new Counter(up.toBigIntegerExact(), down.toBigIntegerExact(), billed), facts);
    }
}
