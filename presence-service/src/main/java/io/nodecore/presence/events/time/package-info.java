/**
 * The time of a partition: up to which time its reports have been read.
 *
 * <p>received-at of the reports, ends of the partitions → time of the partition → watermark
 */
@NullMarked
package io.nodecore.presence.events.time;

import org.jspecify.annotations.NullMarked;
