/**
 * The presence of the users of one shard, derived from its reports.
 *
 * <p>report → shards of users → presence rules → user.online, user.offline
 */
@NullMarked
package io.nodecore.presence.events.shard;

import org.jspecify.annotations.NullMarked;
