package io.nodecore.queries.history;

import io.nodecore.queries.presence.OnlineLookup;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Usage, sessions and addresses. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(UsageQuerySettings.class)
public class HistoryConfiguration {

    @Bean
    UsageHttp usageHttp(
            JdbcClient jdbc, TransactionOperations transactions, UsageQuerySettings settings, InstantSource clock) {
        return new UsageHttp(new UsageView(jdbc, transactions, settings), clock);
    }

    @Bean
    UserHistoryHttp userHistoryHttp(JdbcClient jdbc, OnlineLookup presence, InstantSource clock) {
        return new UserHistoryHttp(new UserHistoryView(jdbc), new Sessions(new SessionView(jdbc), presence, clock));
    }
}
