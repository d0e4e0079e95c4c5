/**
 * Who is online and how the nodes feel, for everyone who asks now: presence and node stats in Redis, comings and goings as events.
 *
 * <p>node.online-users → {@link io.nodecore.presence.online} → Redis; node.stats → {@link io.nodecore.presence.nodestats} → Redis;
 * node.online-users → {@link io.nodecore.presence.events} → events.user
 */
@NullMarked
package io.nodecore.presence;

import org.jspecify.annotations.NullMarked;
