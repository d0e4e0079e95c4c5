package io.nodecore.admin.access;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The access to the admin API.
 *
 * @param token the first token, with the scope {@code admin}; required, there is no default
 */
@ConfigurationProperties("nodecore.admin")
public record AdminSettings(@DefaultValue("") String token) {

    public AdminSettings {
        if (token.isBlank()) {
            throw new IllegalArgumentException("the admin API needs a token: set ADMIN_TOKEN (nodecore.admin.token)");
        }
    }
}
