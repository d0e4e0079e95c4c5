/**
 * The time of a partition: how far its reports have come, and when a user without reports is offline.
 *
 * <p>received-at of the reports, ends of the partitions → time of the partition → watermark
 */
@NullMarked
package io.nodecore.presence.events.time;

import org.jspecify.annotations.NullMarked;
