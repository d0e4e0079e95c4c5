package io.nodecore.configservice;

import io.nodecore.admin.AdminConfiguration;
import io.nodecore.admin.list.ListConfiguration;
import io.nodecore.console.ConsoleConfiguration;
import io.nodecore.control.ControlConfiguration;
import io.nodecore.control.change.ChangesConfiguration;
import io.nodecore.control.config.revision.RevisionsConfiguration;
import io.nodecore.control.config.template.ConfigsConfiguration;
import io.nodecore.control.gateway.GatewayConfiguration;
import io.nodecore.control.limit.LimitsConfiguration;
import io.nodecore.control.node.NodesConfiguration;
import io.nodecore.control.status.StatusConfiguration;
import io.nodecore.control.subscription.SubscriptionsConfiguration;
import io.nodecore.control.token.TokensConfiguration;
import io.nodecore.operations.audit.AuditConfiguration;
import io.nodecore.operations.correction.CorrectionsConfiguration;
import io.nodecore.operations.deadletter.DeadLettersConfiguration;
import io.nodecore.operations.progress.ProgressConfiguration;
import io.nodecore.operations.replay.ReplayOrdersConfiguration;
import io.nodecore.queries.addresses.AddressesConfiguration;
import io.nodecore.queries.fleet.FleetConfiguration;
import io.nodecore.queries.history.HistoryConfiguration;
import io.nodecore.queries.overview.OverviewConfiguration;
import io.nodecore.queries.presence.PresenceConfiguration;
import io.nodecore.queries.stream.StreamConfiguration;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/** The control plane's process: admin API, internal gRPC for the gateway, outbox relay, projection node-status, ticks. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({
    ControlConfiguration.class,
    ChangesConfiguration.class,
    NodesConfiguration.class,
    SubscriptionsConfiguration.class,
    TokensConfiguration.class,
    LimitsConfiguration.class,
    ConfigsConfiguration.class,
    RevisionsConfiguration.class,
    StatusConfiguration.class,
    GatewayConfiguration.class,
    AdminConfiguration.class,
    ConsoleConfiguration.class,
    ListConfiguration.class,
    AddressesConfiguration.class,
    FleetConfiguration.class,
    HistoryConfiguration.class,
    OverviewConfiguration.class,
    DeadLettersConfiguration.class,
    PresenceConfiguration.class,
    ProgressConfiguration.class,
    CorrectionsConfiguration.class,
    AuditConfiguration.class,
    ReplayOrdersConfiguration.class,
    StreamConfiguration.class
})
public class ConfigService {

    public static void main(String[] args) {
        start(args);
    }

    /** @param args settings as {@code --property=value} */
    public static ConfigurableApplicationContext start(String... args) {
        SpringApplication application = new SpringApplication(ConfigService.class);
        application.setDefaultProperties(Map.of("spring.config.name", "config-service"));
        return application.run(args);
    }
}
