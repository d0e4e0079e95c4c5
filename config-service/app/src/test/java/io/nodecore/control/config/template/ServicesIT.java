package io.nodecore.control.config.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.configservice.RunningControl;
import io.nodecore.configservice.RunningControl.Answer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Changes of services that keep links, and those that would lose them. */
class ServicesIT {

    private final RunningControl control = RunningControl.get();
    private final long nodeId = control.newNode().getNodeId();
    private final String node = "/admin/nodes/" + nodeId;

    @Test
    void a_tag_that_is_misspelled_and_put_right_loses_no_link() {
        long protocol =
                put("", inbound("vless-in", "vless", 443)).at("/protocols/0/id").longValue();
        long subscription = control.newSubscription(control.newUser());
        String link = control.newLink(subscription, protocol);

        Answer refused = control.admin("PUT", node + "/services", inbound("vles-in", "vless", 443));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body().get("reason").stringValue()).isEqualTo("would-remove-links");
        assertThat(refused.body().get("links").toString()).isEqualTo("{\"vless-in\":1}");
        assertThat(latest().get("revision").longValue()).isEqualTo(2);

        JsonNode renamed = put("", inbound("vles-in", "vless", 443, "\"renames\": {\"vless-in\": \"vles-in\"}"));
        assertThat(renamed.at("/protocols/0/id").longValue()).isEqualTo(protocol);
        JsonNode right = put("", inbound("vless-in", "vless", 443, "\"renames\": {\"vles-in\": \"vless-in\"}"));
        assertThat(right.at("/protocols/0/id").longValue()).isEqualTo(protocol);
        assertThat(latest().at("/services/xray/inbounds/0/settings/clients/0/id")
                        .stringValue())
                .isEqualTo(link);

