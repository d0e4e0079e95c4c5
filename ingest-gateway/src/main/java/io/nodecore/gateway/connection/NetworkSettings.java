package io.nodecore.gateway.connection;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The proxies between clients and the gateway.
 *
 * @param trustedProxies addresses and CIDR ranges whose {@code Forwarded} and {@code X-Forwarded-For} headers are trusted
 * @param proxyProtocol whether every connection of both ports begins with a PROXY protocol header
 */
@ConfigurationProperties("nodecore.gateway.network")
public record NetworkSettings(
        @DefaultValue List<String> trustedProxies,
        @DefaultValue("false") boolean proxyProtocol) {

    public NetworkSettings {
        trustedProxies = trustedProxies.stream()
                .map(String::strip)
                .filter(range -> !range.isEmpty())
                .toList();
    }
}
