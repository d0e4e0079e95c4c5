/**
 * The cost of {@code user.online} and {@code user.offline}: a backlog, a restoration, all users offline at once, the delay of an arrival.
 *
 * <p>{@link io.nodecore.bench.presence.PresenceBench} → reports → presence-service (a process) → events
 */
@NullMarked
package io.nodecore.bench.presence;

import org.jspecify.annotations.NullMarked;
