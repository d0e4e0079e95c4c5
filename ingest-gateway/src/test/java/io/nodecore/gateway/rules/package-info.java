/**
 * Tests of this step alone.
 *
 * <p>no network, no servers
 */
@NullMarked
package io.nodecore.gateway.rules;

import org.jspecify.annotations.NullMarked;
