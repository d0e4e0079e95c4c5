package io.nodecore.webhooks.events;

/**
 * A domain event as it is posted, the same at every attempt.
 *
 * @param id deterministic, by which a receiver tells an event that comes again
 * @param type such as {@code user.online}
 * @param body CloudEvents 1.0 in structured mode, UTF-8 JSON
 */
public record PostedEvent(String id, String type, byte[] body) {

    public static final String CONTENT_TYPE = "application/cloudevents+json";
}
