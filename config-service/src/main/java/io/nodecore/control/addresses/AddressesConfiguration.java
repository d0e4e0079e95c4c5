package io.nodecore.control.addresses;

import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is known about addresses. */
@Configuration(proxyBeanMethods = false)
public class AddressesConfiguration {

    @Bean
    SharingHttp sharingHttp(JdbcClient jdbc, InstantSource clock) {
        return new SharingHttp(new SharingView(jdbc), clock);
    }

    @Bean
    EnrichmentHttp enrichmentHttp(JdbcClient jdbc) {
        return new EnrichmentHttp(new EnrichmentView(jdbc));
    }
}
