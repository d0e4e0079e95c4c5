/**
 * Revisions: which content a node should run, and when a change publishes a new one.
 *
 * <p>facts → consequences → revision table → control.revisions, node.lifecycle
 */
@NullMarked
package io.nodecore.control.config.revision;

import org.jspecify.annotations.NullMarked;
