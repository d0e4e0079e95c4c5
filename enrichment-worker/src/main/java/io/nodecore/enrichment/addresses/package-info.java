/**
 * Which addresses may be sent to a provider of address information.
 *
 * <p>canonical address → {@link io.nodecore.enrichment.addresses.AddressRules}
 */
@NullMarked
package io.nodecore.enrichment.addresses;

import org.jspecify.annotations.NullMarked;
