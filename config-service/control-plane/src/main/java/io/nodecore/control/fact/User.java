package io.nodecore.control.fact;

import java.util.Locale;

/** Somebody who may have subscriptions. */
public record User(long id, String name, Status status) {

    /** A disabled user's links stand in no config. */
    public enum Status {
        ACTIVE,
        DISABLED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
