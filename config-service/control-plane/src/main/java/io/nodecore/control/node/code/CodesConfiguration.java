package io.nodecore.control.node.code;

import io.nodecore.control.decision.DecisionLog;
import io.nodecore.control.fact.ControlFact;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Registration codes. */
@Configuration(proxyBeanMethods = false)
public class CodesConfiguration {

    @Bean
    CodeHttp codeHttp(DecisionLog<ControlFact> log) {
        return new CodeHttp(new CodeIntake(log));
    }
}
