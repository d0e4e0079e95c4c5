package io.nodecore.presence.projection;

import com.google.protobuf.InvalidProtocolBufferException;
import io.nodecore.schemas.control.Replay;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rebuilds the projections when an operator orders it. Presence has no data beyond its expiry, so there is nothing to compare or to
 * exchange.
 *
 * <p>Orders from before the start are fulfilled after it if an operator may still wait for them. The data that an older order would write
 * has expired.
 */
final class Rebuilds {

    private static final Logger log = LoggerFactory.getLogger(Rebuilds.class);
    private static final String PRESENCE = "presence";

    /** config-service treats an order as done after this time, whatever is reported. */
    static final Duration WAITING = Duration.ofDays(1);

    private final List<RedisProjectionRunner<?>> views;
    private final InstantSource clock;
    private final Set<Long> done = new HashSet<>();

    Rebuilds(List<RedisProjectionRunner<?>> views, InstantSource clock) {
        this.views = List.copyOf(views);
        this.clock = clock;
    }

    void take(List<ConsumerRecord<byte[], byte[]>> orders) {
        for (ConsumerRecord<byte[], byte[]> record : orders) {
            if (record.value() == null) {
                continue;
            }
            try {
                follow(Replay.parseFrom(record.value()));
            } catch (InvalidProtocolBufferException e) {
                log.error("{}-{}@{} can't be read", record.topic(), record.partition(), record.offset(), e);
            }
        }
    }

    private void follow(Replay order) {
        boolean isWanted = order.getProjection().equals(PRESENCE)
                && order.getWanted().equals("run")
                && !Instant.ofEpochMilli(order.getRequestedAtMs())
                        .isBefore(clock.instant().minus(WAITING));
        if (isWanted && done.add(order.getId())) {
            views.forEach(view -> view.rebuild(order.getId()));
        }
    }
}
