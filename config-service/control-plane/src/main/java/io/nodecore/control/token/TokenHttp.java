package io.nodecore.control.token;

import io.nodecore.admin.Page;
import io.nodecore.admin.access.Caller;
import io.nodecore.control.fact.AccessToken;
import io.nodecore.control.token.TokenIntake.IssuedToken;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The routes of named tokens. */
@RestController
final class TokenHttp {

    /**
     * @param name 1 to 64 characters, unique among the valid tokens
     * @param scope read, operate or admin
     */
    record TokenWish(@Nullable String name, @Nullable String scope) {}

    /** @param createdAt null for {@code ADMIN_TOKEN}, whose id is 0 */
    record TokenResource(
            long id, String name, String scope, @Nullable Instant createdAt) {

        static TokenResource of(AccessToken token) {
            return new TokenResource(token.id(), token.name(), token.scope().word(), token.createdAt());
        }
    }

    /** @param token shown only once */
    record NewToken(long id, String name, String scope, Instant createdAt, String token) {}

    record TokenList(List<TokenResource> tokens, @Nullable String next) {}

    private final TokenIntake tokens;

    TokenHttp(TokenIntake tokens) {
        this.tokens = tokens;
    }

    @Operation(summary = "Create a token; its text is shown only here")
    @PostMapping("/admin/tokens")
    @ResponseStatus(HttpStatus.CREATED)
    NewToken issue(@RequestBody TokenWish body) {
        IssuedToken issued = tokens.issue(body.name(), body.scope());
        AccessToken state = issued.state();
        return new NewToken(state.id(), state.name(), state.scope().word(), state.createdAt(), issued.text());
    }

    @Operation(summary = "The valid tokens, in the order of their creation; the first is ADMIN_TOKEN")
    @GetMapping("/admin/tokens")
    TokenList list(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Page<AccessToken> page = tokens.page(cursor, Page.limit(limit));
        Stream<TokenResource> named = page.items().stream().map(TokenResource::of);
        Caller first = Caller.FIRST;
        return new TokenList(
                cursor == null
                        ? Stream.concat(
                                        Stream.of(new TokenResource(
                                                first.tokenId(),
                                                first.name(),
                                                first.scope().word(),
                                                null)),
                                        named)
                                .toList()
                        : named.toList(),
                page.next());
    }

    @Operation(summary = "Revoke a token: it and its sessions are refused at once")
    @DeleteMapping("/admin/tokens/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable long id) {
        tokens.revoke(id);
    }
}
