package io.nodecore.gateway;

import java.util.HashMap;
import java.util.Map;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * The addresses that the ports listen on: {@code BIND_ADDRESS} for the two ports of nodes, {@code ADMIN_BIND_ADDRESS} for the management
 * port. Unset or empty means every address; an empty property would mean loopback.
 */
final class EdgeAddresses implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        Map<String, Object> settings = new HashMap<>();
        String ofNodes = environment.getProperty("BIND_ADDRESS", "");
        if (!ofNodes.isBlank()) {
            settings.put("server.address", ofNodes);
            settings.put("spring.grpc.server.address", ofNodes);
        }
        String ofOperators = environment.getProperty("ADMIN_BIND_ADDRESS", "");
        if (!ofOperators.isBlank()) {
            settings.put("management.server.address", ofOperators);
        }
        environment.getPropertySources().addLast(new MapPropertySource("bind addresses", settings));
    }
}
