/**
 * Users: the customers of the fleet.
 *
 * <p>admin HTTP → rules → facts → table
 */
@NullMarked
package io.nodecore.control.user;

import org.jspecify.annotations.NullMarked;
