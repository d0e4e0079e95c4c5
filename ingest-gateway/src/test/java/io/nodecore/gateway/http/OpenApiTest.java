package io.nodecore.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import io.nodecore.gateway.kit.HttpAgent;
import io.nodecore.proto.ConfirmConfigAppliedRequest;
import io.nodecore.proto.HeartbeatRequest;
import io.nodecore.proto.OnlineIp;
import io.nodecore.proto.OnlineUser;
import io.nodecore.proto.OutboundUsageItem;
import io.nodecore.proto.ReportErrorRequest;
import io.nodecore.proto.ReportNodeStatsRequest;
import io.nodecore.proto.ReportOnlineUsersRequest;
import io.nodecore.proto.ReportOutboundUsageRequest;
import io.nodecore.proto.ReportSessionEventsRequest;
import io.nodecore.proto.ReportUsageRequest;
import io.nodecore.proto.SessionEvent;
import io.nodecore.proto.SystemStats;
import io.nodecore.proto.UsageEntry;
import io.nodecore.proto.XrayStats;
import io.nodecore.proto.control.RegisterNodeRequest;
import java.io.IOException;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OpenApiTest {

    private static final Map<String, Descriptor> SCHEMAS = Map.ofEntries(
            Map.entry("Registration", RegisterNodeRequest.getDescriptor()),
            Map.entry("Heartbeat", HeartbeatRequest.getDescriptor()),
            Map.entry("Usage", ReportUsageRequest.getDescriptor()),
            Map.entry("UsageEntry", UsageEntry.getDescriptor()),
            Map.entry("OutboundUsage", ReportOutboundUsageRequest.getDescriptor()),
            Map.entry("OutboundUsageItem", OutboundUsageItem.getDescriptor()),
            Map.entry("SessionEvents", ReportSessionEventsRequest.getDescriptor()),
            Map.entry("SessionEvent", SessionEvent.getDescriptor()),
            Map.entry("ConfigApplied", ConfirmConfigAppliedRequest.getDescriptor()),
            Map.entry("NodeError", ReportErrorRequest.getDescriptor()),
            Map.entry("Stats", ReportNodeStatsRequest.getDescriptor()),
            Map.entry("SystemStats", SystemStats.getDescriptor()),
            Map.entry("XrayStats", XrayStats.getDescriptor()),
            Map.entry("OnlineUsers", ReportOnlineUsersRequest.getDescriptor()),
            Map.entry("OnlineUser", OnlineUser.getDescriptor()),
            Map.entry("OnlineIp", OnlineIp.getDescriptor()));

    @Test
    void every_request_is_described_field_by_field() throws IOException {
        JsonNode schemas = HttpAgent.JSON
                .readTree(OpenApiHttp.DOCUMENT.getContentAsByteArray())
                .at("/components/schemas");
        SCHEMAS.forEach((name, message) -> {
            var described = new TreeSet<>(schemas.get(name).get("properties").propertyNames());
            var required = new TreeSet<String>();
            schemas.get(name).path("required").forEach(field -> required.add(field.asString()));
            var fields = new TreeSet<String>();
            var neededFields = new TreeSet<String>();
            RequestShape.of(message).fields().forEach(field -> {
                fields.add(field.name());
                if (field.required()) {
                    neededFields.add(field.name());
                }
            });
            assertThat(described).as(name).isEqualTo(fields);
            assertThat(required).as(name).isEqualTo(neededFields);
        });
    }
}
