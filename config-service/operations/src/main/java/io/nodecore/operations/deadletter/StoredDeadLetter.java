package io.nodecore.operations.deadletter;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One dead letter.
 *
 * @param id see {@link DeadLetterId}
 * @param projection the one that refused the fact
 * @param origin the position of the fact
 * @param nodeId null if the fact's headers can't be read; the same holds for the next three
 * @param keptAt when it became a dead letter, by the broker's clock
 * @param cause the cause, as text for people
 * @param sizeBytes of the value in the dead letter
 * @param valueKept false if the value is only at the origin
 * @param redriveOf the dead letter whose redriven fact became this one, or null
 */
public record StoredDeadLetter(
        long id,
        String projection,
        RecordPosition origin,
        @Nullable Long nodeId,
        @Nullable String reportId,
        @Nullable String eventId,
        @Nullable Instant receivedAt,
        Instant keptAt,
        String cause,
        int sizeBytes,
        boolean valueKept,
        @Nullable Long redriveOf) {}
