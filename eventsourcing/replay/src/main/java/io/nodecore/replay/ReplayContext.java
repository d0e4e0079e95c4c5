package io.nodecore.replay;

import io.nodecore.journal.KafkaSettings;
import java.time.InstantSource;

/** The database, Kafka, settings and clock that all replays of a service share. */
public record ReplayContext(
        ReplayDatabase database, KafkaSettings kafka, ReplaySettings settings, InstantSource clock) {}
