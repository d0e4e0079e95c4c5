/**
 * Users who come online and go offline on nodes.
 *
 * <p>{@link io.nodecore.usage.sessions.SessionWire} → {@code session_events}
 */
@NullMarked
package io.nodecore.usage.sessions;

import org.jspecify.annotations.NullMarked;
