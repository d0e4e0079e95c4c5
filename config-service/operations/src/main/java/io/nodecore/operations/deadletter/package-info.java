/**
 * Facts that could not be applied: listed, and appended again after their cause is removed.
 *
 * <p>{@code <topic>.dlq} → dead_letters → admin HTTP → redrives → the fact's topic again
 */
@NullMarked
package io.nodecore.operations.deadletter;

import org.jspecify.annotations.NullMarked;
