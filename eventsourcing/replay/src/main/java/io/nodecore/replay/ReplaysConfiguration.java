package io.nodecore.replay;

import io.nodecore.journal.KafkaSettings;
import io.nodecore.journal.TopicFollower;
import io.nodecore.schemas.Topics;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** What a service imports beside a {@link Replayable} bean for each projection that operators may replay. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReplaySettings.class)
public class ReplaysConfiguration {

    private static final int ORDERS_AT_ONCE = 500;

    @Bean
    Replays replays(
            ObjectProvider<Replayable<?>> replayables,
            ObjectProvider<Reemission> reemissions,
            ObjectProvider<Rebuild> rebuilds,
            JdbcConnectionDetails postgres,
            Environment environment,
            KafkaSettings kafka,
            ReplaySettings settings) {
        String user = postgres.getUsername();
        String password = postgres.getPassword();
        var database = new ReplayDatabase(
                postgres.getJdbcUrl(),
                user == null ? "" : user,
                password == null ? "" : password,
                environment.getRequiredProperty("spring.flyway.default-schema"));
        return new Replays(
                replayables.stream().toList(),
                reemissions.stream().toList(),
                rebuilds.stream().toList(),
                database,
                kafka,
                settings,
                InstantSource.system());
    }

    @Bean
    TopicFollower replayOrders(KafkaSettings kafka, Replays replays) {
        return TopicFollower.ofAll(Topics.CONTROL_REPLAYS, ORDERS_AT_ONCE, kafka, replays::take);
    }
}
