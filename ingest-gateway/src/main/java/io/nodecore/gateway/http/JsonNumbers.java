package io.nodecore.gateway.http;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decimal numbers with all their digits, as JSON numbers or in strings. */
final class JsonNumbers {

    /** More characters than any number of a report needs, and few enough to be converted without a performance risk. */
    private static final int MOST_CHARS = 64;

    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]+(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]{1,4})?");

    private JsonNumbers() {}

    /** The number in a text, or null if the text is not a number. */
    static @Nullable BigDecimal parse(String text) {
        return text.length() <= MOST_CHARS && DECIMAL.matcher(text).matches() ? new BigDecimal(text) : null;
    }

    static boolean isInteger(BigDecimal number) {
        return number.signum() == 0 || number.stripTrailingZeros().scale() <= 0;
    }
}
