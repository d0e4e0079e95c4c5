package io.nodecore.control.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nodecore.configservice.RunningControl;
import io.nodecore.journal.Multipliers;
import io.nodecore.schemas.Topics;
import io.nodecore.schemas.control.NodeMultipliers;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Multipliers as admins set them and as gateways hear of them. */
class MultiplierIT {

    private final RunningControl control = RunningControl.get();
    private final long node = control.newNode().getNodeId();
    private final String path = "/admin/nodes/" + node;
    private final JsonNode protocols =
            control.expect(200, "PUT", path + "/services", """
                    {"xray": {"inbounds": [{"tag": "a", "port": 443, "protocol": "vless"},
                                           {"tag": "b", "port": 444, "protocol": "trojan"}]}}
                    """).get("protocols");
    private final long first = protocols.get(0).get("id").longValue();

    @Test
    void a_node_and_its_protocols_have_exact_multipliers_that_gateways_hear_of() throws Exception {
        assertThat(control.get(path).body().get("multiplier").decimalValue()).isEqualByComparingTo("1");

        JsonNode changed = control.expect(200, "PATCH", path, "{\"multiplier\": 0.1}");
        assertThat(changed.get("multiplier").decimalValue()).isEqualByComparingTo("0.1");
        control.expect(200, "PATCH", path + "/protocols/" + first, "{\"multiplier\": \"1.25\"}");

        JsonNode listed = control.get(path + "/protocols").body().get("protocols");
        assertThat(listed.get(0).get("multiplier").decimalValue()).isEqualByComparingTo("1.25");
        assertThat(listed.get(1).get("multiplier").isNull()).isTrue();
        await().untilAsserted(() -> assertThat(announced()).isEqualTo(Multipliers.parse("0.1;" + first + "=1.25")));

        // An inbound that stays keeps its multiplier.
        control.expect(200, "PUT", path + "/services", """
                {"xray": {"inbounds": [{"tag": "a", "port": 8443, "protocol": "vless"}]}}
                """);
        assertThat(control.get(path + "/protocols")
                        .body()
                        .at("/protocols/0/multiplier")
                        .decimalValue())
                .isEqualByComparingTo("1.25");

        control.expect(200, "PATCH", path, "{\"multiplier\": 1}");
        control.expect(200, "PATCH", path + "/protocols/" + first, "{\"multiplier\": null}");
        await().untilAsserted(() -> assertThat(records().getLast().value()).isNull());
    }

    @Test
    void a_change_of_the_profile_leaves_the_multiplier_and_a_deleted_node_has_none() {
        control.expect(200, "PATCH", path + "/protocols/" + first, "{\"multiplier\": 2}");
        control.expect(200, "PATCH", path, "{\"region\": \"us\"}");
        assertThat(control.get(path + "/protocols")
                        .body()
                        .at("/protocols/0/multiplier")
                        .decimalValue())
                .isEqualByComparingTo("2");

        control.expect(204, "DELETE", path, null);
        await().untilAsserted(() -> assertThat(records().getLast().value()).isNull());
    }

    @Test
    void what_is_no_multiplier_is_refused_and_nothing_changes() {
        for (String wrong : List.of("-0.1", "1000.5", "0.00001", "\"much\"", "true", "{}")) {
            JsonNode refusal = control.expect(400, "PATCH", path, "{\"region\": \"x\", \"multiplier\": " + wrong + "}");
            assertThat(refusal.at("/violations/0/field").stringValue())
                    .as(wrong)
                    .isEqualTo("multiplier");
        }
        assertThat(control.get(path).body().get("region").stringValue()).isEqualTo("eu-west");
        assertThat(control.admin("PATCH", path + "/protocols/999999999", "{\"multiplier\": 2}")
                        .status())
                .isEqualTo(404);
    }

    private Multipliers announced() throws Exception {
        return Multipliers.of(NodeMultipliers.parseFrom(records().getLast().value()));
    }

    private List<ConsumerRecord<String, byte[]>> records() {
        return control.records(Topics.CONTROL_MULTIPLIERS, Long.toString(node));
    }
}
