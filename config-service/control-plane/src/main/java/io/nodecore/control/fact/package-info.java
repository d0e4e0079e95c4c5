/**
 * What the control plane decides, in the past tense, and the records that the decisions speak of. Pure data.
 *
 * <p>command → rules → facts → tables and topics
 */
@NullMarked
package io.nodecore.control.fact;

import org.jspecify.annotations.NullMarked;
