/**
 * Links: one UUID of a subscription on one node protocol.
 *
 * <p>admin HTTP → rules → facts → table
 */
@NullMarked
package io.nodecore.control.link;

import org.jspecify.annotations.NullMarked;
