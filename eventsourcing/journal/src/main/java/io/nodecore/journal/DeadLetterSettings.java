package io.nodecore.journal;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many dead letters a service bears before readiness turns red: one bad record is no trouble, a growing pile is.
 *
 * @param window over which they are counted; red ends by itself when no more than the tolerated ones came within it
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

    /** What is wrong with a reader that met these, for people. */
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
