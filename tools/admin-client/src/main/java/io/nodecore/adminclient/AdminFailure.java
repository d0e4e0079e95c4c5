package io.nodecore.adminclient;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.ClientHttpResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The admin API or the node edge refused a request. The message is the problem's detail, with each violation. */
public final class AdminFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int NOT_FOUND = 404;

    private final int status;
    private final @Nullable String reason;

    AdminFailure(int status, @Nullable String reason, String message) {
        super(message);
        this.status = status;
        this.reason = reason;
    }

    static AdminFailure of(ClientHttpResponse response) throws IOException {
        int status = response.getStatusCode().value();
        JsonNode problem = problem(new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8));
        var message = new StringBuilder(problem.path("detail").asString(meaningOf(status)));
        for (JsonNode violation : problem.path("violations")) {
            message.append("\n  ")
                    .append(violation.path("field").asString())
                    .append(": ")
                    .append(violation.path("message").asString());
        }
        JsonNode reason = problem.path("reason");
        return new AdminFailure(status, reason.isString() ? reason.stringValue() : null, message.toString());
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The stable word of the problem document; null if the answer has none. */
    public @Nullable String reason() {
        return reason;
    }

    public boolean isUnknown() {
        return status == NOT_FOUND;
    }

    private static String meaningOf(int status) {
        return switch (status) {
            case 401 -> "the token is not valid (401)";
            case 404, 405 -> "this Core does not have the route (" + status + ")";
            default -> "the answer is HTTP " + status;
        };
    }

    private static JsonNode problem(String body) {
        try {
            return body.isBlank()
                    ? JsonMapper.shared().createObjectNode()
                    : JsonMapper.shared().readTree(body);
        } catch (JacksonException _) {
            return JsonMapper.shared().createObjectNode();
        }
    }
}
