package io.nodecore.control.config.revision;

import io.nodecore.control.config.template.ConfigIntake;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the history of configs. */
@Configuration(proxyBeanMethods = false)
public class RevisionsConfiguration {

    @Bean
    RevisionsHttp revisionsHttp(ConfigIntake configs) {
        return new RevisionsHttp(configs);
    }
}
