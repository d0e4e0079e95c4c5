package io.nodecore.queries.addresses;

import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What is known about addresses. */
@Configuration(proxyBeanMethods = false)
public class AddressesConfiguration {

    @Bean
    SharingHttp sharingHttp(PlatformTransactionManager transactions, JdbcClient jdbc, InstantSource clock) {
        return new SharingHttp(new SharingView(new TransactionTemplate(transactions), jdbc), clock);
    }

    @Bean
    EnrichmentHttp enrichmentHttp(JdbcClient jdbc) {
        return new EnrichmentHttp(new EnrichmentView(jdbc));
    }
}
