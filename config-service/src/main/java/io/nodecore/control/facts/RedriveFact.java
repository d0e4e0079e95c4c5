package io.nodecore.control.facts;

import java.time.Instant;

/**
 * A decision that a dead letter is appended to its topic again. Its latest state stands in {@code control.redrives}.
 *
 * @param letterId the dead letter
 * @param decidedAt when it was decided
 * @param appended whether its topic has it
 */
public record RedriveFact(long letterId, Instant decidedAt, boolean appended) implements ControlFact {}
