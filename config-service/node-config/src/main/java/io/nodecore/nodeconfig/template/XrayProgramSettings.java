package io.nodecore.nodeconfig.template;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * An Xray program on this machine that checks templates in addition to the rules.
 *
 * @param path path of the program; empty if there is none
 * @param timeout maximum time of a check; if it takes longer, the template is not refused
 */
@ConfigurationProperties("nodecore.xray-program")
public record XrayProgramSettings(
        @DefaultValue("") String path, @DefaultValue("10s") Duration timeout) {

    public XrayProgramSettings {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("nodecore.xray-program.timeout must be positive, got " + timeout);
        }
    }
}
