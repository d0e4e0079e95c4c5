package io.nodecore.control.node.code;

import io.nodecore.control.decision.DecisionLog;
import io.nodecore.control.fact.ControlFact;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Registration codes. */
@Configuration(proxyBeanMethods = false)
public class CodesConfiguration {

    @Bean
    CodeHttp codeHttp(DecisionLog<ControlFact> log, JdbcClient jdbc, InstantSource clock) {
        return new CodeHttp(new CodeIntake(log, new CodeTable(jdbc), clock));
    }
}
