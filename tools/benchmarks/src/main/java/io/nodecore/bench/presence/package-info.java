/**
 * What {@code user.online} and {@code user.offline} cost: a backlog, a restoration, everybody going at once, the delay of one who comes.
 *
 * <p>{@link io.nodecore.bench.presence.PresenceBench} → reports → presence-service (a process) → events
 */
@NullMarked
package io.nodecore.bench.presence;

import org.jspecify.annotations.NullMarked;
