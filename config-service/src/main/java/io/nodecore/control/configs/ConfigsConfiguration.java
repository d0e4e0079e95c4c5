package io.nodecore.control.configs;

import io.nodecore.control.customers.LinkTable;
import io.nodecore.control.journal.ControlJournal;
import io.nodecore.control.nodes.NodeProtocolTable;
import io.nodecore.control.nodes.NodeTable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Templates, configs and revisions. */
@Configuration(proxyBeanMethods = false)
public class ConfigsConfiguration {

    @Bean
    ConfigIntake configIntake(ControlJournal journal, JdbcClient jdbc) {
        return new ConfigIntake(
                journal,
                new NodeTable(jdbc),
                new NodeProtocolTable(jdbc),
                new LinkTable(jdbc),
                new RevisionTable(jdbc),
                new NodeSyncView(jdbc));
    }

    @Bean
    RevisionsHttp revisionsHttp(ConfigIntake configs) {
        return new RevisionsHttp(configs);
    }

    @Bean
    ServicesHttp servicesHttp(ConfigIntake configs) {
        return new ServicesHttp(configs);
    }
}
