package io.nodecore.webhooks.setup;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The configured webhooks; {@link Webhook} validates them. Nothing is refused here: a failure while settings are bound prints their values.
 *
 * @param webhooks any number of them
 */
@ConfigurationProperties("nodecore")
public record WebhooksSettings(@DefaultValue List<Entry> webhooks) {

    /**
     * @param name names the consumer group, the metrics and the log
     * @param url where events are posted
     * @param secret one secret, or several while one is being replaced
     * @param types of events; none for all
     * @param from where a new webhook starts
     */
    public record Entry(
            @Nullable String name,
            @Nullable String url,
            @DefaultValue List<String> secret,
            @DefaultValue List<String> types,
            @DefaultValue("end") Webhook.From from) {

        @Override
        public String toString() {
            return "Entry[name=" + name + "]";
        }
    }
}
