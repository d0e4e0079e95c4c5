package io.nodecore.gateway.report;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How facts are appended.
 *
 * @param acknowledgeTimeout an append that Kafka has not acknowledged within this time has failed
 * @param linger how long a batch waits for more facts
 * @param buffer memory of facts that are not acknowledged yet; more than the in-flight budget, so that appending never waits for it
 * @param startTimeout maximum time that a start waits for Kafka
 * @param closeTimeout maximum time that a stop waits for unacknowledged facts
 */
@ConfigurationProperties("nodecore.gateway.journal")
public record JournalSettings(
        @DefaultValue("10s") Duration acknowledgeTimeout,
        @DefaultValue("5ms") Duration linger,
        @DefaultValue("lz4") String compression,
        @DefaultValue("128MB") DataSize buffer,
        @DefaultValue("60s") Duration startTimeout,
        @DefaultValue("15s") Duration closeTimeout) {}
