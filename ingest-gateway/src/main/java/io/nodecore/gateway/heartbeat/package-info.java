/**
 * Heartbeats: a report whose answer says whether the node should fetch its config.
 *
 * <p>transport → intake → report intake → latest revision → answer
 */
@NullMarked
package io.nodecore.gateway.heartbeat;

import org.jspecify.annotations.NullMarked;
