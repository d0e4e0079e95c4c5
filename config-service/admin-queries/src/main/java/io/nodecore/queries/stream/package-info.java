/**
 * What changes, as server-sent events. A view is computed once for all who watch it, and only while someone does.
 *
 * <p>{@link io.nodecore.queries.stream.ViewStates} → {@link io.nodecore.queries.stream.WatchedView} (state, and what changed when) →
 * {@link io.nodecore.queries.stream.EventWriter} of each watcher
 */
@NullMarked
package io.nodecore.queries.stream;

import org.jspecify.annotations.NullMarked;
