/**
 * The positions of the projections, their lag and their rate.
 *
 * <p>positions of every schema and of groups + ends and oldest unread facts of Kafka → lag and rate
 */
@NullMarked
package io.nodecore.operations.progress;

import org.jspecify.annotations.NullMarked;
