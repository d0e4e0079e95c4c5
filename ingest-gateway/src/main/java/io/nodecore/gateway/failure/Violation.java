package io.nodecore.gateway.failure;

/**
 * One thing that is wrong with a report.
 *
 * @param field path of the field in the JSON form, such as {@code entries[3].bytesUp}
 * @param message what was expected, and what was found
 */
public record Violation(String field, String message) {}
