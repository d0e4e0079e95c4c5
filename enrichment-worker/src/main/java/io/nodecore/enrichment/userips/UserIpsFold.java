package io.nodecore.enrichment.userips;

import java.util.SortedMap;
import java.util.TreeMap;

/** Folds online reports to one period per user and address, ordered by key. The order of the reports does not matter. */
final class UserIpsFold {

    private final SortedMap<UserIp, Seen> seen = new TreeMap<>();

    /** First and last time in Unix ms. */
    record Seen(long firstMs, long lastMs) {

        Seen and(Seen other) {
            return new Seen(Math.min(firstMs, other.firstMs), Math.max(lastMs, other.lastMs));
        }
    }

    void add(long receivedAtMs, ReportedIps report) {
        Seen now = new Seen(receivedAtMs, receivedAtMs);
        for (UserIp userIp : report.userIps()) {
            seen.merge(userIp, now, Seen::and);
        }
    }

    SortedMap<UserIp, Seen> rows() {
        return seen;
    }
}
