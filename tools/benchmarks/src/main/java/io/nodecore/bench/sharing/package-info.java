/**
 * How long {@code GET /admin/sharing} takes at the size of a large fleet.
 *
 * <p>{@link io.nodecore.bench.sharing.SeenAddresses} (rows out of a seed) → the admin API → times of the first page
 */
@NullMarked
package io.nodecore.bench.sharing;

import org.jspecify.annotations.NullMarked;
