package io.nodecore.replay;

import io.nodecore.journal.KafkaSettings;
import java.time.InstantSource;

/** What every replay of a service works with. */
public record ReplayContext(
        ReplayDatabase database, KafkaSettings kafka, ReplaySettings settings, InstantSource clock) {}
