package io.nodecore.queries.presence;

import io.nodecore.admin.redis.AdminRedisSettings;
import io.nodecore.admin.redis.RedisReads;
import io.nodecore.control.node.NodeProtocolTable;
import io.nodecore.control.node.NodeView;
import io.nodecore.control.user.UsersOnline;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Presence and node stats for admins. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({AdminRedisSettings.class, RuntimeStatusSettings.class})
public class PresenceConfiguration {

    @Bean
    RedisReads redisReads(AdminRedisSettings settings) {
        return new RedisReads(settings);
    }

    @Bean
    OnlineLookup userPresence(RedisReads redis) {
        return new OnlineLookup(redis);
    }

    @Bean
    UsersOnline usersOnline(OnlineLookup presence) {
        return presence::onlineOf;
    }

    @Bean
    OnlineHttp onlineHttp(RedisReads redis, JdbcClient jdbc) {
        return new OnlineHttp(new OnlineUsers(redis), new NodeProtocolTable(jdbc));
    }

    @Bean
    RuntimeStatusHttp runtimeStatusHttp(
            NodeView nodes, RedisReads redis, JsonMapper json, RuntimeStatusSettings settings, InstantSource clock) {
        return new RuntimeStatusHttp(nodes, redis, new LiveStatus(json, settings), json, clock);
    }

    @Bean
    StatsHistoryHttp statsHistoryHttp(
            NodeView nodes, RedisReads redis, JdbcClient jdbc, JsonMapper json, InstantSource clock) {
        return new StatsHistoryHttp(nodes, new StatsHistoryView(redis, jdbc, json), clock);
    }
}
