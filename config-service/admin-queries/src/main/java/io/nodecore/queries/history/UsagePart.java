package io.nodecore.queries.history;

import java.util.Locale;

/** What usage can be filtered by and split by. */
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
