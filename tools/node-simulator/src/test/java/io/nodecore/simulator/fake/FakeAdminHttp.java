package io.nodecore.simulator.fake;

import static io.nodecore.simulator.fake.FakeNodeHttp.answer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The admin routes of the fake Core, in the contract's shapes. */
final class FakeAdminHttp implements HttpHandler {

    private final FakeControl control;

    FakeAdminHttp(FakeControl control) {
        this.control = control;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        if (!("Bearer " + FakeCore.ADMIN_TOKEN).equals(authorization)) {
            answer(exchange, 401, "{}");
            return;
        }
        String[] path =
                exchange.getRequestURI().getPath().substring("/admin/".length()).split("/", -1);
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        JsonNode json = JsonMapper.shared().readTree(body.isEmpty() ? "{}" : body);
        String route = exchange.getRequestMethod() + " " + path[0] + (path.length > 2 ? "/" + path[2] : "");
        switch (route) {
            case "POST registration-codes" -> answer(exchange, 201, "{\"code\": \"%s\"}".formatted(control.newCode()));
            case "PATCH nodes" -> {
                control.move(Long.parseLong(path[1]), json.path("port").asInt());
                answer(exchange, 200, "{}");
            }
            case "PUT nodes/services" ->
                answer(
                        exchange,
                        200,
                        control.putServices(Long.parseLong(path[1]), json).toString());
            case "GET users" -> answer(exchange, control.hasUser(Long.parseLong(path[1])) ? 200 : 404, "{}");
            case "POST users" -> answer(exchange, 201, "{\"id\": %d}".formatted(control.createUser()));
            case "POST subscriptions" ->
                answer(
                        exchange,
                        201,
                        "{\"id\": %d}"
                                .formatted(control.createSubscription(
                                        json.path("userId").asLong())));
            case "POST subscriptions/links" -> {
                String uuid = control.createLink(
                        Long.parseLong(path[1]), json.path("nodeProtocolId").asLong());
                answer(exchange, 201, "{\"uuid\": \"%s\"}".formatted(uuid));
            }
            default -> answer(exchange, 404, "{}");
        }
    }
}
