package io.nodecore.admin.list;

import io.nodecore.admin.postgres.BoundedReads;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Wires what all lists share. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ListSettings.class)
public class ListConfiguration {

    @Bean
    ListPages listPages(JdbcClient jdbc, TransactionOperations transactions, ListSettings settings) {
        return new ListPages(
                new BoundedReads(jdbc, transactions, settings.timeout(), settings.concurrent(), "control"));
    }

    @Bean
    WebMvcConfigurer strictParameters() {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new StrictParametersInterceptor());
            }
        };
    }
}
