/**
 * Who came online and who went offline, as domain events, exactly once and in event time ({@code received-at}).
 *
 * <p>node.online-users → {@link io.nodecore.presence.events.shard.ReportReader} → {@link io.nodecore.presence.events.shard.ShardSplit} → shard of
 * users → {@link io.nodecore.presence.events.shard.PresenceTracker} ({@link io.nodecore.presence.events.shard.PresenceRules}) → events.user
 */
@NullMarked
package io.nodecore.presence.events;

import org.jspecify.annotations.NullMarked;
