package io.nodecore.gateway.rules;

import io.nodecore.gateway.failure.Failure;
import io.nodecore.gateway.failure.Refused;
import io.nodecore.gateway.failure.Violation;
import java.util.LinkedHashMap;
import java.util.Map;

/** Collects the violations of one report: the first {@value #MOST} fields, one message each. Counts the omitted addresses. */
public final class Violations {

    /** The maximum number of violations in an answer. */
    public static final int MOST = 20;

    private final Map<String, String> byField = new LinkedHashMap<>();
    private int addressesLeftOut;

    /** Adds a violation, unless the field or a part that contains it already has one. */
    public void add(String field, String message) {
        if (isFull()) {
            return;
        }
        for (int end = field.length();
                end > 0;
                end = Math.max(field.lastIndexOf('.', end - 1), field.lastIndexOf('[', end - 1))) {
            if (byField.containsKey(field.substring(0, end))) {
                return;
            }
        }
        byField.put(field, message);
    }

    /** Counts an unreadable address, which does not refuse the report. */
    void addressLeftOut() {
        addressesLeftOut++;
    }

    public int addressesLeftOut() {
        return addressesLeftOut;
    }

    /** True if no further violation would be listed, so that the rest of a long list can be skipped. */
    public boolean isFull() {
        return byField.size() >= MOST;
    }

    /**
     * Refuses the whole report if there is any violation.
     *
     * @throws Refused ({@link Failure.InvalidReport}) if there is any violation
     */
    public void refuseAny() {
        if (!byField.isEmpty()) {
            throw new Refused(new Failure.InvalidReport(byField.entrySet().stream()
                    .map(entry -> new Violation(entry.getKey(), entry.getValue()))
                    .toList()));
        }
    }
}
