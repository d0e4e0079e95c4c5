package io.nodecore.operations.correction;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.configservice.ControlSchema;
import io.nodecore.operations.correction.UsageCorrection.Kind;
import io.nodecore.operations.correction.UsageCorrection.Range;
import io.nodecore.operations.usage.UsageAmount;
import io.nodecore.testkit.SharedServers;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CorrectionTableIT {

    private static final long NODE = 7;
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final CorrectionTable corrections =
            new CorrectionTable(ControlSchema.migrate(SharedServers.postgres().newDatabase(), "control_corrections")
                    .jdbc());

    @Test
    void only_corrections_that_may_have_changed_what_is_meant_are_read() {
        add(1, NODE, Kind.SCALE, hour(0, null, null, null));
        add(2, NODE, Kind.SCALE, hour(5, null, null, null));
        add(3, NODE, Kind.REPRICE, hour(5, null, null, null));
        add(4, NODE, Kind.UNDO, hour(5, null, null, null));
        add(5, NODE, Kind.REVERT, hour(0, 42L, null, null));
        add(6, NODE, Kind.REVERT, hour(0, 43L, null, null));
        add(7, NODE, Kind.AMEND, hour(0, null, 0L, null));
        add(8, NODE, Kind.AMEND, hour(0, null, 9L, 3L));
        add(9, NODE + 1, Kind.SCALE, hour(0, null, null, null));

        assertThat(overlapping(Kind.SCALE, hour(0, null, null, null), 0, 100))
                .as("everybody's; a reprice and an undo are not known by minutes")
                .containsExactly(1L, 3L, 4L, 5L, 6L, 7L, 8L);
        assertThat(overlapping(Kind.SCALE, hour(0, 42L, 9L, null), 0, 100)).containsExactly(1L, 3L, 4L, 5L, 8L);
        assertThat(overlapping(Kind.SCALE, hour(0, null, null, 4L), 0, 100)).containsExactly(1L, 3L, 4L, 5L, 6L, 7L);
        assertThat(overlapping(Kind.REPRICE, hour(7, 42L, null, null), 0, 100))
                .as("by times of arrival any minute may be meant")
                .containsExactly(1L, 2L, 3L, 4L, 5L, 7L, 8L);
        assertThat(overlapping(Kind.AMEND, hour(1, null, null, null), 0, 100))
                .as("to is exclusive")
                .containsExactly(3L, 4L);
        assertThat(overlapping(Kind.SCALE, hour(0, null, null, null), 4, 7))
                .as("made since, and not later")
                .containsExactly(5L, 6L, 7L);
        assertThat(corrections.latestId()).isEqualTo(9);
    }

    @Test
    void who_has_read_less_than_a_correction_of_the_node_is_told() {
        add(1, NODE, Kind.SCALE, hour(0, null, null, null));

        assertThat(corrections.hasReadBeyond(NODE, new TreeMap<>(Map.of(0, 10L, 1, 20L))))
                .isFalse();
        assertThat(corrections.hasReadBeyond(NODE, new TreeMap<>(Map.of(0, 11L, 1, 99L, 2, 0L))))
                .isFalse();
        assertThat(corrections.hasReadBeyond(NODE, new TreeMap<>(Map.of(0, 9L, 1, 20L))))
                .isTrue();
        assertThat(corrections.hasReadBeyond(NODE, new TreeMap<>(Map.of(0, 10L))))
                .as("a partition that is new")
                .isTrue();
        assertThat(corrections.hasReadBeyond(NODE + 1, new TreeMap<>())).isFalse();
    }

    private List<Long> overlapping(Kind kind, Range range, long afterId, long upToId) {
        return corrections.overlapping(NODE, kind, range, afterId, upToId).stream()
                .map(part -> part.correction().id())
                .toList();
    }

    /** The hour that begins so many after noon. */
    private static Range hour(int after, @Nullable Long user, @Nullable Long subscription, @Nullable Long protocol) {
        Instant from = NOON.plus(Duration.ofHours(after));
        return new Range(from, from.plus(Duration.ofHours(1)), user, subscription, protocol);
    }

    private void add(long id, long node, Kind kind, Range range) {
        var correction = new UsageCorrection(
                id,
                node,
                kind,
                range,
                BigDecimal.ONE,
                null,
                null,
                "a reason",
                "ann",
                NOON,
                new TreeMap<>(Map.of(0, 10L, 1, 20L)),
                0,
                UsageAmount.ZERO,
                UsageAmount.ZERO);
        corrections.apply(new CorrectionFact(correction, 0, 1, List.of()));
    }
}
