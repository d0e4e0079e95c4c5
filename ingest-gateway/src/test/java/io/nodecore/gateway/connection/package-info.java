/**
 * Tests of this step alone.
 *
 * <p>no network, no servers
 */
@NullMarked
package io.nodecore.gateway.connection;

import org.jspecify.annotations.NullMarked;
