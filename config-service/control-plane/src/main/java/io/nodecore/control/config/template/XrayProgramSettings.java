package io.nodecore.control.config.template;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * An Xray on this machine that is asked about templates, besides the rules.
 *
 * @param path of the program; empty if there is none
 * @param timeout how long it may take; a template is not refused if it takes longer
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
