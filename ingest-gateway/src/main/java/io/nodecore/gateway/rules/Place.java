package io.nodecore.gateway.rules;

import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A location in a request, with the rules that its fields may have to follow. The text of the path is created only for a violation.
 *
 * @param parent the location that contains this one, or null
 * @param list the list that contains this location as an element, or the name of a single part; empty for the request itself
 * @param index the index of the element, or -1 for a single part
 */
record Place(Violations violations, @Nullable Place parent, String list, int index) {

    /** 2^53 - 1, about 9 PB: no sender counts this much in one entry, and every JSON reader reads it exactly. */
    static final long MOST_BYTES = (1L << 53) - 1;

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

    /** The bytes of one entry. */
    void bytes(String field, long value) {
        notNegative(field, value);
        if (value > MOST_BYTES) {
            refuse(field, "must be at most " + MOST_BYTES + ", got " + value);
        }
    }

    /** Text that is not blank, up to a number of characters. */
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

    /** Returns the canonical spelling of a time. */
    String time(String field, String value, ReportTimes.Reader times) {
        String canonical = times.canonical(value);
        if (canonical == null) {
            refuse(field, "must be an ISO-8601 time with an offset, from 1970 to 9999, got " + Texts.excerpt(value));
            return value;
        }
        return canonical;
    }

    /** Returns the canonical spelling of an address that is required. */
    String address(String field, String value) {
        String canonical = Addresses.canonical(value);
        if (canonical == null) {
            refuse(field, "must be an IPv4 or IPv6 address, got " + Texts.excerpt(value));
            return value;
        }
        return canonical;
    }

    /**
     * Returns the canonical spelling of an address, or null if it is unreadable; an unreadable address is counted and does not refuse the
     * report.
     */
    @Nullable
    String readableAddress(String value) {
        String canonical = Addresses.canonical(value);
        if (canonical == null) {
            violations.addressLeftOut();
        }
        return canonical;
    }

    /** The same for an optional field, whose empty text means that it is absent. */
    @Nullable
    String optionalAddress(String value) {
        return value.isEmpty() ? null : readableAddress(value);
    }

    /**
     * Returns the canonical spelling of a word.
     *
     * @param words each accepted word in lower case, and its canonical spelling
     */
    String word(String field, String value, Map<String, String> words) {
        String canonical = words.get(Texts.lowerCase(value.strip()));
        if (canonical == null) {
            String known = words.values().stream().distinct().collect(Collectors.joining(", "));
            refuse(field, "must be one of " + known + ", got " + Texts.excerpt(value));
            return value;
        }
        return canonical;
    }

    /** Text that is one JSON object that a database can store. */
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
