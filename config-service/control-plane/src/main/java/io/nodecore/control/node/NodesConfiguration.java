package io.nodecore.control.node;

import io.nodecore.admin.MergePatch;
import io.nodecore.admin.list.ListPages;
import io.nodecore.control.decision.DecisionLog;
import io.nodecore.control.fact.ControlFact;
import io.nodecore.control.node.code.CodeTable;
import io.nodecore.control.node.code.CodesConfiguration;
import io.nodecore.control.node.key.KeySettings;
import io.nodecore.control.node.key.KeyTable;
import io.nodecore.control.node.key.KeysConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Nodes with their keys and registration codes. */
@Configuration(proxyBeanMethods = false)
@Import({KeysConfiguration.class, CodesConfiguration.class})
public class NodesConfiguration {

    @Bean
    NodeIntake nodeIntake(DecisionLog<ControlFact> journal, JdbcClient jdbc, NodeLinks links, KeySettings settings) {
        return new NodeIntake(journal, new NodeTable(jdbc), new KeyTable(jdbc), new CodeTable(jdbc), links, settings);
    }

    @Bean
    NodeView nodeView(JdbcClient jdbc) {
        return new NodeView(jdbc);
    }

    @Bean
    MultiplierIntake multiplierIntake(DecisionLog<ControlFact> journal, JdbcClient jdbc) {
        return new MultiplierIntake(journal, new NodeTable(jdbc), new NodeProtocolTable(jdbc));
    }

    @Bean
    ProtocolHttp protocolHttp(MultiplierIntake multipliers) {
        return new ProtocolHttp(multipliers);
    }

    @Bean
    NodeHttp nodeHttp(
            NodeIntake nodes, MultiplierIntake multipliers, NodeView view, ListPages pages, MergePatch patches) {
        return new NodeHttp(nodes, multipliers, view, pages, patches);
    }
}
