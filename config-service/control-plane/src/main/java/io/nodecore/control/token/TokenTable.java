package io.nodecore.control.token;

import io.nodecore.admin.Sha256;
import io.nodecore.admin.access.Caller;
import io.nodecore.admin.access.KnownToken;
import io.nodecore.admin.access.NamedTokens;
import io.nodecore.admin.access.TokenScope;
import io.nodecore.admin.postgres.PostgresTime;
import io.nodecore.control.fact.AccessToken;
import io.nodecore.control.fact.TokenFact;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code admin_tokens}: the tokens that are not revoked. */
public final class TokenTable implements NamedTokens {

    /** A position in the order of creation. */
    record After(Instant createdAt, String hash) {}

    private final JdbcClient jdbc;

    public TokenTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<KnownToken> known(Sha256 hash) {
        return jdbc.sql("select hash, name, scope, created_at from admin_tokens where hash = ?")
                .param(hash.hex())
                .query(TokenTable::token)
                .optional()
                .map(TokenTable::known);
    }

    @Override
    public Optional<KnownToken> known(long id) {
        return find(id).map(TokenTable::known);
    }

    /** @param id see {@link AccessToken#id} */
    Optional<AccessToken> find(long id) {
        return jdbc.sql("""
                select hash, name, scope, created_at from admin_tokens
                where hash >= :prefix and hash < :prefix || 'g' limit 1
                """)
                .param("prefix", AccessToken.hashPrefix(id))
                .query(TokenTable::token)
                .optional();
    }

    boolean hasName(String name) {
        return jdbc.sql("select exists (select from admin_tokens where name = ?)")
                .param(name)
                .query(Boolean.class)
                .single();
    }

    /**
     * In the order of their creation.
     *
     * @param after the last token of the page before, or null
     */
    List<AccessToken> page(@Nullable After after, int limit) {
        return jdbc.sql("""
                select hash, name, scope, created_at from admin_tokens
                where (created_at, hash) > (:createdAt, :hash) order by created_at, hash limit :limit
                """)
                .param("createdAt", PostgresTime.utc(after == null ? Instant.EPOCH : after.createdAt()))
                .param("hash", after == null ? "" : after.hash())
                .param("limit", limit)
                .query(TokenTable::token)
                .list();
    }

    public void apply(TokenFact fact) {
        AccessToken token = fact.token();
        switch (fact) {
            case TokenFact.Issued _ ->
                jdbc.sql("""
                        insert into admin_tokens (hash, name, scope, created_at) values (?, ?, ?, ?)
                        on conflict (hash) do nothing
                        """)
                        .params(
                                token.hash().hex(),
                                token.name(),
                                token.scope().word(),
                                PostgresTime.utc(token.createdAt()))
                        .update();
            case TokenFact.Revoked _ ->
                jdbc.sql("delete from admin_tokens where hash = ?")
                        .param(token.hash().hex())
                        .update();
        }
    }

    private static KnownToken known(AccessToken token) {
        return new KnownToken(new Caller(token.id(), token.name(), token.scope()), token.hash());
    }

    private static AccessToken token(ResultSet row, int number) throws SQLException {
        return new AccessToken(
                new Sha256(row.getString("hash")),
                row.getString("name"),
                TokenScope.ofWord(row.getString("scope")).orElseThrow(),
                PostgresTime.instant(row, "created_at"));
    }
}
