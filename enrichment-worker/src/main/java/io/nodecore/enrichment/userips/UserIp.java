package io.nodecore.enrichment.userips;

import java.util.Comparator;

/**
 * A user at an address. Ordered, so that no two transactions lock rows in opposite orders.
 *
 * @param ip normalised, see {@link IpText}
 */
record UserIp(long userId, String ip) implements Comparable<UserIp> {

    private static final Comparator<UserIp> ORDER =
            Comparator.comparingLong(UserIp::userId).thenComparing(UserIp::ip);

    @Override
    public int compareTo(UserIp other) {
        return ORDER.compare(this, other);
    }
}
