/**
 * The first page of an operator: the counts of everything, and what needs attention.
 *
 * <p>(fleet, {@link io.nodecore.queries.overview.TotalsView}, pipeline, outbox) → {@link io.nodecore.queries.overview.OverviewFold} →
 * {@link io.nodecore.queries.overview.ProblemRules} → GET /admin/overview
 */
@NullMarked
package io.nodecore.queries.overview;

import org.jspecify.annotations.NullMarked;
