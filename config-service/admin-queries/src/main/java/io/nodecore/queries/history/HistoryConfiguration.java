package io.nodecore.queries.history;

import io.nodecore.queries.presence.OnlineLookup;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Usage, sessions and addresses. */
@Configuration(proxyBeanMethods = false)
public class HistoryConfiguration {

    @Bean
    UsageHttp usageHttp(JdbcClient jdbc, InstantSource clock) {
        return new UsageHttp(new UsageView(jdbc), clock);
    }

    @Bean
    UserHistoryHttp userHistoryHttp(JdbcClient jdbc, OnlineLookup presence, InstantSource clock) {
        return new UserHistoryHttp(new UserHistoryView(jdbc), new Sessions(new SessionView(jdbc), presence, clock));
    }
}
