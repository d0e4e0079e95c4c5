package io.nodecore.control.token;

import io.nodecore.control.decision.DecisionLog;
import io.nodecore.control.fact.ControlFact;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Named tokens. */
@Configuration(proxyBeanMethods = false)
public class TokensConfiguration {

    @Bean
    TokenTable tokenTable(JdbcClient jdbc) {
        return new TokenTable(jdbc);
    }

    @Bean
    TokenHttp tokenHttp(DecisionLog<ControlFact> log, TokenTable tokens) {
        return new TokenHttp(new TokenIntake(log, tokens));
    }
}
