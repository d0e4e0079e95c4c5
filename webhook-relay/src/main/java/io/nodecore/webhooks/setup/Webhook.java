package io.nodecore.webhooks.setup;

import io.nodecore.webhooks.signing.Secret;
import io.nodecore.webhooks.signing.Signatures;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A receiver and its configuration.
 *
 * @param name lower-case letters, digits and dashes
 * @param url http or https; may contain a token, so it must not be logged
 * @param signatures the secrets that sign the posted events
 * @param types of events that are posted, empty for all
 * @param from where a new webhook starts
 */
public record Webhook(String name, URI url, Signatures signatures, Set<String> types, From from) {

    private static final int LONGEST_NAME = 64;

    /** Where a webhook without a known position starts. */
    public enum From {
        /** With the events that arrive from now on. */
        END,
        /** With the oldest event in the topics. */
        BEGINNING
    }

    /**
     * Checks all fields.
     *
     * @throws IllegalArgumentException naming the webhook and what was expected, without secrets and addresses
     */
    public static List<Webhook> all(WebhooksSettings settings) {
        List<Webhook> webhooks =
                settings.webhooks().stream().map(Webhook::checked).toList();
        Set<String> names = new HashSet<>();
        for (Webhook webhook : webhooks) {
            if (!names.add(webhook.name)) {
                throw new IllegalArgumentException("two webhooks are called " + webhook.name
                        + ": the name is that of the position, so each needs its own");
            }
        }
        return webhooks;
    }

    /** The consumer group that has its position. */
    public String group() {
        return "nodecore.webhook." + name;
    }

    public boolean wants(String type) {
        return types.isEmpty() || types.contains(type);
    }

    private static Webhook checked(WebhooksSettings.Entry entry) {
        String name = nameOf(entry.name());
        try {
            entry.types().forEach(Webhook::refuseUnknown);
            var signatures =
                    new Signatures(entry.secret().stream().map(Secret::parse).toList());
            return new Webhook(name, urlOf(entry.url()), signatures, Set.copyOf(entry.types()), entry.from());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("webhook " + name + ": " + e.getMessage(), e);
        }
    }

    private static String nameOf(@Nullable String name) {
        if (name == null || !name.matches("[a-z0-9-]{1," + LONGEST_NAME + "}")) {
            throw new IllegalArgumentException("a webhook's name has 1 to " + LONGEST_NAME
                    + " lower-case letters, digits and dashes, got '" + name + "'");
        }
        return name;
    }

    private static URI urlOf(@Nullable String url) {
        try {
            URI parsed = URI.create(url == null ? "" : url.strip());
            boolean isHttp = "https".equals(parsed.getScheme()) || "http".equals(parsed.getScheme());
            if (isHttp && parsed.getHost() != null && parsed.getUserInfo() == null) {
                return parsed;
            }
        } catch (IllegalArgumentException e) {
            // Refused below: the exception's message contains the address.
        }
        throw new IllegalArgumentException("its url must be http:// or https:// with a host and without credentials");
    }

    private static void refuseUnknown(String type) {
        if (!type.matches("[a-z.-]+")
                || Webhook.class.getResource("/schemas/events/" + type + ".schema.json") == null) {
            throw new IllegalArgumentException("there is no event type '" + type + "', see schemas/events");
        }
    }

    @Override
    public String toString() {
        return "Webhook[" + name + "]";
    }
}
