package io.nodecore.operations.usage;

import io.nodecore.journal.clocks.ReceivedAtBound;
import io.nodecore.journal.clocks.ReceivedAtSettings;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The rule for the times of usage reports. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReceivedAtSettings.class)
public class UsageReportsConfiguration {

    /** Without a metric: usage-aggregator counts the facts whose time is replaced. */
    @Bean
    ReceivedAtBound receivedAtBound(ReceivedAtSettings settings) {
        return ReceivedAtBound.of(settings, topic -> {});
    }
}
