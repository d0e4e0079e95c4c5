package io.nodecore.configservice;

import com.google.protobuf.ByteString;
import io.nodecore.admin.Sha256;
import io.nodecore.configservice.RunningControl.Answer;
import io.nodecore.proto.control.ControlServiceGrpc.ControlServiceBlockingStub;
import io.nodecore.proto.control.FindKeyRequest;
import io.nodecore.proto.control.RegisterNodeRequest;
import io.nodecore.proto.control.RegisterNodeResponse;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topics;
import io.nodecore.schemas.facts.ConfigApplied;
import io.nodecore.schemas.facts.HeartbeatReceived;
import io.nodecore.schemas.facts.NodeErrorReported;
import io.nodecore.schemas.facts.UsageEntry;
import io.nodecore.schemas.facts.UsageReported;
import io.nodecore.testkit.TopicContent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** A seeded stream of what admins command, gateways ask and nodes report, with everything that can happen to a control plane. */
public final class ControlHistory {

    /** The control plane under test, in this process or in another one. */
    public interface Core {

        Answer admin(String method, String path, @Nullable String body);

        ControlServiceBlockingStub grpc();

        void report(Topic<?> topic, long nodeId, Instant receivedAt, String reportId, byte[] value);
    }

    /** A decision that was answered. */
    public record Answered(String method, String path, JsonNode body) {}

    private record LinkName(long subscriptionId, String uuid) {}

    private static final List<String> PROTOCOLS = List.of("vless", "vmess", "trojan", "shadowsocks", "socks", "http");
    private static final int MOST_NODES = 8;

    private final Core core;
    private final Random random;
    private final List<Answered> answered = new ArrayList<>();
    private final List<Long> nodes = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();
    private final Map<Long, List<Long>> protocols = new HashMap<>();
    private final List<Long> users = new ArrayList<>();
    private final List<Long> subscriptions = new ArrayList<>();
    private final List<LinkName> links = new ArrayList<>();
    private final List<Long> corrections = new ArrayList<>();
    private final List<String> reportIds = new ArrayList<>();
    private int names;

    public ControlHistory(Core core, long seed) {
        this.core = core;
        this.random = new Random(seed);
    }

    public List<Answered> answered() {
        return answered;
    }

    /** One of everything first, so that the steps after it find something to work on. */
    public void begin() {
        register();
        putServices();
        createUser();
        createSubscription();
        link();
        createToken();
        revoke(createToken());
    }

    /** Something happens. */
    public void step() {
        switch (random.nextInt(21)) {
            case 0 -> register();
            case 1, 2 -> putServices();
            case 3 -> createUser();
            case 4, 5 -> createSubscription();
            case 6, 7, 8 -> link();
            case 9 -> unlink();
            case 10 -> changeUser();
            case 11, 12 -> changeSubscription();
            case 13 -> changeNode();
            case 14 -> useKey();
            case 15 -> rotateKey();
            case 16 -> end();
            case 17 -> correct();
            default -> report();
        }
    }

    /** Returns null if the command was not answered. */
    private @Nullable JsonNode createToken() {
        return command("POST", "/admin/tokens", "{\"name\": \"%s\", \"scope\": \"read\"}".formatted(newName()));
    }

    private void revoke(@Nullable JsonNode token) {
        if (token != null) {
            command("DELETE", "/admin/tokens/" + token.get("id"), null);
        }
    }

    private void register() {
        if (nodes.size() >= MOST_NODES) {
            return;
        }
        JsonNode code =
                command("POST", "/admin/registration-codes", "{\"maxUses\": %d}".formatted(1 + random.nextInt(2)));
        if (code == null) {
            return;
        }
        var request = RegisterNodeRequest.newBuilder()
                .setCode(code.get("code").stringValue())
                .setName(newName())
                .setIp("203.0.113." + random.nextInt(256))
                .setPort(8080)
                .setRegion("eu-west");
        if (random.nextBoolean()) {
            request.setDomain(newName() + ".example");
        }
        RegisterNodeResponse node = core.grpc().registerNode(request.build());
        if (random.nextInt(4) == 0) {
            // The answer was lost.
            node = core.grpc().registerNode(request.build());
        }
        nodes.add(node.getNodeId());
        keys.add(node.getAuthKey());
    }

    private void putServices() {
        var inbounds = new StringBuilder();
        for (int i = 0; i < 3; i++) {
            if (random.nextInt(8) > 0) {
                inbounds.append(inbounds.isEmpty() ? "" : ", ")
                        .append("{\"tag\": \"in-%d\", \"port\": %d, \"protocol\": \"%s\"}"
                                .formatted(i, 1000 + i, PROTOCOLS.get((i + random.nextInt(8) / 7) % PROTOCOLS.size())));
            }
        }
        String mtproto =
                random.nextBoolean() ? ", \"mtproto\": {\"inbounds\": [{\"tag\": \"tg\", \"port\": 3128}]}" : "";
        long nodeId = any(nodes);
        JsonNode put = command(
                "PUT",
                "/admin/nodes/" + nodeId + "/services?removeLinks=true",
                "{\"xray\": {\"inbounds\": [%s]}%s}".formatted(inbounds, mtproto));
        if (put != null) {
            List<Long> ids = new ArrayList<>();
            put.get("protocols").forEach(protocol -> ids.add(protocol.get("id").longValue()));
            protocols.put(nodeId, ids);
        }
    }

