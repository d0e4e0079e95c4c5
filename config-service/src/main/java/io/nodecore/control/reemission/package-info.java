/**
 * Domain events told again, on purpose.
 *
 * <p>events.user, events.node, events.subscription → {@link io.nodecore.control.reemission.EventReemission} → a topic that an operator
 * names
 */
@NullMarked
package io.nodecore.control.reemission;

import org.jspecify.annotations.NullMarked;
