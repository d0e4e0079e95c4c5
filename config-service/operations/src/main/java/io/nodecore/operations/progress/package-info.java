/**
 * How far the projections are, and how fast they go.
 *
 * <p>positions of every schema and of groups + ends and oldest unread facts of Kafka → lag and rate
 */
@NullMarked
package io.nodecore.operations.progress;

import org.jspecify.annotations.NullMarked;
