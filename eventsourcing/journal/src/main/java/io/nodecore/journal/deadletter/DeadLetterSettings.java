package io.nodecore.journal.deadletter;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many dead letters a reader may produce before readiness turns red: a single bad record is tolerated, a growing number is not.
 *
 * @param window the time over which dead letters are counted; readiness turns green again when few enough came within it
 * @param tolerated dead letters of one reader within the window, 0 or more
 */
@ConfigurationProperties("nodecore.dead-letters")
public record DeadLetterSettings(
        @DefaultValue("1m") Duration window,
        @DefaultValue("5") int tolerated) {

    public DeadLetterSettings {
        if (!window.isPositive()) {
            throw new IllegalArgumentException("nodecore.dead-letters.window must be positive, got " + window);
        }
        if (tolerated < 0) {
            throw new IllegalArgumentException("nodecore.dead-letters.tolerated must be 0 or more, got " + tolerated);
        }
    }

    public static DeadLetterSettings defaults() {
        return new DeadLetterSettings(Duration.ofMinutes(1), 5);
    }

    /** Why a reader with these dead letters is not ready, as text for operators; empty if it is ready. */
    public Optional<String> trouble(RecentDeadLetters recent) {
        int deadLetters = recent.within(window);
        return deadLetters > tolerated
                ? Optional.of(
                        "%d records went to the dead letters within %s, more than %d: see them with GET /admin/dead-letters"
                                .formatted(
                                        deadLetters,
                                        window.toString().substring(2).toLowerCase(Locale.ROOT),
                                        tolerated))
                : Optional.empty();
    }
}
