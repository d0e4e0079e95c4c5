package io.nodecore.simulator.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.simulator.core.NodeConfig;
import io.nodecore.simulator.traffic.Link;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AgentLinksTest {

    private static final Map<String, Long> PROTOCOL_IDS = Map.of("vless-in", 3L, "trojan-in", 4L, "mtproto-in", 5L);

    @Test
    void a_link_has_its_user_from_the_client_map_and_its_protocol_from_the_inbound() {
        NodeConfig config = config("""
                {"a": {"userId": 42, "subscriptionId": 9}, "b": {"userId": 43, "subscriptionId": null}}""", """
                {"c": {"userId": 42, "subscriptionId": 9}}""", """
                {"xray": {"inbounds": [
                   {"tag": "vless-in", "protocol": "vless", "settings": {"clients": [{"id": "a", "email": "a"}]}},
                   {"tag": "trojan-in", "protocol": "trojan", "settings": {"clients": [{"password": "b", "email": "b"}]}}]},
                 "mtproto": {"inbounds": [{"tag": "mtproto-in", "settings": {"users": {"c": "00ff"}}}]}}""");

        assertThat(AgentLinks.in(config, PROTOCOL_IDS))
                .containsExactlyInAnyOrder(
                        new Link("a", 42, 9, 3, "vless"),
                        new Link("b", 43, 0, 4, "trojan"),
                        new Link("c", 42, 9, 5, "mtproto"));
    }

    @Test
    void a_client_without_a_user_or_of_an_unknown_inbound_is_not_a_link() {
        NodeConfig config = config("""
                {"a": {"userId": 42, "subscriptionId": 9}}""", "{}", """
                {"xray": {"inbounds": [
                   {"tag": "unknown", "protocol": "vless", "settings": {"clients": [{"id": "a"}]}},
                   {"tag": "vless-in", "protocol": "vless", "settings": {"clients": [{"id": "stranger"}]}}]}}""");

        assertThat(AgentLinks.in(config, PROTOCOL_IDS)).isEmpty();
    }

    @Test
    void an_empty_config_has_no_links() {
        assertThat(AgentLinks.in(config("{}", "{}", "{}"), PROTOCOL_IDS)).isEmpty();
    }

    private static NodeConfig config(String clientMap, String mtprotoClientMap, String services) {
        return new NodeConfig(1, json(clientMap), json(mtprotoClientMap), json(services));
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
