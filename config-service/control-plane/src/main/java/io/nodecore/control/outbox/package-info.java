/**
 * Watches the outbox: how much waits, for how long, and whether Postgres answers.
 *
 * <p>outbox → sample → gauges, readiness
 */
@NullMarked
package io.nodecore.control.outbox;

import org.jspecify.annotations.NullMarked;
