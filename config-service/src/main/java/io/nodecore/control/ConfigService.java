package io.nodecore.control;

import io.nodecore.control.addresses.AddressesConfiguration;
import io.nodecore.control.admin.AdminConfiguration;
import io.nodecore.control.configs.ConfigsConfiguration;
import io.nodecore.control.corrections.CorrectionsConfiguration;
import io.nodecore.control.customers.CustomersConfiguration;
import io.nodecore.control.gateway.GatewayConfiguration;
import io.nodecore.control.history.HistoryConfiguration;
import io.nodecore.control.letters.LettersConfiguration;
import io.nodecore.control.nodes.NodesConfiguration;
import io.nodecore.control.presence.PresenceConfiguration;
import io.nodecore.control.progress.ProgressConfiguration;
import io.nodecore.control.replays.ReplayOrdersConfiguration;
import io.nodecore.control.status.StatusConfiguration;
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
    NodesConfiguration.class,
    CustomersConfiguration.class,
    ConfigsConfiguration.class,
    StatusConfiguration.class,
    GatewayConfiguration.class,
    AdminConfiguration.class,
    AddressesConfiguration.class,
    HistoryConfiguration.class,
    LettersConfiguration.class,
    PresenceConfiguration.class,
    ProgressConfiguration.class,
    CorrectionsConfiguration.class,
    ReplayOrdersConfiguration.class
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
