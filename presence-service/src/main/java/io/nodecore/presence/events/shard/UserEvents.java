package io.nodecore.presence.events.shard;

import io.nodecore.journal.DomainEvent;
import io.nodecore.presence.events.shard.UserChange.CameOnline;
import io.nodecore.presence.events.shard.UserChange.WentOffline;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The domain events {@code user.online} and {@code user.offline}; their JSON Schemas are in {@code schemas/events}. The id is derived from
 * type, user and time, so an event that is derived twice has the same id.
 */
final class UserEvents {

    static final String ONLINE = "user.online";
    static final String OFFLINE = "user.offline";

    private static final String SOURCE = "/nodecore/presence-service";
    private static final DateTimeFormatter ISO_MS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

    private final JsonMapper json = JsonMapper.builder().build();

    private record Online(
            long userId,
            long nodeId,
            long nodeProtocolId,
            List<String> ips,
            String onlineAt,
            @Nullable String lastSeenAt,
            @Nullable Double gapSeconds) {}

    private record Offline(long userId, String lastSeenAt, String onlineSince, double durationSeconds) {}

    DomainEvent of(UserChange change) {
        return switch (change) {
            case CameOnline online -> event(ONLINE, online, dataOf(online));
            case WentOffline offline -> event(OFFLINE, offline, dataOf(offline));
        };
    }

    private static Online dataOf(CameOnline change) {
        UserChange.Sighting sighting = change.sighting();
        Long lastSeenAtMs = change.lastSeenAtMs();
        return new Online(
                change.userId(),
                sighting.nodeId(),
                sighting.nodeProtocolId(),
                sighting.ips(),
                iso(sighting.atMs()),
                lastSeenAtMs == null ? null : iso(lastSeenAtMs),
                lastSeenAtMs == null ? null : seconds(sighting.atMs() - lastSeenAtMs));
    }

    private static Offline dataOf(WentOffline change) {
        return new Offline(
                change.userId(),
                iso(change.lastSeenAtMs()),
                iso(change.onlineSinceMs()),
                seconds(change.lastSeenAtMs() - change.onlineSinceMs()));
    }

    private DomainEvent event(String type, UserChange change, Object data) {
        String name = type + "|" + change.userId() + "|" + change.atMs();
        return new DomainEvent(
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString(),
                SOURCE,
                type,
                Long.toString(change.userId()),
                Instant.ofEpochMilli(change.atMs()),
                json.writeValueAsBytes(data));
    }

    private static String iso(long ms) {
        return ISO_MS.format(Instant.ofEpochMilli(ms));
    }

    private static double seconds(long ms) {
        return ms / 1000.0;
    }
}
