/**
 * Nodes, their keys and the registration codes that let them in.
 *
 * <p>gRPC or HTTP → intake → rules → facts → tables
 */
@NullMarked
package io.nodecore.control.node;

import org.jspecify.annotations.NullMarked;
