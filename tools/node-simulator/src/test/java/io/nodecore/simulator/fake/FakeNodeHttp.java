package io.nodecore.simulator.fake;

import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.nodecore.proto.ConfirmConfigAppliedRequest;
import io.nodecore.proto.HeartbeatRequest;
import io.nodecore.proto.ReportErrorRequest;
import io.nodecore.proto.ReportNodeStatsRequest;
import io.nodecore.proto.ReportOnlineUsersRequest;
import io.nodecore.proto.ReportOutboundUsageRequest;
import io.nodecore.proto.ReportSessionEventsRequest;
import io.nodecore.proto.ReportUsageRequest;
import io.nodecore.simulator.core.Report;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The HTTP edge of the fake Core. */
final class FakeNodeHttp implements HttpHandler {

    private final FakeCore core;

    FakeNodeHttp(FakeCore core) {
        this.core = core;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String route = exchange.getRequestURI().getPath().substring("/node/".length());
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (route.equals("register")) {
            register(exchange, JsonMapper.shared().readTree(body));
            return;
        }
        FakeControl.Node node = core.control.byKey(exchange.getRequestHeaders().getFirst("x-node-auth-key"));
        if (node == null) {
            answer(exchange, 401, "{}");
        } else if (route.equals("config/latest")) {
            answer(exchange, 200, core.control.config(node.id).toString());
        } else {
            receive(exchange, node, report(route, exchange.getRequestHeaders().getFirst("Idempotency-Key"), body));
        }
    }

    private void register(HttpExchange exchange, JsonNode body) throws IOException {
        var node = core.control.register(
                body.path("code").asString(),
                body.path("name").asString(),
                body.path("port").asInt());
        if (node.isEmpty()) {
            answer(exchange, 409, "{}");
        } else {
            answer(exchange, 201, "{\"nodeId\": %d, \"authKey\": \"%s\"}".formatted(node.get().id, node.get().authKey));
        }
    }

    private void receive(HttpExchange exchange, FakeControl.Node node, Report report) throws IOException {
        boolean needSync = report instanceof Report.Heartbeat(var _, var request)
                && core.control.needsSync(node.id, request.getRevision());
        switch (core.receive(FakeCore.Transport.HTTP, node.id, report)) {
            case ANSWERED -> answer(exchange, 200, "{\"ok\": true, \"needSync\": " + needSync + "}");
            // Closing without an answer cuts the connection.
            case ANSWER_LOST -> exchange.close();
            case UNAVAILABLE -> answer(exchange, 503, "{}");
            case OVERLOADED -> answer(exchange, 429, "{}");
            case INVALID -> answer(exchange, 400, "{\"reason\": \"invalid-report\"}");
        }
    }

    private static Report report(String route, String id, String body) {
        return switch (route) {
            case "heartbeat" ->
                new Report.Heartbeat(
                        id, parse(body, HeartbeatRequest.newBuilder()).build());
            case "stats" ->
                new Report.Stats(
                        id, parse(body, ReportNodeStatsRequest.newBuilder()).build());
            case "online-users" ->
                new Report.OnlineUsers(
                        id, parse(body, ReportOnlineUsersRequest.newBuilder()).build());
            case "usage" ->
                new Report.Usage(
                        id, parse(body, ReportUsageRequest.newBuilder()).build());
            case "outbound-usage" ->
                new Report.OutboundUsage(
                        id, parse(body, ReportOutboundUsageRequest.newBuilder()).build());
            case "session-events" ->
                new Report.SessionEvents(
                        id, parse(body, ReportSessionEventsRequest.newBuilder()).build());
            case "config/applied" ->
                new Report.ConfigApplied(
                        id,
                        parse(body, ConfirmConfigAppliedRequest.newBuilder()).build());
            case "error" -> new Report.NodeError(id, error(body));
            default -> throw new IllegalArgumentException("no route " + route);
        };
    }

    private static ReportErrorRequest error(String body) {
        ObjectNode json = (ObjectNode) JsonMapper.shared().readTree(body);
        JsonNode details = json.remove("details");
        ReportErrorRequest.Builder request = parse(json.toString(), ReportErrorRequest.newBuilder());
        if (details != null) {
            request.setDetailsJson(details.toString());
        }
        return request.build();
    }

    private static <B extends Message.Builder> B parse(String body, B builder) {
        try {
            JsonFormat.parser().merge(body, builder);
            return builder;
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new IllegalArgumentException(body, e);
        }
    }

    static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
