package io.nodecore.control.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.configservice.RunningControl;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A link as clients can use it. */
class LinkIT {

    private static final String PRIVATE = "-CjA4vGj8BsJk-Y9xYH0ms_g9VgXQlMoIaFdm459nkc";
    private static final String PUBLIC = "_KMcFRMLDc4WxF7xuGR088Sxgw4c1TrIs3CY553-_kg";

    private final RunningControl control = RunningControl.get();
    private final String node = "/admin/nodes/" + control.newNode().getNodeId();

    @Test
    void a_link_answers_its_uri_and_connection_when_it_is_created_and_listed() {
        control.expect(200, "PATCH", node, "{\"domain\": \"node.example.com\"}");
        long protocol = control.expect(200, "PUT", node + "/services", """
                        {"xray": {"inbounds": [{"tag": "in", "port": 443, "protocol": "vless", "streamSettings": {
                            "security": "reality", "realitySettings": {"target": "www.example.com:443",
                            "serverNames": ["www.example.com"], "shortIds": ["01"], "privateKey": "%s"}}}]}}
                        """.formatted(PRIVATE))
                .at("/protocols/0/id")
                .longValue();
        String links = "/admin/subscriptions/" + control.newSubscription(control.newUser()) + "/links";

        JsonNode link = control.expect(201, "POST", links, "{\"nodeProtocolId\": %d}".formatted(protocol));

        assertThat(link.get("uri").stringValue())
                .startsWith("vless://" + link.get("uuid").stringValue() + "@node.example.com:443?")
                .contains("security=reality")
                .contains("pbk=" + PUBLIC)
                .contains("sid=01");
        assertThat(link.at("/connection/publicKey").stringValue()).isEqualTo(PUBLIC);
        assertThat(link.at("/connection/host").stringValue()).isEqualTo("node.example.com");
        assertThat(link.at("/connection/port").intValue()).isEqualTo(443);
        assertThat(link.at("/connection/protocol").stringValue()).isEqualTo("vless");
        assertThat(link.at("/connection/security").stringValue()).isEqualTo("reality");
        JsonNode listed = control.get(links).body();
        assertThat(listed.at("/links/0")).isEqualTo(link);
        assertThat(listed.toString()).doesNotContain(PRIVATE);
    }
}
