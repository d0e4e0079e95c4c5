package io.nodecore.queries.history;

import java.util.Locale;

/** The dimensions by which usage can be filtered and split. */
enum UsagePart {
    NODE("node_id"),
    PROTOCOL("node_protocol_id"),
    USER("user_id"),
    SUBSCRIPTION("subscription_id");

    private final String column;

    UsagePart(String column) {
        this.column = column;
    }

    String column() {
        return column;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
