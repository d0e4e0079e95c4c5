package io.nodecore.control.link;

import io.nodecore.control.node.NodeProtocolTable;
import io.nodecore.control.node.NodeTable;
import io.nodecore.control.subscription.SubscriptionIntake;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The links of subscriptions. */
@Configuration(proxyBeanMethods = false)
public class LinksConfiguration {

    @Bean
    LinkHttp linkHttp(SubscriptionIntake intake, JdbcClient jdbc) {
        return new LinkHttp(
                intake, new LinkTable(jdbc), new ConnectionView(new NodeTable(jdbc), new NodeProtocolTable(jdbc)));
    }
}
