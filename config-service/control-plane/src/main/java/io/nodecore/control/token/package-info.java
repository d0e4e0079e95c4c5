/**
 * Named tokens of the admin API.
 *
 * <p>admin HTTP → intake → fact → admin_tokens → the caller of every request
 */
@NullMarked
package io.nodecore.control.token;

import org.jspecify.annotations.NullMarked;
