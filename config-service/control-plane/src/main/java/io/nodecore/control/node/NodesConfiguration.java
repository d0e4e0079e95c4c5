package io.nodecore.control.node;

import io.nodecore.admin.MergePatch;
import io.nodecore.control.decision.ControlJournal;
import io.nodecore.control.ticks.Tick;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Nodes, keys and codes. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KeySettings.class)
public class NodesConfiguration {

    @Bean
    NodeIntake nodeIntake(ControlJournal journal, JdbcClient jdbc, NodeLinks links, KeySettings settings) {
        return new NodeIntake(journal, new NodeTable(jdbc), new KeyTable(jdbc), new CodeTable(jdbc), links, settings);
    }

    @Bean
    Tick keyTick(ControlJournal journal, JdbcClient jdbc, KeySettings settings, InstantSource clock) {
        var expiry = new KeyExpiry(journal, new KeyTable(jdbc), clock);
        return new Tick("key-expiry", settings.tick(), settings.tick(), expiry::tick);
    }

    @Bean
    NodeView nodeView(JdbcClient jdbc) {
        return new NodeView(jdbc);
    }

    @Bean
    CodeHttp codeHttp(NodeIntake nodes) {
        return new CodeHttp(nodes);
    }

    @Bean
    MultiplierIntake multiplierIntake(ControlJournal journal, JdbcClient jdbc) {
        return new MultiplierIntake(journal, new NodeTable(jdbc), new NodeProtocolTable(jdbc));
    }

    @Bean
    ProtocolHttp protocolHttp(MultiplierIntake multipliers) {
        return new ProtocolHttp(multipliers);
    }

    @Bean
    NodeHttp nodeHttp(NodeIntake nodes, MultiplierIntake multipliers, NodeView view, MergePatch patches) {
        return new NodeHttp(nodes, multipliers, view, patches);
    }
}
