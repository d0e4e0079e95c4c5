package io.nodecore.outbox;

/**
 * The rows of the outbox that wait for their publication.
 *
 * @param rows how many
 * @param oldestId the id of the oldest one, 0 if there is none
 */
public record OutboxBacklog(long rows, long oldestId) {}
