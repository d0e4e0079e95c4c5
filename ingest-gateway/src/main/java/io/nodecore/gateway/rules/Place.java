package io.nodecore.gateway.rules;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A place in a request, with the rules that any field there may have to follow. The text of the path is made only for a violation.
 *
 * @param parent the place that this one is a part of, or null
 * @param list the list that this place is an element of, or the name of a single part; empty for the request itself
 * @param index which element, or -1 for a single part
 */
record Place(Violations violations, @Nullable Place parent, String list, int index) {

    static Place request(Violations violations) {
        return new Place(violations, null, "", -1);
    }

    Place in(String part) {
        return new Place(violations, this, part, -1);
    }

    Place in(String ofList, int at) {
        return new Place(violations, this, ofList, at);
    }

    void id(String field, long value) {
        if (value < 1) {
            refuse(field, "must be 1 or greater, got " + value);
        }
    }

    void notNegative(String field, long value) {
        if (value < 0) {
            refuse(field, "must be 0 or greater, got " + value);
        }
    }

    /** A finite number of 0 or greater. */
    void measure(String field, double value) {
        if (!(value >= 0 && value <= Double.MAX_VALUE)) {
            refuse(field, "must be a finite number of 0 or greater, got " + value);
        }
    }

    /** Text that says something, up to a number of characters. */
    void text(String field, String value, int mostChars) {
        if (value.isBlank()) {
            refuse(field, "must not be empty");
        } else {
            optionalText(field, value, mostChars);
        }
    }

    /** Text that may be empty. */
    void optionalText(String field, String value, int mostChars) {
        if (value.length() > mostChars) {
            refuse(field, "must have at most " + mostChars + " characters, got " + value.length());
        } else if (!Texts.isStorable(value)) {
            refuse(field, "must not have the character NUL or half a surrogate pair");
        }
    }

    void time(String field, String value) {
        if (!ReportTimes.isValid(value)) {
            refuse(field, "must be an ISO-8601 time with an offset, from 1970 to 9999, got " + Texts.excerpt(value));
        }
    }

    void address(String field, String value) {
        if (!Addresses.isLiteral(value)) {
            refuse(field, "must be an IPv4 or IPv6 address, got " + Texts.excerpt(value));
        }
    }

    /** One of some lower-case words, in any case. */
    void word(String field, String value, Set<String> words) {
        if (!words.contains(Texts.lowerCase(value))) {
            refuse(field, "must be one of " + String.join(", ", words) + ", got " + Texts.excerpt(value));
        }
    }

    /** Text that is one JSON object which a database can store. */
    void jsonObject(String field, String value, int mostChars) {
        if (value.length() > mostChars) {
            refuse(field, "must have at most " + mostChars + " characters, got " + value.length());
            return;
        }
        String wrong = JsonObjects.whatIsWrong(value);
        if (wrong != null) {
            refuse(field, wrong);
        }
    }

    void refuse(String field, String message) {
        violations.add(path() + field, message);
    }

    private String path() {
        String before = parent == null ? "" : parent.path();
        if (list.isEmpty()) {
            return before;
        }
        return before + list + (index < 0 ? "." : "[" + index + "].");
    }
}
