package io.nodecore.webhooks.events;

/**
 * A domain event as it is posted; identical in every attempt.
 *
 * @param id deterministic; a receiver recognises a repeated event by it
 * @param type such as {@code user.online}
 * @param body CloudEvents 1.0 in structured mode, UTF-8 JSON
 */
public record PostedEvent(String id, String type, byte[] body) {

    public static final String CONTENT_TYPE = "application/cloudevents+json";
}
