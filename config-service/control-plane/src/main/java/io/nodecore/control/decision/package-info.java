/**
 * Decide, then apply: the one way in which facts are decided.
 *
 * <p>write lock → command (rules) → facts → apply to tables → consequences → outbox → commit → relay woken
 */
@NullMarked
package io.nodecore.control.decision;

import org.jspecify.annotations.NullMarked;
