package io.nodecore.admin.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.configservice.RunningControl;
import io.nodecore.configservice.RunningControl.Answer;
import io.nodecore.testkit.SharedServers;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Wrong tokens of one address. The service is the test's own, because it ends up refusing this address. */
@TestInstance(Lifecycle.PER_CLASS)
class SlowedSignInIT {

    private static final int BURST = 10;

    private final RunningControl control = RunningControl.on(
            SharedServers.kafka().bootstrapServers(), SharedServers.postgres().newDatabase());

    @AfterAll
    void stop() {
        control.close();
    }

    @Test
    void an_address_that_guesses_is_slowed_and_its_right_tokens_are_not() {
        for (int i = 0; i < BURST; i++) {
            Answer wrong = i % 2 == 0 ? signIn("wrong-" + i) : bearer("wrong-" + i);
            assertThat(wrong.status()).as("attempt %d", i).isEqualTo(401);
        }
        for (Answer slowed : new Answer[] {signIn("wrong"), bearer("wrong"), signIn(RunningControl.TOKEN)}) {
            assertThat(slowed.status()).isEqualTo(429);
            assertThat(slowed.body().get("reason").stringValue()).isEqualTo("too-many-attempts");
            assertThat(Long.parseLong(slowed.headers()
                            .getOrDefault("retry-after", List.of("0"))
                            .getFirst()))
                    .isBetween(1L, 6L);
        }
        for (int i = 0; i < 3 * BURST; i++) {
            assertThat(bearer(RunningControl.TOKEN).status()).isEqualTo(200);
        }
    }

    @Test
    void addresses_behind_a_trusted_proxy_count_alone_and_ipv6_by_its_64() {
        for (int i = 0; i < BURST; i++) {
            assertThat(bearer("wrong", "2001:db8:1:1::" + i).status()).isEqualTo(401);
        }
        assertThat(bearer("wrong", "2001:db8:1:1:ffff::1").status()).isEqualTo(429);
        assertThat(bearer("wrong", "2001:db8:1:2::1").status()).isEqualTo(401);
        assertThat(bearer("wrong", "198.51.100.7").status()).isEqualTo(401);
    }

    private Answer bearer(String token, String address) {
        return control.send(
                "GET", "/admin/nodes?limit=1", null, "Authorization", "Bearer " + token, "X-Forwarded-For", address);
    }

    private Answer signIn(String token) {
        return control.send("POST", "/admin/session", "{\"token\": \"" + token + "\"}");
    }

    private Answer bearer(String token) {
        return control.send("GET", "/admin/nodes?limit=1", null, "Authorization", "Bearer " + token);
    }
}
