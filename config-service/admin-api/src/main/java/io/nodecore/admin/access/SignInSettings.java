package io.nodecore.admin.access;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The limit on wrong tokens of one address, at the sign-in and in the header.
 *
 * @param burst wrong tokens that an address may send at once
 * @param perSecond wrong tokens that an address may send per second in the long run
 * @param trackedAddresses addresses that are remembered; beyond it the one that was quiet for the longest time is forgotten
 */
@ConfigurationProperties("nodecore.admin.sign-in")
public record SignInSettings(
        @DefaultValue("10") int burst,
        @DefaultValue("0.2") double perSecond,
        @DefaultValue("10000") int trackedAddresses) {

    public SignInSettings {
        if (burst < 1 || !(perSecond > 0) || trackedAddresses < 1) {
            throw new IllegalArgumentException(
                    "burst and tracked-addresses are 1 or more and per-second is above 0, got " + burst + ", "
                            + trackedAddresses + " and " + perSecond);
        }
    }
}
