package io.nodecore.operations.replay;

import io.nodecore.admin.redis.RedisReads;
import io.nodecore.control.decision.DecisionLogs;
import io.nodecore.control.decision.WriteLock;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.replay.Reemission;
import io.nodecore.replay.order.ReplayOrder;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Orders of replays. */
@Configuration(proxyBeanMethods = false)
public class ReplayOrdersConfiguration {

    @Bean
    PresenceRebuilds presenceRebuilds(RedisReads redis, InstantSource clock) {
        return new PresenceRebuilds(redis, clock);
    }

    @Bean
    ReplayHttp replayHttp(
            DecisionLogs logs, JdbcClient jdbc, PresenceRebuilds presence, JsonMapper json, InstantSource clock) {
        var known = new KnownProjections(jdbc);
        var orders = new ReplayOrderTable(jdbc);
        var log = logs.log(
                WriteLock.OPERATIONS,
                orders,
                (order, at) -> List.of(ReplayIntake.record(order)),
                order -> Optional.of(ReplayIntake.changed(order)));
        return new ReplayHttp(
                new ReplayIntake(log, orders),
                orders,
                new ReplaysView(jdbc),
                presence,
                () -> withoutTables(known.names()),
                json,
                clock);
    }

    @Bean
    ReplayLookup replayLookup(ReplayHttp replays) {
        return id -> replays.find(id).map(Object.class::cast);
    }

    @Bean
    Reemission eventReemission(KafkaSettings kafka) {
        return new EventReemission(kafka);
    }

    private static Set<String> withoutTables(Set<String> projections) {
        Set<String> all = new TreeSet<>(projections);
        all.add(ReplayOrder.PRESENCE);
        all.add(ReplayOrder.CONTROL);
        all.add(ReplayOrder.EVENTS);
        return all;
    }
}
