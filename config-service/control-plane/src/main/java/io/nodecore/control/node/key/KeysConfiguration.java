package io.nodecore.control.node.key;

import io.nodecore.control.decision.DecisionLog;
import io.nodecore.control.fact.ControlFact;
import io.nodecore.control.ticks.Tick;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Auth keys: their settings, and the tick that revokes retired ones. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KeySettings.class)
public class KeysConfiguration {

    @Bean
    Tick keyTick(DecisionLog<ControlFact> log, JdbcClient jdbc, KeySettings settings, InstantSource clock) {
        var expiry = new KeyExpiry(log, new KeyTable(jdbc), clock);
        return new Tick("key-expiry", settings.tick(), settings.tick(), expiry::tick);
    }
}