        put("?removeLinks=true", "{}");
        assertThat(control.get("/admin/subscriptions/" + subscription + "/links")
                        .body()
                        .get("links")
                        .size())
                .isZero();
    }

    @Test
    void a_dry_run_answers_what_would_change_and_changes_nothing() {
        long protocol =
                put("", inbound("in", "vless", 443)).at("/protocols/0/id").longValue();
        control.newLink(control.newSubscription(control.newUser()), protocol);

        JsonNode other = put("?dryRun=true", inbound("other", "trojan", 444));
        assertThat(other.get("dryRun").booleanValue()).isTrue();
        assertThat(other.get("linksLost").toString()).isEqualTo("{\"in\":1}");
        assertThat(other.get("linksKept").toString()).isEqualTo("{}");
        assertThat(other.at("/protocols/0/id").isNull()).isTrue();
        assertThat(other.at("/difference/summary").stringValue()).startsWith("links: 0 added, 1 removed");

        JsonNode kept = put("?dryRun=true", inbound("in", "vless", 8443));
        assertThat(kept.get("linksKept").toString()).isEqualTo("{\"in\":1}");
        assertThat(kept.at("/difference/changes/0/path").stringValue()).isEqualTo("/xray/inbounds/in/port");
        assertThat(kept.get("revision").longValue()).isEqualTo(2);
        assertThat(latest().get("revision").longValue()).isEqualTo(2);
        assertThat(latest().at("/services/xray/inbounds/0/port").intValue()).isEqualTo(443);
    }

    @Test
    void two_inbounds_exchange_their_tags_with_their_links() {
        String both = "{\"xray\": {\"inbounds\": [{\"tag\": \"%s\", \"port\": 443, \"protocol\": \"vless\"},"
                + " {\"tag\": \"%s\", \"port\": 444, \"protocol\": \"trojan\"}]}%s}";
        JsonNode before = put("", both.formatted("a", "b", ""));
        control.newLink(
                control.newSubscription(control.newUser()),
                before.at("/protocols/0/id").longValue());

        JsonNode after = put("", both.formatted("b", "a", ", \"renames\": {\"a\": \"b\", \"b\": \"a\"}"));

        assertThat(after.at("/protocols/0/id")).isEqualTo(before.at("/protocols/0/id"));
        assertThat(after.at("/protocols/0/tag").stringValue()).isEqualTo("b");
        assertThat(latest().at("/services/xray/inbounds/0/settings/clients").size())
                .isEqualTo(1);
    }

    @Test
    void an_older_content_is_published_again_as_a_new_revision() {
        long protocol =
                put("", inbound("in", "vless", 443)).at("/protocols/0/id").longValue();
        String link = control.newLink(control.newSubscription(control.newUser()), protocol);
        JsonNode older = latest();
        put("", inbound("renamed", "trojan", 8443, "\"renames\": {\"in\": \"renamed\"}"));

        JsonNode restored = control.expect(200, "POST", node + "/config/restore", "{\"revision\": 2}");

        assertThat(restored.get("revision").longValue()).isEqualTo(4);
        assertThat(restored.at("/protocols/0/id").longValue()).isEqualTo(protocol);
        JsonNode config = latest();
        assertThat(config.get("services")).isEqualTo(older.get("services"));
        assertThat(config.get("clientMap")).isEqualTo(older.get("clientMap"));
        assertThat(config.get("clientMap").has(link)).isTrue();
        assertThat(config.get("cause").stringValue()).isEqualTo("revision 2 restored");
        assertThat(control.admin("POST", node + "/config/restore", "{\"revision\": 99}")
                        .status())
                .isEqualTo(404);
        assertThat(control.admin("POST", node + "/config/restore", "{}").status())
                .isEqualTo(400);
        assertThat(control.admin("POST", node + "/config/restore", "{\"revision\": 0}")
                        .status())
                .isEqualTo(409);
    }

    @Test
    void a_changed_protocol_or_method_keeps_map_and_clients_consistent() {
        long protocol =
                put("", inbound("in", "shadowsocks", 443)).at("/protocols/0/id").longValue();
        String link = control.newLink(control.newSubscription(control.newUser()), protocol);

        put("", inbound("in", "shadowsocks\", \"settings\": {\"method\": \"aes-256-gcm\"}, \"x\": \"", 443));
        assertThat(latest().at("/services/xray/inbounds/0/settings/clients/0/method")
                        .stringValue())
                .isEqualTo("aes-256-gcm");
        put("", "{\"mtproto\": {\"inbounds\": [{\"tag\": \"in\", \"port\": 443}]}}");
        JsonNode config = latest();
        assertThat(config.get("clientMap").size()).isZero();
        assertThat(config.get("mtprotoClientMap").has(link)).isTrue();
        assertThat(config.at("/services/mtproto/inbounds/0/settings/users/0/username")
                        .stringValue())
                .isEqualTo(link);
        Answer wireguard = control.admin(
                "PUT",
                node + "/services",
                inbound(
                        "in",
                        "wireguard\", \"settings\": {\"secretKey\": \"MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=\"}, \"x\": \"",
                        443));
        assertThat(wireguard.status()).isEqualTo(409);
    }

    @Test
    void a_member_that_is_written_twice_is_refused_and_switched_off_counters_are_warned_of() {
        Answer twice = control.admin("PUT", node + "/services", "{\"xray\": {\"log\": {}, \"log\": {}}}");
        assertThat(twice.status()).isEqualTo(400);
        assertThat(twice.body().at("/violations/0/field").stringValue()).isEqualTo("xray.log");

        JsonNode warned = put("", "{\"xray\": {\"policy\": {\"system\": {\"statsOutboundUplink\": false}}}}");
        assertThat(warned.get("warnings").findValuesAsString("field"))
                .containsExactly("xray.policy.system.statsOutboundUplink");
        assertThat(control.send(
                                "PUT",
                                node + "/services",
                                "{}",
                                "Authorization",
                                "Bearer " + RunningControl.TOKEN,
                                "Content-Type",
                                "text/plain")
                        .status())
                .isEqualTo(415);
    }

    @Test
    void a_bridge_of_the_template_stays_beside_the_links() {
        long protocol = put("", """
                {"xray": {"inbounds": [{"tag": "in", "port": 443, "protocol": "vless", "settings": {"clients": [
                    {"id": "4cb2831a-15b9-43b1-8ed3-8c96643d2ca7", "reverse": {"tag": "r-outbound"}}]}}]}}
                """).at("/protocols/0/id").longValue();
        control.newLink(control.newSubscription(control.newUser()), protocol);

        JsonNode clients = latest().at("/services/xray/inbounds/0/settings/clients");

        assertThat(clients.size()).isEqualTo(2);
        assertThat(clients.get(0).at("/reverse/tag").stringValue()).isEqualTo("r-outbound");
        assertThat(control.get(node + "/config/diff?from=1&to=2")
                        .body()
                        .at("/links/0/added")
                        .intValue())
                .isEqualTo(1);
    }

    private static String inbound(String tag, String protocol, int port, String... more) {
        return "{\"xray\": {\"inbounds\": [{\"tag\": \"%s\", \"port\": %d, \"protocol\": \"%s\"}]}%s}"
                .formatted(tag, port, protocol, more.length == 0 ? "" : ", " + more[0]);
    }

    private JsonNode put(String query, String body) {
        return control.expect(200, "PUT", node + "/services" + query, body);
    }

    private JsonNode latest() {
        return control.expect(200, "GET", node + "/config", null);
    }
}
