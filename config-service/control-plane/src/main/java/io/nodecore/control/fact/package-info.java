/**
 * The decisions of the control plane as facts, and the records that they contain. Pure data.
 *
 * <p>command → rules → facts → tables and topics
 */
@NullMarked
package io.nodecore.control.fact;

import org.jspecify.annotations.NullMarked;
