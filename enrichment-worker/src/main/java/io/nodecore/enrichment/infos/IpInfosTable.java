package io.nodecore.enrichment.infos;

import io.nodecore.outbox.OutboxTable;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/** SQL of {@code ip_infos}. */
public final class IpInfosTable {

    /** Keeps the latest look-up of an address; the order in which look-ups arrive does not matter. */
    private static final String UPSERT = """
            insert into ip_infos as held (ip, provider, looked_up_at, country, asn, info)
            select ip, provider, looked_up_at, country, asn, info::jsonb
            from unnest(:ips, :providers, :times, :countries, :asns, :infos)
                 as found (ip, provider, looked_up_at, country, asn, info)
            on conflict (ip) do update
            set provider = excluded.provider, looked_up_at = excluded.looked_up_at, country = excluded.country,
                asn = excluded.asn, info = excluded.info
            where held.looked_up_at < excluded.looked_up_at
            """;

    private IpInfosTable() {}

    /** Stores the information and adds its facts to the outbox, both in the transaction of the caller. */
    public static void add(JdbcClient jdbc, Collection<IpInfo> infos) {
        store(jdbc, infos);
        OutboxTable.add(jdbc, infos.stream().map(IpInfoWire::fact).toList());
    }

    static boolean isEmpty(JdbcClient jdbc) {
        return jdbc.sql("select not exists (select from ip_infos)")
                .query(Boolean.class)
                .single();
    }

    /** @param infos at most one per address */
    static void store(JdbcClient jdbc, Collection<IpInfo> infos) {
        if (infos.isEmpty()) {
            return;
        }
        List<IpInfo> rows =
                infos.stream().sorted(Comparator.comparing(IpInfo::ip)).toList();
        jdbc.sql(UPSERT)
                .param("ips", column("text", rows.stream().map(IpInfo::ip).toArray()))
                .param(
                        "providers",
                        column("text", rows.stream().map(IpInfo::provider).toArray()))
                .param(
                        "times",
                        column(
                                "timestamptz",
                                rows.stream().map(IpInfosTable::time).toArray()))
                .param(
                        "countries",
                        column("text", rows.stream().map(IpInfo::country).toArray()))
                .param("asns", column("bigint", rows.stream().map(IpInfo::asn).toArray()))
                .param(
                        "infos",
                        column("text", rows.stream().map(IpInfoWire::column).toArray()))
                .update();
    }

    private static OffsetDateTime time(IpInfo info) {
        return info.lookedUpAt().atOffset(ZoneOffset.UTC);
    }

    /** Elements may be null, although Spring's type does not declare it. */
    @SuppressWarnings("NullAway")
    private static SqlArrayValue column(String type, @Nullable Object[] values) {
        return new SqlArrayValue(type, values);
    }
}
