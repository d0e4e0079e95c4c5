/**
 * Tokens of the admin API, and what was changed with them.
 *
 * <p>arguments → admin API → table or JSON
 */
@NullMarked
package io.nodecore.cli.access;

import org.jspecify.annotations.NullMarked;
