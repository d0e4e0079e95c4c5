package io.nodecore.control.node.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.admin.Sha256;
import io.nodecore.control.fact.NodeFact;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeyRulesTest {

    private static final long NODE = 7;
    private static final Sha256 FRESH = Sha256.of("fresh");
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Instant IN_A_MINUTE = NOW.plusSeconds(60);

    @Test
    void the_new_key_is_announced_before_the_old_ones_are_revoked() {
        assertThat(KeyRules.rotate(NODE, List.of(key("a", null), key("b", IN_A_MINUTE)), FRESH, NOW, Duration.ZERO)
                        .facts())
                .containsExactly(
                        new NodeFact.KeyIssued(NODE, FRESH),
                        new NodeFact.KeyAnnounced(NODE, FRESH),
                        new NodeFact.KeyRevoked(NODE, Sha256.of("a")),
                        new NodeFact.KeyRevoked(NODE, Sha256.of("b")));
    }

    @Test
    void with_a_grace_period_the_old_ones_go_on_but_none_gets_more_time_than_it_had() {
        List<NodeKey> old = List.of(key("a", null), key("b", NOW.plusSeconds(59)), key("c", NOW.plusSeconds(61)));

        assertThat(KeyRules.rotate(NODE, old, FRESH, NOW, Duration.ofMinutes(1)).facts())
                .containsExactly(
                        new NodeFact.KeyIssued(NODE, FRESH),
                        new NodeFact.KeyAnnounced(NODE, FRESH),
                        new NodeFact.KeyRetired(NODE, Sha256.of("a"), IN_A_MINUTE),
                        new NodeFact.KeyRetired(NODE, Sha256.of("c"), IN_A_MINUTE));
    }

    @Test
    void only_the_first_use_of_a_key_announces_it() {
        assertThat(KeyRules.use(new NodeKey(FRESH, NODE, false, null)).facts())
                .containsExactly(new NodeFact.KeyAnnounced(NODE, FRESH));
        assertThat(KeyRules.use(key("a", null)).facts()).isEmpty();
    }

    private static NodeKey key(String text, @Nullable Instant validUntil) {
        return new NodeKey(Sha256.of(text), NODE, true, validUntil);
    }
}