    private void createUser() {
        JsonNode user = command("POST", "/admin/users", "{\"name\": \"%s\"}".formatted(newName()));
        if (user != null) {
            users.add(user.get("id").longValue());
        }
    }

    private void createSubscription() {
        String expiry = random.nextInt(3) == 0
                ? ", \"expiresAt\": \"%s\"".formatted(Instant.now().plusMillis(random.nextInt(4_000)))
                : "";
        JsonNode subscription = command(
                "POST",
                "/admin/subscriptions",
                "{\"userId\": %d, \"trafficLimitBytes\": %d, \"resetPeriod\": \"month\"%s}"
                        .formatted(any(users), random.nextLong(1L << 40), expiry));
        if (subscription != null) {
            subscriptions.add(subscription.get("id").longValue());
        }
    }

    private void link() {
        long subscriptionId = any(subscriptions);
        long protocolId = any(protocols.getOrDefault(any(nodes), List.of()));
        JsonNode link = command(
                "POST",
                "/admin/subscriptions/" + subscriptionId + "/links",
                "{\"nodeProtocolId\": %d}".formatted(protocolId));
        if (link != null) {
            links.add(new LinkName(subscriptionId, link.get("uuid").stringValue()));
        }
    }

    private void unlink() {
        if (!links.isEmpty()) {
            LinkName link = links.remove(random.nextInt(links.size()));
            command("DELETE", "/admin/subscriptions/" + link.subscriptionId() + "/links/" + link.uuid(), null);
        }
    }

    private void changeUser() {
        String change = random.nextBoolean()
                ? "{\"name\": \"%s\"}".formatted(newName())
                : "{\"status\": \"%s\"}".formatted(random.nextBoolean() ? "disabled" : "active");
        command("PATCH", "/admin/users/" + any(users), change);
    }

    private void changeSubscription() {
        String change = switch (random.nextInt(4)) {
            case 0 -> "{\"trafficLimitBytes\": null}";
            case 1 -> "{\"resetPeriod\": \"day\", \"trafficLimitBytes\": %d}".formatted(random.nextLong(1L << 40));
            case 2 -> "{\"status\": \"%s\"}".formatted(random.nextBoolean() ? "disabled" : "active");
            default -> "{\"expiresAt\": \"%s\"}".formatted(Instant.now().plusMillis(random.nextInt(4_000)));
        };
        command("PATCH", "/admin/subscriptions/" + any(subscriptions), change);
    }

    private void changeNode() {
        String change = random.nextBoolean()
                ? "{\"name\": \"%s\", \"domain\": null}".formatted(newName())
                : "{\"ip\": \"198.51.100.%d\", \"region\": \"us\"}".formatted(random.nextInt(256));
        command("PATCH", "/admin/nodes/" + any(nodes), change);
    }

    private void useKey() {
        try {
            core.grpc()
                    .findKey(FindKeyRequest.newBuilder()
                            .setKeyHash(ByteString.copyFrom(Sha256.of(keys.get(random.nextInt(keys.size())))
                                    .bytes()))
                            .build());
        } catch (io.grpc.StatusRuntimeException e) {
            // Revoked meanwhile.
            if (e.getStatus().getCode() != io.grpc.Status.Code.NOT_FOUND) {
                throw e;
            }
        }
    }

    private void rotateKey() {
        String path = "/admin/nodes/" + any(nodes);
        JsonNode rotated = switch (random.nextInt(4)) {
            case 0 -> command("POST", path + "/revoke-key", null);
            case 1 -> command("POST", path + "/rotate-key", null);
            default ->
                command(
                        "POST",
                        path + "/rotate-key",
                        "{\"gracePeriodSeconds\": %d}".formatted(600 + random.nextInt(3_600)));
        };
        if (rotated != null && rotated.has("authKey")) {
            keys.add(rotated.get("authKey").stringValue());
        }
    }

    private void end() {
        switch (random.nextInt(6)) {
            case 0 -> endOne("/admin/nodes/", nodes, 3);
            case 1 -> endOne("/admin/users/", users, 3);
            default -> endOne("/admin/subscriptions/", subscriptions, 3);
        }
    }

    private void endOne(String path, List<Long> of, int keep) {
        if (of.size() > keep) {
            command("DELETE", path + of.remove(random.nextInt(of.size())), null);
        }
    }

