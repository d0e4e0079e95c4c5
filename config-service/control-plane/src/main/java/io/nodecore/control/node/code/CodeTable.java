package io.nodecore.control.node.code;

import io.nodecore.admin.Sha256;
import io.nodecore.admin.postgres.PostgresTime;
import io.nodecore.control.fact.CodeFact;
import io.nodecore.control.fact.RegistrationCode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/** The table {@code registration_codes}. */
public final class CodeTable {

    /** A position in the order of expiry. */
    record After(Instant expiresAt, String hash) {}

    private final JdbcClient jdbc;

    public CodeTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<RegistrationCode> find(Sha256 hash) {
        return jdbc.sql("select hash, max_uses, expires_at, node_ids from registration_codes where hash = ?")
                .param(hash.hex())
                .query(CodeTable::code)
                .optional();
    }

    /** @param id see {@link RegistrationCode#id} */
    Optional<RegistrationCode> find(long id) {
        String prefix = RegistrationCode.hashPrefix(id);
        return jdbc.sql("""
                select hash, max_uses, expires_at, node_ids from registration_codes
                where hash >= :prefix and hash < :prefix || 'g' limit 1
                """).param("prefix", prefix).query(CodeTable::code).optional();
    }

    /**
     * Codes that can still be redeemed, in the order of their expiry.
     *
     * @param after the last code of the page before, or null
     */
    List<RegistrationCode> usable(Instant now, @Nullable After after, int limit) {
        return jdbc.sql("""
                select hash, max_uses, expires_at, node_ids from registration_codes
                where expires_at > :now and cardinality(node_ids) < max_uses and (expires_at, hash) > (:expiresAt, :hash)
                order by expires_at, hash limit :limit
                """)
                .param("now", PostgresTime.utc(now))
                .param("expiresAt", PostgresTime.utc(after == null ? now : after.expiresAt()))
                .param("hash", after == null ? "" : after.hash())
                .param("limit", limit)
                .query(CodeTable::code)
                .list();
    }

    private static RegistrationCode code(ResultSet row, int number) throws SQLException {
        return new RegistrationCode(
                new Sha256(row.getString("hash")),
                row.getInt("max_uses"),
                PostgresTime.instant(row, "expires_at"),
                List.of((Long[]) row.getArray("node_ids").getArray()));
    }

    public void apply(CodeFact fact) {
        RegistrationCode code = fact.code();
        jdbc.sql("""
                insert into registration_codes (hash, max_uses, expires_at, node_ids) values (?, ?, ?, ?)
                on conflict (hash) do update set node_ids = excluded.node_ids, expires_at = excluded.expires_at
                """)
                .params(
                        code.hash().hex(),
                        code.maxUses(),
                        PostgresTime.utc(code.expiresAt()),
                        new SqlArrayValue("bigint", code.nodeIds().toArray()))
                .update();
    }
}
