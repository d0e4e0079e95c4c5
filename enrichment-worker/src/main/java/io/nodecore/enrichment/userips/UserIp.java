package io.nodecore.enrichment.userips;

import java.util.Comparator;

/**
 * A user at an address. Transactions lock rows in this order, so that they don't deadlock.
 *
 * @param ip canonical text
 */
record UserIp(long userId, String ip) implements Comparable<UserIp> {

    private static final Comparator<UserIp> ORDER =
            Comparator.comparingLong(UserIp::userId).thenComparing(UserIp::ip);

    @Override
    public int compareTo(UserIp other) {
        return ORDER.compare(this, other);
    }
}
