package io.nodecore.simulator.traffic;

import java.time.Duration;

/**
 * How users behave.
 *
 * @param meanOnline how long a user stays connected, on average
 * @param meanOffline how long a user stays away, on average
 * @param meanBytesPerSecond what a connected user receives, on average; some receive a hundred times more
 */
public record UserBehaviour(Duration meanOnline, Duration meanOffline, long meanBytesPerSecond) {

    public UserBehaviour {
        if (!meanOnline.isPositive() || !meanOffline.isPositive()) {
            throw new IllegalArgumentException(
                    "users need times online and offline above 0, got " + meanOnline + " and " + meanOffline);
        }
        if (meanBytesPerSecond < 1) {
            throw new IllegalArgumentException("users need 1 byte per second or more, got " + meanBytesPerSecond);
        }
    }
}
