/**
 * Information about addresses.
 *
 * <p>{@link io.nodecore.enrichment.infos.IpInfo} → {@link io.nodecore.enrichment.infos.IpInfosTable} and, in the same transaction,
 * the outbox → topic ip.enriched → {@link io.nodecore.enrichment.infos.InfosRebuild} if the table is empty
 */
@NullMarked
package io.nodecore.enrichment.infos;

import org.jspecify.annotations.NullMarked;
