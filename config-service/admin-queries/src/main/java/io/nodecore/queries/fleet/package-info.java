/**
 * All nodes at once, with what is known about them now.
 *
 * <p>(public.nodes, node:{id}:stats, node:{id}:online) → {@link io.nodecore.queries.fleet.FleetView} → GET /admin/fleet
 */
@NullMarked
package io.nodecore.queries.fleet;

import org.jspecify.annotations.NullMarked;
