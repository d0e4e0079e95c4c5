package io.nodecore.presence.online;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param rememberedKeys number of live keys whose newest time is kept in memory, about 150 bytes each; two for each online user
 */
@ConfigurationProperties("nodecore.online")
public record OnlineSettings(@DefaultValue("1000000") int rememberedKeys) {

    public OnlineSettings {
        if (rememberedKeys < 1) {
            throw new IllegalArgumentException(
                    "nodecore.online.remembered-keys must be 1 or greater, got " + rememberedKeys);
        }
    }
}
