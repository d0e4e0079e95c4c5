/**
 * Decide, then apply: the one way in which the control plane changes.
 *
 * <p>write lock → command (rules) → facts → apply to tables → consequences (new revisions) → outbox → commit → relay woken
 */
@NullMarked
package io.nodecore.control.decision;

import org.jspecify.annotations.NullMarked;
