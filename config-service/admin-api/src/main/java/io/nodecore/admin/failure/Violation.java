package io.nodecore.admin.failure;

/**
 * One thing that is wrong with a request.
 *
 * @param field the path of the field, such as {@code xray.inbounds[0].tag}
 * @param message what was expected
 */
public record Violation(String field, String message) {}
