/**
 * The addresses of each user, with the first and the last time they were reported.
 *
 * <p>report → {@link io.nodecore.enrichment.userips.ReportedIps} (canonical addresses) →
 * {@link io.nodecore.enrichment.userips.UserIpsFold} (one row per key) → {@link io.nodecore.enrichment.userips.UserIpsTable}
 */
@NullMarked
package io.nodecore.enrichment.userips;

import org.jspecify.annotations.NullMarked;
