/**
 * Which users are online, and the state of the nodes: presence and node stats in Redis, changes of presence as domain events.
 *
 * <p>node.online-users → {@link io.nodecore.presence.online} → Redis; node.stats → {@link io.nodecore.presence.nodestats} → Redis;
 * node.online-users → {@link io.nodecore.presence.events} → events.user
 */
@NullMarked
package io.nodecore.presence;

import org.jspecify.annotations.NullMarked;
