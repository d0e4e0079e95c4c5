/**
 * What is known about an address.
 *
 * <p>{@link io.nodecore.enrichment.infos.IpInfo} → {@link io.nodecore.enrichment.infos.IpInfosTable} and, in the same transaction,
 * the outbox → topic ip.enriched → {@link io.nodecore.enrichment.infos.InfosRebuild} where the table was lost
 */
@NullMarked
package io.nodecore.enrichment.infos;

import org.jspecify.annotations.NullMarked;
