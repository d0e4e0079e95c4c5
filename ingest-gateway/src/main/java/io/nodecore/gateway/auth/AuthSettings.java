package io.nodecore.gateway.auth;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How keys are remembered, and how failed attempts are slowed down.
 *
 * @param failureBurst failed attempts that an address may make at once
 * @param failuresPerSecond failed attempts that an address may make in the long run
 * @param registrationBurst wrong registration codes that an address may send at once
 * @param registrationsPerSecond wrong registration codes that an address may send in the long run; more than one client would send by
 *     accident, since several clients may share an address
 * @param trackedAddresses maximum number of addresses that are remembered
 * @param recentKeys how many keys are remembered that the table of {@code control.keys} does not have yet
 * @param recentKeyPeriod how long such a key is remembered
 * @param revokedKeys how many revoked keys are remembered, so that they are refused without asking
 */
@ConfigurationProperties("nodecore.gateway.auth")
public record AuthSettings(
        @DefaultValue("60") int failureBurst,
        @DefaultValue("1") double failuresPerSecond,
        @DefaultValue("60") int registrationBurst,
        @DefaultValue("10") double registrationsPerSecond,
        @DefaultValue("100000") int trackedAddresses,
        @DefaultValue("10000") int recentKeys,
        @DefaultValue("30s") Duration recentKeyPeriod,
        @DefaultValue("100000") int revokedKeys) {}
