/**
 * Which addresses may be shown to a provider of address information.
 *
 * <p>normalised address → {@link io.nodecore.enrichment.addresses.AddressRules}
 */
@NullMarked
package io.nodecore.enrichment.addresses;

import org.jspecify.annotations.NullMarked;
