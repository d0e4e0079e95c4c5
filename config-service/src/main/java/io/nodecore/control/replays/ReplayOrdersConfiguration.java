package io.nodecore.control.replays;

import io.nodecore.control.journal.ControlJournal;
import io.nodecore.control.presence.PresenceRebuilds;
import io.nodecore.control.reemission.EventReemission;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.replay.Reemission;
import io.nodecore.replay.ReplayOrder;
import java.time.InstantSource;
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
    ReplayHttp replayHttp(
            ControlJournal journal, JdbcClient jdbc, PresenceRebuilds presence, JsonMapper json, InstantSource clock) {
        var known = new KnownProjections(jdbc);
        var orders = new ReplayOrderTable(jdbc);
        return new ReplayHttp(
                new ReplayIntake(journal, orders),
                orders,
                new ReplaysView(jdbc),
                presence,
                () -> withoutTables(known.names()),
                json,
                clock);
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
