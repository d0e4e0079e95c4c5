package io.nodecore.control.fact;

import java.util.Locale;

/** A person or account that may have subscriptions. */
public record User(long id, String name, Status status) {

    /** No config contains the links of a disabled user. */
    public enum Status {
        ACTIVE,
        DISABLED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
