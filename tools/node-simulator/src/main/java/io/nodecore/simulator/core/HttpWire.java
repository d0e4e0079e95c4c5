package io.nodecore.simulator.core;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The HTTP form of a report: the route below {@code /node/}, and the JSON body. 64-bit numbers are text. */
final class HttpWire {

    private static final JsonFormat.Printer PRINTER =
            JsonFormat.printer().alwaysPrintFieldsWithNoPresence().omittingInsignificantWhitespace();

    private HttpWire() {}

    static String route(Report report) {
        return switch (report) {
            case Report.Heartbeat _ -> "heartbeat";
            case Report.Stats _ -> "stats";
            case Report.OnlineUsers _ -> "online-users";
            case Report.Usage _ -> "usage";
            case Report.OutboundUsage _ -> "outbound-usage";
            case Report.SessionEvents _ -> "session-events";
            case Report.ConfigApplied _ -> "config/applied";
            case Report.NodeError _ -> "error";
        };
    }

    static String body(Report report) {
        return switch (report) {
            case Report.Heartbeat(var _, var request) -> json(request).toString();
            case Report.Stats(var _, var request) -> json(request).toString();
            case Report.OnlineUsers(var _, var request) -> json(request).toString();
            case Report.Usage(var _, var request) -> json(request).toString();
            case Report.OutboundUsage(var _, var request) -> json(request).toString();
            case Report.SessionEvents(var _, var request) -> json(request).toString();
            case Report.ConfigApplied(var _, var request) -> json(request).toString();
            // The details are an object over HTTP and a text over gRPC.
            case Report.NodeError(var _, var request) -> {
                ObjectNode body = json(request);
                body.remove("detailsJson");
                if (request.hasDetailsJson()) {
                    body.set("details", JsonMapper.shared().readTree(request.getDetailsJson()));
                }
                yield body.toString();
            }
        };
    }

    private static ObjectNode json(Message request) {
        try {
            ObjectNode body = (ObjectNode) JsonMapper.shared().readTree(PRINTER.print(request));
            body.remove("authKey");
            return body;
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a report without Any fields can always be printed", e);
        }
    }
}
