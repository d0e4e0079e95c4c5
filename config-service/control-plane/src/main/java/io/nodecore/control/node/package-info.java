/**
 * Nodes, their keys and the registration codes with which they register.
 *
 * <p>gRPC or HTTP → intake → rules → facts → tables
 */
@NullMarked
package io.nodecore.control.node;

import org.jspecify.annotations.NullMarked;
