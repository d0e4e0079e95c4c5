package io.nodecore.enrichment.userips;

import java.util.SortedMap;
import java.util.TreeMap;

/** Folds sightings to one period for each user and address, in the order of the keys. The order of the sightings does not matter. */
final class UserIpsFold {

    private final SortedMap<UserIp, Seen> seen = new TreeMap<>();

    /** First and last time, Unix ms. */
    record Seen(long firstMs, long lastMs) {

        Seen and(Seen other) {
            return new Seen(Math.min(firstMs, other.firstMs), Math.max(lastMs, other.lastMs));
        }
    }

    void add(long receivedAtMs, ReportedIps sightings) {
        Seen now = new Seen(receivedAtMs, receivedAtMs);
        for (UserIp userIp : sightings.userIps()) {
            seen.merge(userIp, now, Seen::and);
        }
    }

    SortedMap<UserIp, Seen> rows() {
        return seen;
    }
}
