/**
 * Tests of this step alone.
 *
 * <p>no network, no servers; openssl makes the files
 */
@NullMarked
package io.nodecore.gateway.tls;

import org.jspecify.annotations.NullMarked;
