package io.nodecore.gateway.rules;

import io.nodecore.gateway.failure.Failure;
import io.nodecore.gateway.failure.Refused;
import io.nodecore.gateway.failure.Violation;
import java.util.LinkedHashMap;
import java.util.Map;

/** Collects what is wrong with one report: the first {@value #MOST} fields, one message each. Counts the addresses that are left out. */
public final class Violations {

    /** As many as an answer lists. */
    public static final int MOST = 20;

    private final Map<String, String> byField = new LinkedHashMap<>();
    private int addressesLeftOut;

    /** Adds a violation, unless the field or what it is a part of has one already. */
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

    /** Notes an unreadable address, which refuses nothing. */
    void addressLeftOut() {
        addressesLeftOut++;
    }

    public int addressesLeftOut() {
        return addressesLeftOut;
    }

    /** True when nothing more would be listed, so that a long list need not be looked at further. */
    public boolean isFull() {
        return byField.size() >= MOST;
    }

    /**
     * Refuses the whole report for any of them.
     *
     * @throws Refused ({@link Failure.InvalidReport}) when there is any
     */
    public void refuseAny() {
        if (!byField.isEmpty()) {
            throw new Refused(new Failure.InvalidReport(byField.entrySet().stream()
                    .map(entry -> new Violation(entry.getKey(), entry.getValue()))
                    .toList()));
        }
    }
}
