package io.nodecore.admin.failure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Collects the violations of a request, up to 20, so that one answer names all of them. */
public final class Violations {

    private static final int MOST = 20;

    private final List<Violation> found = new ArrayList<>();

    public void add(String field, String message) {
        if (found.size() < MOST) {
            found.add(new Violation(field, message));
        }
    }

    /** @throws FailureException if there is any violation */
    public void refuseIfAny() {
        if (!found.isEmpty()) {
            throw new FailureException(new Failure.Invalid(found));
        }
    }

    /**
     * Runs a rule of a part of the request. Its violations are added with the part's name before the field.
     *
     * @return null if it was refused
     */
    public <T> @Nullable T within(String part, Supplier<T> rule) {
        try {
            return rule.get();
        } catch (FailureException refusal) {
            if (!(refusal.failure() instanceof Failure.Invalid invalid)) {
                throw refusal;
            }
            invalid.violations()
                    .forEach(
                            found -> add(found.field().isEmpty() ? part : part + "." + found.field(), found.message()));
            return null;
        }
    }

    /** Returns whether a violation was found. */
    public boolean any() {
        return !found.isEmpty();
    }

    /** A text with 1 to {@code longest} characters, none of them NUL (Postgres can't store it). */
    public String text(String field, @Nullable String value, int longest) {
        if (value == null || value.isBlank()) {
            add(field, "is required");
            return "";
        }
        return optionalText(field, value, longest) == null ? "" : value;
    }

    /** As {@link #text}, but null means that there is none. */
    public @Nullable String optionalText(String field, @Nullable String value, int longest) {
        if (value == null) {
            return null;
        }
        if (value.length() > longest) {
            add(field, "must have " + longest + " characters at most, got " + value.length());
            return null;
        }
        if (value.indexOf('\0') >= 0) {
            add(field, "must not contain the character U+0000");
            return null;
        }
        return value;
    }

    /** A whole number from {@code least} to {@code most}. */
    public long number(String field, @Nullable Long value, long least, long most) {
        if (value == null) {
            add(field, "is required");
            return least;
        }
        if (value < least || value > most) {
            add(field, "must be from " + least + " to " + most + ", got " + value);
        }
        return value;
    }

    /** @throws FailureException always, with this one violation */
    public static FailureException refuse(String field, String message) {
        return new FailureException(new Failure.Invalid(List.of(new Violation(field, message))));
    }
}
