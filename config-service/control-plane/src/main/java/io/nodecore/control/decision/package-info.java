/**
 * Decide, then apply: all facts are decided in this way.
 *
 * <p>write lock → command (rules) → facts → apply to tables → consequences → outbox → commit → relay woken
 */
@NullMarked
package io.nodecore.control.decision;

import org.jspecify.annotations.NullMarked;
