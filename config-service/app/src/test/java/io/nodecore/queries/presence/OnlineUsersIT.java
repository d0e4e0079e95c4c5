package io.nodecore.queries.presence;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.nodecore.admin.Cursor;
import io.nodecore.admin.Page;
import io.nodecore.admin.redis.AdminRedisSettings;
import io.nodecore.admin.redis.RedisReads;
import io.nodecore.queries.presence.OnlineUsers.OnlineUser;
import io.nodecore.queries.presence.OnlineUsers.Scanned;
import io.nodecore.testkit.SharedServers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Users who go while a page of them is made. */
class OnlineUsersIT {

    private static final long PROTOCOL = 77;

    private final RedisReads reads =
            new RedisReads(new AdminRedisSettings(SharedServers.redis().url(), false, Duration.ofSeconds(30)));
    private final OnlineUsers online = new OnlineUsers(reads);
    private final RedisClient client = RedisClient.create(SharedServers.redis().url());
    private final RedisCommands<String, String> redis = client.connect().sync();

    @BeforeEach
    void five_are_online() {
        for (long user = 1; user <= 5; user++) {
            redis.set(key(user), "170000000000" + user);
        }
    }

    @AfterEach
    void leave_nothing() {
        redis.flushall();
        client.shutdown();
        reads.close();
    }

    @Test
    void a_user_who_goes_after_the_scan_does_not_end_the_list() {
        Scanned scanned = scan(0);
        redis.del(key(2));

        Page<OnlineUser> page = online.stillOnline(scanned);

        assertThat(ids(page)).containsExactly(1L);
        assertThat(page.next()).isEqualTo(new Cursor("online").of(2));
        assertThat(ids(online.stillOnline(scan(2)))).containsExactly(3L, 4L);
    }

    @Test
    void a_page_of_which_all_have_gone_has_a_next_one() {
        Scanned scanned = scan(2);
        redis.del(key(3), key(4));

        Page<OnlineUser> page = online.stillOnline(scanned);

        assertThat(page.items()).isEmpty();
        assertThat(page.next()).isEqualTo(new Cursor("online").of(4));
    }

    @Test
    void the_last_page_is_the_last_whoever_has_gone() {
        Scanned scanned = scan(3);
        redis.del(key(4));

        Page<OnlineUser> page = online.stillOnline(scanned);

        assertThat(ids(page)).containsExactly(5L);
        assertThat(page.next()).isNull();
    }

    private Scanned scan(long afterUserId) {
        return online.scan(PROTOCOL, protocol -> true, afterUserId, 2);
    }

    private static List<Long> ids(Page<OnlineUser> page) {
        return page.items().stream().map(OnlineUser::userId).toList();
    }

    private static String key(long user) {
        return "online:inbound:%d:user:%d".formatted(PROTOCOL, user);
    }
}
