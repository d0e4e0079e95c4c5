package io.nodecore.control.node.code;

import io.nodecore.admin.Sha256;
import io.nodecore.admin.postgres.PostgresTime;
import io.nodecore.control.fact.CodeFact;
import io.nodecore.control.fact.RegistrationCode;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/** The table {@code registration_codes}. */
public final class CodeTable {

    private final JdbcClient jdbc;

    public CodeTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<RegistrationCode> find(Sha256 hash) {
        return jdbc.sql("select hash, max_uses, expires_at, node_ids from registration_codes where hash = ?")
                .param(hash.hex())
                .query((row, n) -> new RegistrationCode(
                        new Sha256(row.getString("hash")),
                        row.getInt("max_uses"),
                        PostgresTime.instant(row, "expires_at"),
                        List.of((Long[]) row.getArray("node_ids").getArray())))
                .optional();
    }

    public void apply(CodeFact fact) {
        RegistrationCode code = fact.code();
        jdbc.sql("""
                insert into registration_codes (hash, max_uses, expires_at, node_ids) values (?, ?, ?, ?)
                on conflict (hash) do update set node_ids = excluded.node_ids
                """)
                .params(
                        code.hash().hex(),
                        code.maxUses(),
                        PostgresTime.utc(code.expiresAt()),
                        new SqlArrayValue("bigint", code.nodeIds().toArray()))
                .update();
    }
}
