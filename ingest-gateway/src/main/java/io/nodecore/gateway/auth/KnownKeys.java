package io.nodecore.gateway.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.nodecore.schemas.control.NodeKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The keys that this gateway knows: the table of {@code control.keys}, and for a short time those that config-service has just returned and
 * the table does not have yet.
 *
 * <p>A revocation has priority: keys are random and are never reused, so a key that was seen as revoked is always refused.
 */
public final class KnownKeys {

    private static final Duration EXPECTED_FOR = Duration.ofMinutes(10);

    private final Function<String, @Nullable NodeKey> table;
    private final InstantSource clock;
    private final Cache<String, Long> recent;
    private final Cache<String, Boolean> expected;
    private final Cache<String, Boolean> revoked;
    private final List<Consumer<KeyHash>> onRevoked = new CopyOnWriteArrayList<>();

    /**
     * @param table the node of a key hash, according to the compacted topic
     * @param clock to end rotated keys on time, also while config-service is unavailable
     */
    public KnownKeys(AuthSettings settings, Function<String, @Nullable NodeKey> table, InstantSource clock) {
        this.table = table;
        this.clock = clock;
        this.recent = Caffeine.newBuilder()
                .maximumSize(settings.recentKeys())
                .expireAfterWrite(settings.recentKeyPeriod())
                .build();
        this.expected = Caffeine.newBuilder()
                .maximumSize(settings.recentKeys())
                .expireAfterWrite(EXPECTED_FOR)
                .build();
        this.revoked = Caffeine.newBuilder().maximumSize(settings.revokedKeys()).build();
    }

    /** The node of a key, or null if the key is unknown here. */
    @Nullable
    Long find(KeyHash key) {
        // An old row of a revoked key appears again while the table reads its topic from the beginning.
        if (revoked.getIfPresent(key.hex()) != null) {
            return null;
        }
        NodeKey row = table.apply(key.hex());
        if (row != null) {
            return isOver(row) ? null : row.getNodeId();
        }
        return recent.getIfPresent(key.hex());
    }

    /** Whether a key is admitted without a call to config-service. */
    public boolean knows(String authKey) {
        return find(KeyHash.of(authKey)) != null;
    }

    /** A key that was just issued here. Its first use still goes to config-service, but does not count as a guess. */
    public void expect(KeyHash key) {
        expected.put(key.hex(), true);
    }

    boolean isExpected(KeyHash key) {
        return expected.getIfPresent(key.hex()) != null;
    }

    boolean isRevoked(KeyHash key) {
        NodeKey row = table.apply(key.hex());
        return revoked.getIfPresent(key.hex()) != null || (row != null && isOver(row));
    }

    private boolean isOver(NodeKey row) {
        return row.hasValidUntilMs() && clock.millis() >= row.getValidUntilMs();
    }

    /** A key that config-service has confirmed, until the table has it. */
    public void remember(KeyHash key, long nodeId) {
        recent.put(key.hex(), nodeId);
    }

    /** The table has changed: from now on its row is authoritative, and a removed row is a revoked key. */
    public void tableChanged(String hex, @Nullable NodeKey row) {
        if (row == null) {
            revoked.put(hex, true);
        }
        expected.invalidate(hex);
        recent.invalidate(hex);
        if (row == null) {
            KeyHash key = new KeyHash(hex);
            onRevoked.forEach(listener -> listener.accept(key));
        }
    }

    /** Called on the table's thread with every key that is revoked. */
    public void onRevoked(Consumer<KeyHash> listener) {
        onRevoked.add(listener);
    }

    long recentKeys() {
        return recent.estimatedSize();
    }
}
