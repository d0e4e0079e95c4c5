package io.nodecore.admin.pending;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** Wires the pending mark of answers for all routes. */
@Configuration(proxyBeanMethods = false)
public class PendingConfiguration {

    @Bean
    PendingAdvice pendingAdvice(JsonMapper json) {
        return new PendingAdvice(json);
    }

    @Bean
    WebMvcConfigurer pendingInterceptor() {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new PendingInterceptor());
            }
        };
    }
}
