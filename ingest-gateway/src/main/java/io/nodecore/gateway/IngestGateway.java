package io.nodecore.gateway;

import io.nodecore.gateway.auth.AuthSettings;
import io.nodecore.gateway.config.ConfigSettings;
import io.nodecore.gateway.connection.ConnectionSettings;
import io.nodecore.gateway.connection.NetworkSettings;
import io.nodecore.gateway.control.ControlSettings;
import io.nodecore.gateway.limit.LimitSettings;
import io.nodecore.gateway.readiness.ReadinessSettings;
import io.nodecore.gateway.report.JournalSettings;
import io.nodecore.journal.KafkaSettings;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/** Authenticates, validates, appends and answers reports. Its settings are in {@code ingest-gateway.yaml}. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableConfigurationProperties({
    AuthSettings.class,
    ConfigSettings.class,
    ConnectionSettings.class,
    ControlSettings.class,
    JournalSettings.class,
    KafkaSettings.class,
    LimitSettings.class,
    NetworkSettings.class,
    ReadinessSettings.class
})
@Import({EdgeConfiguration.class, TransportConfiguration.class, EdgeTls.class})
public class IngestGateway {

    public static void main(String[] args) {
        start(args);
    }

    /**
     * Starts the gateway and returns when it accepts reports.
     *
     * @param args settings as {@code --name=value}
     */
    public static ConfigurableApplicationContext start(String... args) {
        return new SpringApplicationBuilder(IngestGateway.class)
                .properties("spring.config.name=ingest-gateway")
                .initializers(new EdgeTls.Switch(), new EdgeAddresses())
                .run(args);
    }
}
