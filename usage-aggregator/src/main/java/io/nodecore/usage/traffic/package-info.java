/**
 * Sums of bytes that never overflow.
 *
 * <p>fold → {@link io.nodecore.usage.traffic.Traffic} → {@link io.nodecore.usage.traffic.TrafficColumns} → SQL
 */
@NullMarked
package io.nodecore.usage.traffic;

import org.jspecify.annotations.NullMarked;
