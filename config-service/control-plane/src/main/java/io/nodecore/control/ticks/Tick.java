package io.nodecore.control.ticks;

import java.time.Duration;

/**
 * A periodic decision.
 *
 * @param interval from the end of one call to the next
 * @param firstAfter from the start of the process to the first call
 * @param decision the code that is called
 */
public record Tick(String name, Duration interval, Duration firstAfter, Runnable decision) {}
