package io.nodecore.admin.access;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * The token in whose name a request runs.
 *
 * @param tokenId 0 for {@code ADMIN_TOKEN}
 * @param name of the token
 */
public record Caller(long tokenId, String name, TokenScope scope) {

    /** The holder of {@code ADMIN_TOKEN}. */
    public static final Caller FIRST = new Caller(0, "admin", TokenScope.ADMIN);

    /** Of the request that this thread handles, or null outside of an authenticated request of the admin API. */
    public static @Nullable Caller current() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof Caller caller ? caller : null;
    }
}
