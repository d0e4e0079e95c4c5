package io.nodecore.control.node;

import io.nodecore.admin.failure.Violations;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The rules of multipliers: an exact decimal from 0 to 1000 with at most 4 decimals. */
final class MultiplierRules {

    private static final String FIELD = "multiplier";
    private static final BigDecimal HIGHEST = BigDecimal.valueOf(1_000);
    private static final int MOST_DECIMALS = 4;

    private MultiplierRules() {}

    /**
     * @param given a number, or a text with a number
     * @return null for null: there is no multiplier
     * @throws io.nodecore.admin.failure.FailureException for anything else
     */
    static @Nullable BigDecimal optional(JsonNode given) {
        if (given.isNull()) {
            return null;
        }
        BigDecimal multiplier = decimal(given);
        if (multiplier == null
                || multiplier.signum() < 0
                || multiplier.compareTo(HIGHEST) > 0
                || multiplier.stripTrailingZeros().scale() > MOST_DECIMALS) {
            throw Violations.refuse(
                    FIELD,
                    "must be a number from 0 to " + HIGHEST + " with " + MOST_DECIMALS + " decimals at most, got "
                            + given);
        }
        return multiplier;
    }

    private static @Nullable BigDecimal decimal(JsonNode given) {
        try {
            if (given.isNumber()) {
                return given.decimalValue();
            }
            return given.isString() ? new BigDecimal(given.stringValue()) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
