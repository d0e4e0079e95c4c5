package io.nodecore.admin.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a token may do. Each scope includes those before it. */
public enum TokenScope {
    /** Reads everything that contains no credential. */
    READ,
    /** Runs the Core: replays, redrives, corrections, keys, configs and multipliers of nodes, registration codes. Reads credentials. */
    OPERATE,
    /** Decides who may use what: users, subscriptions, links, services, tokens. */
    ADMIN;

    public boolean includes(TokenScope other) {
        return compareTo(other) >= 0;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<TokenScope> ofWord(String word) {
        return Arrays.stream(values())
                .filter(scope -> scope.word().equals(word))
                .findFirst();
    }
}
