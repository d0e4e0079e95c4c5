/**
 * Measurements of the promises about speed.
 *
 * <p>{@code ./nodecore bench NAME} → {@link io.nodecore.bench.Bench} → one package per measurement
 */
@NullMarked
package io.nodecore.bench;

import org.jspecify.annotations.NullMarked;