    /** Usage is reported, and then corrected; or a correction is taken back, which may be refused. */
    private void correct() {
        if (!corrections.isEmpty() && random.nextInt(3) == 0) {
            command(
                    "POST",
                    "/admin/usage/corrections/" + any(corrections) + "/revert",
                    "{\"reason\": \"taken back\", \"author\": \"ann\"}");
            return;
        }
        long nodeId = any(nodes);
        Instant minute = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        core.report(
                Topics.USAGE,
                nodeId,
                Instant.now(),
                UUID.randomUUID().toString(),
                UsageReported.newBuilder()
                        .addEntries(UsageEntry.newBuilder()
                                .setUserId(1 + random.nextInt(3))
                                .setSubscriptionId(1 + random.nextInt(3))
                                .setNodeProtocolId(1 + random.nextInt(3))
                                .setBytesUp(random.nextLong(1L << 40))
                                .setBytesDown(random.nextLong(1L << 40))
                                .setRecordedAt(minute.toString()))
                        .build()
                        .toByteArray());
        String kind = switch (random.nextInt(3)) {
            case 0 -> "\"kind\": \"scale\", \"factor\": 0.%d".formatted(1 + random.nextInt(9));
            case 1 -> "\"kind\": \"amend\", \"bytesDown\": %d".formatted(random.nextLong(1L << 40));
            default -> "\"kind\": \"revert\"";
        };
        JsonNode made = command(
                "POST",
                "/admin/usage/corrections",
                "{\"nodeId\": %d, \"from\": \"%s\", \"to\": \"%s\", \"reason\": \"%s\", \"author\": \"ann\", %s}"
                        .formatted(nodeId, minute.minusSeconds(600), minute.plusSeconds(60), newName(), kind));
        if (made != null) {
            corrections.add(made.get("id").longValue());
        }
    }

    private void report() {
        long nodeId = any(nodes);
        Instant at = Instant.now().minusMillis(random.nextInt(500));
        switch (random.nextInt(4)) {
            case 0 ->
                core.report(
                        Topics.ERRORS,
                        nodeId,
                        at,
                        newReportId(),
                        NodeErrorReported.newBuilder()
                                .setMessage(newName())
                                .setDetailsJson("{\"exitCode\": 23}")
                                .build()
                                .toByteArray());
            case 1 ->
                core.report(
                        Topics.CONFIG_APPLIED,
                        nodeId,
                        at,
                        newReportId(),
                        ConfigApplied.newBuilder()
                                .setRevision(random.nextInt(5))
                                .build()
                                .toByteArray());
            default -> {
                var heartbeat = HeartbeatReceived.newBuilder().setRevision(random.nextInt(5));
                if (random.nextBoolean()) {
                    heartbeat.setIp("192.0.2." + random.nextInt(256));
                }
                core.report(
                        Topics.HEARTBEATS,
                        nodeId,
                        at,
                        newReportId(),
                        heartbeat.build().toByteArray());
            }
        }
    }

    /** Sometimes one that was used before: a repeat. */
    private String newReportId() {
        if (!reportIds.isEmpty() && random.nextInt(3) == 0) {
            return reportIds.get(random.nextInt(reportIds.size()));
        }
        reportIds.add(UUID.randomUUID().toString());
        return reportIds.getLast();
    }

    /** @return null where it was refused, because what it speaks of is gone or does not fit */
    private @Nullable JsonNode command(String method, String path, @Nullable String body) {
        Answer answer = core.admin(method, path, body);
        if (answer.status() >= 500) {
            throw new AssertionError(method + " " + path + " answered " + answer);
        }
        if (answer.status() >= 400) {
            return null;
        }
        answered.add(new Answered(method, path, answer.body()));
        return answer.body();
    }

    private long any(List<Long> of) {
        return of.isEmpty() ? Long.MAX_VALUE : of.get(random.nextInt(of.size()));
    }

    private String newName() {
        return "n" + names++ + "-" + random.nextInt(1_000);
    }

    /** Everything is read, judged and published, and every node that ever spoke is silent. */
    public static boolean isAtRest(JdbcClient jdbc, String bootstrapServers) {
        // No transaction writes these topics, so their offsets count their records.
        long reports = Stream.of(Topics.HEARTBEATS, Topics.ERRORS, Topics.CONFIG_APPLIED)
                .mapToLong(
                        topic -> TopicContent.of(bootstrapServers, topic.name()).size())
                .sum();
        return jdbc.sql("""
                select not exists (select from control.outbox)
                   and (select coalesce(sum(next_offset), 0) from control.projection_positions
                        where projection = 'node-status') = ?
                   and not exists (
                       select from control.node_status s join control.nodes n on n.id = s.node_id
                       where s.last_seen_at is not null
                         and (s.silent_since is null or s.silent_since < s.last_seen_at))
                   and not exists (
                       select from control.subscriptions where status = 'active' and expires_at < now() + interval '5 s')
                """).param(reports).query(Boolean.class).single();
    }
}
