/**
 * Bytes, sessions and stats as nodes report them, in Postgres.
 *
 * <p>node.usage, node.outbound-usage, node.session-events → {@link io.nodecore.usage.repeats} → {@link io.nodecore.usage.minutes},
 * {@link io.nodecore.usage.outbound}, {@link io.nodecore.usage.sessions} → Postgres
 *
 * <p>node.stats → {@link io.nodecore.usage.nodestats} → Postgres
 */
@NullMarked
package io.nodecore.usage;

import org.jspecify.annotations.NullMarked;
