/**
 * Who is online now, as Redis keys that expire by themselves.
 *
 * <p>node.online-users → {@link io.nodecore.presence.online.OnlineFold} (one newest time per key) → {@code online:*} keys; newest
 * report of a node → {@link io.nodecore.presence.online.NodeOnlineCounts} → {@code node:{id}:online}
 */
@NullMarked
package io.nodecore.presence.online;

import org.jspecify.annotations.NullMarked;
