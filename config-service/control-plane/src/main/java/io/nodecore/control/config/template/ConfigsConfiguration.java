package io.nodecore.control.config.template;

import io.micrometer.core.instrument.MeterRegistry;
import io.nodecore.control.config.revision.NodeSyncView;
import io.nodecore.control.config.revision.RevisionTable;
import io.nodecore.control.decision.DecisionLog;
import io.nodecore.control.fact.ControlFact;
import io.nodecore.control.link.LinkTable;
import io.nodecore.control.node.NodeProtocolTable;
import io.nodecore.control.node.NodeTable;
import io.nodecore.nodeconfig.template.XrayProgram;
import io.nodecore.nodeconfig.template.XrayProgramSettings;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Templates, configs and revisions. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(XrayProgramSettings.class)
public class ConfigsConfiguration {

    @Bean
    ConfigIntake configIntake(
            DecisionLog<ControlFact> journal,
            JdbcClient jdbc,
            XrayProgramSettings xray,
            MeterRegistry meters,
            InstantSource clock) {
        return new ConfigIntake(
                journal,
                new NodeTable(jdbc),
                new NodeProtocolTable(jdbc),
                new LinkTable(jdbc),
                new RevisionTable(jdbc),
                new NodeSyncView(jdbc),
                new XrayProgram(xray, meters),
                clock);
    }

    @Bean
    ServicesHttp servicesHttp(ConfigIntake configs) {
        return new ServicesHttp(configs);
    }
}
