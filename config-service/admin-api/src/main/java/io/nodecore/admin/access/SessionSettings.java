package io.nodecore.admin.access;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Sessions of browsers.
 *
 * @param lifetime from the sign-in; requests do not prolong it
 */
@ConfigurationProperties("nodecore.admin.session")
public record SessionSettings(@DefaultValue("12h") Duration lifetime) {

    public SessionSettings {
        if (lifetime.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("a session lasts 1 s or longer, got " + lifetime);
        }
    }
}
