package io.nodecore.presence.events;

import io.nodecore.presence.events.ScriptedFleet.ScriptedReport;
import io.nodecore.schemas.facts.OnlineIp;
import io.nodecore.schemas.facts.OnlineUser;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** All that an event says; and what has to be said of a list of reports, found by looking at each user's reports side by side. */
public record SaidEvent(
        String id,
        String type,
        Instant time,
        long userId,
        @Nullable Long nodeId,
        @Nullable Long nodeProtocolId,
        @Nullable List<String> ips,
        @Nullable Instant onlineAt,
        @Nullable Instant lastSeenAt,
        @Nullable Double gapSeconds,
        @Nullable Instant onlineSince,
        @Nullable Double durationSeconds) {

    /** A user in a report. */
    private record Seen(long atMs, int position, ScriptedReport report, long userId) {

        OnlineUser user() {
            return report.users().stream()
                    .filter(user -> user.getUserId() == userId)
                    .findFirst()
                    .orElseThrow();
        }
    }

    public static SaidEvent read(Headers headers, byte[] data) {
        JsonNode json = JsonMapper.shared().readTree(data);
        return new SaidEvent(
                header(headers, "ce_id"),
                header(headers, "ce_type"),
                Instant.parse(header(headers, "ce_time")),
                json.required("userId").longValue(),
                json.has("nodeId") ? json.get("nodeId").longValue() : null,
                json.has("nodeProtocolId") ? json.get("nodeProtocolId").longValue() : null,
                json.has("ips")
                        ? StreamSupport.stream(json.get("ips").spliterator(), false)
                                .map(JsonNode::stringValue)
                                .toList()
                        : null,
                instant(json, "onlineAt"),
                instant(json, "lastSeenAt"),
                number(json, "gapSeconds"),
                instant(json, "onlineSince"),
                number(json, "durationSeconds"));
    }

    /**
     * The reference. A user's reports count by time, then by node, then as they were appended.
     *
     * @param reports in the order in which they were appended
     */
    public static List<SaidEvent> expectedOf(List<ScriptedReport> reports) {
        Map<Long, List<Seen>> byUser = new HashMap<>();
        for (int position = 0; position < reports.size(); position++) {
            ScriptedReport report = reports.get(position);
            for (OnlineUser user : report.users()) {
                byUser.computeIfAbsent(user.getUserId(), id -> new ArrayList<>())
                        .add(new Seen(report.receivedAtMs(), position, report, user.getUserId()));
            }
        }
        List<SaidEvent> expected = new ArrayList<>();
        byUser.values().forEach(seen -> {
            seen.sort(Comparator.comparingLong(Seen::atMs)
                    .thenComparingLong(one -> one.report().nodeId())
                    .thenComparingInt(Seen::position));
            addExpected(seen, expected);
        });
        return expected;
    }

    /** What is missing, what is too much and what is said twice, each of it a line; no more than can be read. */
    public static List<String> differences(List<SaidEvent> said, List<SaidEvent> expected) {
        Map<SaidEvent, Integer> balance = new HashMap<>();
        said.forEach(event -> balance.merge(event, 1, Integer::sum));
        expected.forEach(event -> balance.merge(event, -1, Integer::sum));
        return balance.entrySet().stream()
                .filter(entry -> entry.getValue() != 0)
                .limit(20)
                .map(entry -> (entry.getValue() < 0 ? "missing " : "too much ") + entry.getKey())
                .toList();
    }

    private static void addExpected(List<Seen> seen, List<SaidEvent> expected) {
        long sinceMs = seen.getFirst().atMs();
        expected.add(online(seen.getFirst(), null));
        for (int i = 1; i < seen.size(); i++) {
            Seen before = seen.get(i - 1);
            Seen now = seen.get(i);
            long gapMs = now.atMs() - before.atMs();
            if (gapMs >= 20_000) {
                expected.add(offline(before, sinceMs));
            }
            if (gapMs > 10_000) {
                expected.add(online(now, before.atMs()));
                sinceMs = now.atMs();
            }
        }
        expected.add(offline(seen.getLast(), sinceMs));
    }

    private static SaidEvent online(Seen seen, @Nullable Long lastSeenAtMs) {
        OnlineUser user = seen.user();
        return new SaidEvent(
                id("user.online", user.getUserId(), seen.atMs()),
                "user.online",
                Instant.ofEpochMilli(seen.atMs()),
                user.getUserId(),
                seen.report().nodeId(),
                user.getNodeProtocolId(),
                user.getIpsList().stream().map(OnlineIp::getIp).distinct().toList(),
                Instant.ofEpochMilli(seen.atMs()),
                lastSeenAtMs == null ? null : Instant.ofEpochMilli(lastSeenAtMs),
                lastSeenAtMs == null ? null : (seen.atMs() - lastSeenAtMs) / 1_000.0,
                null,
                null);
    }

    private static SaidEvent offline(Seen last, long sinceMs) {
        long userId = last.userId();
        long atMs = last.atMs() + 20_000;
        return new SaidEvent(
                id("user.offline", userId, atMs),
                "user.offline",
                Instant.ofEpochMilli(atMs),
                userId,
                null,
                null,
                null,
                null,
                Instant.ofEpochMilli(last.atMs()),
                null,
                Instant.ofEpochMilli(sinceMs),
                (last.atMs() - sinceMs) / 1_000.0);
    }

    private static String id(String type, long userId, long atMs) {
        String name = type + "|" + userId + "|" + atMs;
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static String header(Headers headers, String name) {
        return new String(Objects.requireNonNull(headers.lastHeader(name), name).value(), StandardCharsets.UTF_8);
    }

    private static @Nullable Instant instant(JsonNode json, String name) {
        return json.hasNonNull(name) ? Instant.parse(json.get(name).stringValue()) : null;
    }

    private static @Nullable Double number(JsonNode json, String name) {
        return json.hasNonNull(name) ? json.get(name).doubleValue() : null;
    }
}
