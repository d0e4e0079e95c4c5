/**
 * The time of {@code GET /admin/sharing} with the data of a large fleet.
 *
 * <p>{@link io.nodecore.bench.sharing.SeenAddresses} (rows from a seed) → admin API → times of the first page
 */
@NullMarked
package io.nodecore.bench.sharing;

import org.jspecify.annotations.NullMarked;
