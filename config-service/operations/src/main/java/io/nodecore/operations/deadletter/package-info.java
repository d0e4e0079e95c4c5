/**
 * Facts that could not be applied: to be seen, and to be appended again when their cause is gone.
 *
 * <p>{@code <topic>.dlq} → dead_letters → admin HTTP → redrives → the fact's topic again
 */
@NullMarked
package io.nodecore.operations.deadletter;

import org.jspecify.annotations.NullMarked;
