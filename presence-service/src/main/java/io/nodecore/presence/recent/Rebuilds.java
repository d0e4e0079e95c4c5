package io.nodecore.presence.recent;

import com.google.protobuf.InvalidProtocolBufferException;
import io.nodecore.schemas.control.Replay;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the views rebuilt when operators order it. Presence has no past beyond its expiry, so there is nothing to compare or to exchange.
 *
 * <p>Orders from before the start are fulfilled by the start: it reads the recent past as well.
 */
final class Rebuilds {

    private static final Logger log = LoggerFactory.getLogger(Rebuilds.class);
    private static final String PRESENCE = "presence";

    private final List<RecentFacts<?>> views;
    private final Instant startedAt;
    private final Set<Long> done = new HashSet<>();

    Rebuilds(List<RecentFacts<?>> views, Instant startedAt) {
        this.views = List.copyOf(views);
        this.startedAt = startedAt;
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
                && !Instant.ofEpochMilli(order.getRequestedAtMs()).isBefore(startedAt);
        if (isWanted && done.add(order.getId())) {
            views.forEach(view -> view.rebuild(order.getId()));
        }
    }
}
