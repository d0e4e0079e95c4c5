package io.nodecore.bench.presencekeys;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nodecore.journal.FactHeaders;
import io.nodecore.presence.online.OnlineProjection;
import io.nodecore.presence.online.OnlineSettings;
import io.nodecore.presence.projection.ReceivedFact;
import io.nodecore.presence.redis.RedisPipeline;
import io.nodecore.presence.redis.RedisSettings;
import io.nodecore.presence.redis.RedisWrite;
import io.nodecore.schemas.facts.OnlineUsersReported;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** The code path of presence-service from decoded reports to Redis: fold, newest time per key, absolute expiry, pipeline. */
final class ServicePath implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final List<OnlineUsersReported> reports;
    private final OnlineProjection view;
    private final RedisPipeline redis;
    private long receivedAtMs;

    ServicePath(String redisUrl, List<OnlineUsersReported> reports) {
        this.reports = reports;
        this.view =
                new OnlineProjection(new OnlineSettings(4_000_000), InstantSource.system(), new SimpleMeterRegistry());
        this.redis = new RedisPipeline(new RedisSettings(redisUrl, false, TIMEOUT, 1_000));
    }

    /** Writes the reports of one round with the current time; returns the number of commands. */
    long round(int reportings) {
        long sent = 0;
        for (int reporting = 0; reporting < reportings; reporting++) {
            receivedAtMs = Math.max(receivedAtMs + 1, System.currentTimeMillis());
            List<RedisWrite> writes = view.writes(received(receivedAtMs));
            redis.write(writes);
            sent += writes.size();
        }
        return sent;
    }

    private List<ReceivedFact<OnlineUsersReported>> received(long receivedAtMs) {
        List<ReceivedFact<OnlineUsersReported>> facts = new ArrayList<>(reports.size());
        for (int i = 0; i < reports.size(); i++) {
            String id = "report-" + i;
            facts.add(new ReceivedFact<>(new FactHeaders(id, i + 1, receivedAtMs, id), reports.get(i)));
        }
        return facts;
    }

    @Override
    public void close() {
        redis.close();
    }
}
