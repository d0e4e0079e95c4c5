package io.nodecore.operations.correction;

import io.nodecore.admin.failure.Violations;
import io.nodecore.operations.correction.UsageCorrection.Figures;
import io.nodecore.operations.correction.UsageCorrection.Kind;
import io.nodecore.operations.correction.UsageCorrection.Range;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A correction as an operator requests it.
 *
 * @param from a whole minute: of usage minutes, or for kind reprice of the times of arrival
 * @param to exclusive
 * @param userId absent for all users; the same holds for the other ids. A {@code subscriptionId} of 0 selects usage without a subscription
 * @param kind revert, scale, reprice, amend
 * @param factor of kind scale: 0 to 1000, up to 6 decimals
 * @param multiplier for kind reprice, optional for amend: 0 to 1000, up to 4 decimals
 * @param bytesUp for kind amend, this or {@code bytesDown}: the new sum of all selected usage; unchanged if absent
 * @param bytesDown the same
 * @param reason 1 to 500 characters
 * @param author 1 to 100 characters
 * @param dryRun whether to return only the effect
 * @param deep whether to read the whole journal instead of starting 16 days before {@code from}
 */
record CorrectionTerms(
        @Nullable Long nodeId,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Long userId,
        @Nullable Long subscriptionId,
        @Nullable Long nodeProtocolId,
        @Nullable String kind,
        @Nullable BigDecimal factor,
        @Nullable BigDecimal multiplier,
        @Nullable Long bytesUp,
        @Nullable Long bytesDown,
        @Nullable String reason,
        @Nullable String author,
        @Nullable Boolean dryRun,
        @Nullable Boolean deep) {

    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");
    private static final BigDecimal HIGHEST = BigDecimal.valueOf(1_000);
    private static final int FACTOR_DECIMALS = 6;
    private static final int MULTIPLIER_DECIMALS = 4;
    private static final int SECONDS_PER_MINUTE = 60;
    static final int LONGEST_REASON = 500;
    static final int LONGEST_AUTHOR = 100;

    /** The same, after validation. */
    record Wish(
            long nodeId,
            Range range,
            Kind kind,
            @Nullable BigDecimal factor,
            @Nullable Figures figures,
            String reason,
            String author,
            boolean deep) {}

    /** @throws io.nodecore.admin.failure.FailureException naming everything that is wrong */
    Wish wish() {
        var violations = new Violations();
        long node = violations.number("nodeId", nodeId, 1, Long.MAX_VALUE);
        Instant start = minute("from", from, violations);
        Instant end = minute("to", to, violations);
        if (!violations.any() && !start.isBefore(end)) {
            violations.add("from", "must be before to, got " + start + " and " + end);
        }
        optionalId("userId", userId, 1, violations);
        optionalId("subscriptionId", subscriptionId, 0, violations);
        optionalId("nodeProtocolId", nodeProtocolId, 1, violations);
        Kind wanted = kind(violations);
        BigDecimal scaled = decimal("factor", factor, wanted == Kind.SCALE, FACTOR_DECIMALS, violations);
        boolean isPriced = wanted == Kind.REPRICE || wanted == Kind.AMEND && multiplier != null;
        BigDecimal priced = decimal("multiplier", multiplier, isPriced, MULTIPLIER_DECIMALS, violations);
        Figures figures = figures(wanted == Kind.AMEND, violations);
        String why = violations.text("reason", reason, LONGEST_REASON);
        String who = violations.text("author", author, LONGEST_AUTHOR);
        violations.refuseIfAny();
        return new Wish(
                node,
                new Range(start, end, userId, subscriptionId, nodeProtocolId),
                wanted,
                scaled == null ? priced : scaled,
                figures,
                why,
                who,
                Boolean.TRUE.equals(deep));
    }

    private Kind kind(Violations violations) {
        return switch (Objects.requireNonNullElse(kind, "")) {
            case "revert" -> Kind.REVERT;
            case "scale" -> Kind.SCALE;
            case "reprice" -> Kind.REPRICE;
            case "amend" -> Kind.AMEND;
            default -> {
                violations.add("kind", "must be one of revert, scale, reprice, amend, got '" + kind + "'");
                yield Kind.REVERT;
            }
        };
    }

    private @Nullable Figures figures(boolean isWanted, Violations violations) {
        if (isWanted && bytesUp == null && bytesDown == null) {
            violations.add("bytesUp", "is required for this kind, or bytesDown, or both");
        }
        bytes("bytesUp", bytesUp, isWanted, violations);
        bytes("bytesDown", bytesDown, isWanted, violations);
        return isWanted ? new Figures(bytesUp, bytesDown) : null;
    }

    private static void bytes(String field, @Nullable Long bytes, boolean isWanted, Violations violations) {
        if (bytes != null && !isWanted) {
            violations.add(field, "is for another kind");
        } else if (bytes != null) {
            violations.number(field, bytes, 0, Long.MAX_VALUE);
        }
    }

    private static Instant minute(String field, @Nullable Instant time, Violations violations) {
        if (time == null) {
            violations.add(field, "is required");
            return EARLIEST;
        }
        if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
            violations.add(field, "must be from " + EARLIEST + " to " + LATEST);
        } else if (time.getEpochSecond() % SECONDS_PER_MINUTE != 0 || time.getNano() != 0) {
            violations.add(field, "must be a whole minute, got " + time);
        }
        return time;
    }

    private static void optionalId(String field, @Nullable Long id, long least, Violations violations) {
        if (id != null) {
            violations.number(field, id, least, Long.MAX_VALUE);
        }
    }

    private static @Nullable BigDecimal decimal(
            String field, @Nullable BigDecimal value, boolean wanted, int decimals, Violations violations) {
        if ((value != null) != wanted) {
            violations.add(field, wanted ? "is required for this kind" : "is for another kind");
            return null;
        }
        if (value != null
                && (value.signum() < 0
                        || value.compareTo(HIGHEST) > 0
                        || value.stripTrailingZeros().scale() > decimals)) {
            violations.add(field, "must be from 0 to " + HIGHEST + " with " + decimals + " decimals at most");
        }
        return value;
    }
}
