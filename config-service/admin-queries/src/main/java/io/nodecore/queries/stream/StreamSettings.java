package io.nodecore.queries.stream;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits of the event streams of one process.
 *
 * @param maxStreams maximum number of open streams; a further one is answered with 503
 * @param interval minimum time between two events of one view
 * @param alive an event tells that the stream is open if there was no other one for this time
 * @param keepAlive interval of the comments that keep proxies from closing the connection
 * @param maxAge a stream ends after this time; clients connect again and continue
 */
@ConfigurationProperties("nodecore.streams")
public record StreamSettings(
        @DefaultValue("64") int maxStreams,
        @DefaultValue("1s") Duration interval,
        @DefaultValue("5s") Duration alive,
        @DefaultValue("15s") Duration keepAlive,
        @DefaultValue("15m") Duration maxAge) {

    public StreamSettings {
        if (maxStreams < 1) {
            throw new IllegalArgumentException("nodecore.streams.max-streams must be 1 or more, got " + maxStreams);
        }
        if (interval.toMillis() < 1 || alive.toMillis() < 1 || keepAlive.toMillis() < 1 || maxAge.toMillis() < 1) {
            throw new IllegalArgumentException("nodecore.streams: every duration must be positive");
        }
    }
}
