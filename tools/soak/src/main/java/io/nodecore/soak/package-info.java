/**
 * The proof under faults: a fleet with an oracle reports while a seeded plan kills, pauses and restarts what serves it.
 *
 * <p>seed → plan → injection into the processes; fleet → oracle; both → verdict
 */
@NullMarked
package io.nodecore.soak;

import org.jspecify.annotations.NullMarked;
