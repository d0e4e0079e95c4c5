/**
 * IP addresses in facts: how they are read and written.
 *
 * <p>text of an agent → {@link io.nodecore.schemas.address.AddressText} → canonical text in topics and tables
 */
@NullMarked
package io.nodecore.schemas.address;

import org.jspecify.annotations.NullMarked;
