package io.nodecore.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.schemas.control.NodeKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KnownKeysTest {

    private static final KeyHash KEY = KeyHash.of("a key");

    private final Map<String, NodeKey> table = new HashMap<>();
    private Instant now = Instant.parse("2026-11-23T10:00:00Z");
    private final KnownKeys keys =
            new KnownKeys(new AuthSettings(1, 1, 1, 1, 10, 10, Duration.ofMinutes(1), 10), table::get, () -> now);

    @Test
    void a_hash_is_sha_256_in_lower_case_hex() {
        assertThat(KEY.hex()).isEqualTo("8fa3aab2faa9b79e0a0398da5b5abd0780142442a5be80b9a64608d718cb1fcd");
    }

    @Test
    void the_table_is_asked_first_and_a_fresh_key_is_remembered_until_it_is_there() {
        assertThat(keys.find(KEY)).isNull();

        keys.remember(KEY, 5);
        assertThat(keys.find(KEY)).isEqualTo(5);

        table.put(KEY.hex(), NodeKey.newBuilder().setNodeId(6).build());
        keys.tableChanged(KEY.hex(), table.get(KEY.hex()));
        assertThat(keys.find(KEY)).isEqualTo(6);
        assertThat(keys.recentKeys()).isZero();
    }

    @Test
    void a_revocation_wins_over_what_is_remembered_before_and_after() {
        List<KeyHash> revoked = new ArrayList<>();
        keys.onRevoked(revoked::add);
        keys.remember(KEY, 5);

        keys.tableChanged(KEY.hex(), null);
        // An answer of config-service that was under way.
        keys.remember(KEY, 5);

        assertThat(keys.find(KEY)).isNull();
        assertThat(keys.isRevoked(KEY)).isTrue();
        assertThat(revoked).containsExactly(KEY);
    }

    @Test
    void a_rotated_key_ends_at_its_time_although_nobody_tells() {
        Instant end = now.plusSeconds(60);
        table.put(
                KEY.hex(),
                NodeKey.newBuilder()
                        .setNodeId(6)
                        .setValidUntilMs(end.toEpochMilli())
                        .build());
        assertThat(keys.find(KEY)).isEqualTo(6);
        assertThat(keys.isRevoked(KEY)).isFalse();

        now = end;

        assertThat(keys.find(KEY)).isNull();
        assertThat(keys.isRevoked(KEY)).as("it need not be asked for").isTrue();
    }
}
