/**
 * Registration codes.
 *
 * <p>admin HTTP → intake → fact → registration_codes
 */
@NullMarked
package io.nodecore.control.node.code;

import org.jspecify.annotations.NullMarked;
