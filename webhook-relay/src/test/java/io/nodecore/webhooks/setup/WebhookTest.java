package io.nodecore.webhooks.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class WebhookTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String OTHER_SECRET = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    private final Map<String, Object> environment = new HashMap<>(Map.of(
            "NODECORE_WEBHOOKS_0_NAME", "billing",
            "NODECORE_WEBHOOKS_0_URL", "https://billing.example/hooks/token-1",
            "NODECORE_WEBHOOKS_0_SECRET", SECRET));

    @Test
    void the_environment_sets_one_up() {
        assertThat(webhooks()).singleElement().satisfies(webhook -> {
            assertThat(webhook.name()).isEqualTo("billing");
            assertThat(webhook.group()).isEqualTo("nodecore.webhook.billing");
            assertThat(webhook.url()).isEqualTo(URI.create("https://billing.example/hooks/token-1"));
            assertThat(webhook.signatures().secrets()).hasSize(1);
            assertThat(webhook.wants("node.error")).as("all types").isTrue();
            assertThat(webhook.from()).isEqualTo(Webhook.From.END);
        });
    }

    @Test
    void lists_are_separated_by_commas() {
        environment.put("NODECORE_WEBHOOKS_0_SECRET", SECRET + "," + OTHER_SECRET);
        environment.put("NODECORE_WEBHOOKS_0_TYPES", "user.online, subscription.limit-reached");
        environment.put("NODECORE_WEBHOOKS_0_FROM", "beginning");

        assertThat(webhooks()).singleElement().satisfies(webhook -> {
            assertThat(webhook.signatures().secrets()).hasSize(2);
            assertThat(webhook.types()).containsExactlyInAnyOrder("user.online", "subscription.limit-reached");
            assertThat(webhook.wants("user.offline")).isFalse();
            assertThat(webhook.from()).isEqualTo(Webhook.From.BEGINNING);
        });
    }

    @Test
    void without_settings_there_are_none() {
        environment.clear();

        assertThat(webhooks()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "NAME, Billing Two, a webhook's name has",
        "URL, ftp://billing.example/, webhook billing: its url must be",
        "URL, https://user:hush@billing.example/, webhook billing: its url must be",
        "URL, not an address hush, webhook billing: its url must be",
        "SECRET, hush, webhook billing: a secret is whsec_",
        "SECRET, '', webhook billing: a webhook needs a secret",
        "TYPES, user.onlin, there is no event type 'user.onlin'",
        "TYPES, ../secret, there is no event type",
    })
    void what_can_not_work_is_refused_without_repeating_a_secret(String setting, String value, String said) {
        environment.put("NODECORE_WEBHOOKS_0_" + setting, value);

        assertThatThrownBy(this::webhooks)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(said)
                .hasMessageNotContainingAny("hush", "MfKQ", "token-1");
    }

    @Test
    void two_of_one_name_would_share_a_position() {
        environment.put("NODECORE_WEBHOOKS_1_NAME", "billing");
        environment.put("NODECORE_WEBHOOKS_1_URL", "https://other.example/");
        environment.put("NODECORE_WEBHOOKS_1_SECRET", SECRET);

        assertThatThrownBy(this::webhooks).hasMessageContaining("two webhooks are called billing");
    }

    @Test
    void neither_the_settings_nor_the_webhook_print_a_secret_or_an_address() {
        assertThat(settings().toString() + webhooks()).contains("billing").doesNotContain("MfKQ", "token-1");
    }

    private List<Webhook> webhooks() {
        return Webhook.all(settings());
    }

    private WebhooksSettings settings() {
        var sources = new StandardEnvironment();
        List.of("systemProperties", "systemEnvironment")
                .forEach(source -> sources.getPropertySources().remove(source));
        sources.getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, environment));
        return new Binder(ConfigurationPropertySources.get(sources)).bindOrCreate("nodecore", WebhooksSettings.class);
    }
}
