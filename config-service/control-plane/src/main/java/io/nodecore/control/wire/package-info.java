/**
 * Converts facts to the records of their topics, and back for a rebuild.
 *
 * <p>fact → record of node.lifecycle, control.*, events.*; record of node.lifecycle, control.* → fact
 */
@NullMarked
package io.nodecore.control.wire;

import org.jspecify.annotations.NullMarked;
