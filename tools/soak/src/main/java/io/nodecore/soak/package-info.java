/**
 * The proof under faults: a fleet reports while a seeded plan kills, pauses and restarts processes; a verifier compares the sums.
 *
 * <p>seed → plan → injection into the processes; fleet → verifier; both → verdict
 */
@NullMarked
package io.nodecore.soak;

import org.jspecify.annotations.NullMarked;
