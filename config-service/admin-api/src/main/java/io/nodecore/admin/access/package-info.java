/**
 * Who may use the admin API: tokens, their scopes, sessions of browsers, and the limit on wrong tokens.
 *
 * <p>request → caller (bearer token or session cookie) → CSRF token → scope of the route → route
 */
@NullMarked
package io.nodecore.admin.access;

import org.jspecify.annotations.NullMarked;
