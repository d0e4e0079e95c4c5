package io.nodecore.admin.list;

import io.nodecore.admin.failure.Violations;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parameters of one list request. Violations are collected: {@link #refuseIfAny} ends the reading, and what was read before it
 * must not be used if it throws.
 */
public final class ListParameters {

    private static final int LONGEST_TEXT = 200;

    private final Violations violations = new Violations();
    private final List<String> given = new ArrayList<>();

    /** Some of the allowed words, separated by commas, without regard to case; empty if the parameter is absent. */
    public List<String> words(String name, @Nullable String value, List<String> allowed) {
        if (value == null) {
            return List.of();
        }
        List<String> words = List.of(value.toLowerCase(Locale.ROOT).split(",", -1)).stream()
                .map(String::strip)
                .distinct()
                .sorted()
                .toList();
        if (!allowed.containsAll(words)) {
            violations.add(name, "must be some of " + String.join(", ", allowed) + ", got '" + value + "'");
            return List.of();
        }
        keep(name, String.join(",", words));
        return words;
    }

    public @Nullable Boolean flag(String name, @Nullable String value) {
        if (value == null) {
            return null;
        }
        if (!value.equals("true") && !value.equals("false")) {
            violations.add(name, "must be true or false, got '" + value + "'");
            return null;
        }
        keep(name, value);
        return Boolean.valueOf(value);
    }

    /** Text that must not be blank; null if the parameter is absent. */
    public @Nullable String text(String name, @Nullable String value) {
        if (value == null) {
            return null;
        }
        String text = violations.text(name, value, LONGEST_TEXT);
        keep(name, text);
        return text;
    }

    /** Any other filter that was read elsewhere. */
    public void keep(String name, @Nullable Object value) {
        if (value != null) {
            given.add(name + "=" + value);
        }
    }

    public void refuse(String name, String message) {
        violations.add(name, message);
    }

    /** A field of these columns, descending with {@code -} before it. */
    public ListSort sort(@Nullable String value, List<SortColumn> columns, ListSort byDefault) {
        if (value == null) {
            return byDefault;
        }
        boolean descending = value.startsWith("-");
        String field = descending ? value.substring(1) : value;
        for (SortColumn column : columns) {
            if (column.field().equals(field)) {
                return new ListSort(column, descending);
            }
        }
        violations.add(
                "sort",
                "must be one of "
                        + columns.stream()
                                .map(column -> column.field() + ", -" + column.field())
                                .collect(Collectors.joining(", "))
                        + ", got '" + value + "'");
        return byDefault;
    }

    /** @throws io.nodecore.admin.failure.FailureException naming everything that is wrong */
    public void refuseIfAny() {
        violations.refuseIfAny();
    }

    /** The cursors of this list with these parameters. */
    public ListCursor cursors(String list, ListSort sort) {
        return ListCursor.of(list, given, sort);
    }
}
