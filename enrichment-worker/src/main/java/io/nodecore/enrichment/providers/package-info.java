/**
 * Providers of address information, and their limits.
 *
 * <p>addresses → {@link io.nodecore.enrichment.providers.ProviderClient} (limits, back-off, circuit breaker) →
 * {@link io.nodecore.enrichment.providers.AddressSource} (one provider's protocol) → {@link io.nodecore.enrichment.infos.IpInfo}
 */
@NullMarked
package io.nodecore.enrichment.providers;

import org.jspecify.annotations.NullMarked;
