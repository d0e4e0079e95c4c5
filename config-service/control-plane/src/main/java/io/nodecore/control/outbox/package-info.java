/**
 * Monitors the outbox: the number and age of its rows, and whether Postgres answers.
 *
 * <p>outbox → sample → gauges, readiness
 */
@NullMarked
package io.nodecore.control.outbox;

import org.jspecify.annotations.NullMarked;
