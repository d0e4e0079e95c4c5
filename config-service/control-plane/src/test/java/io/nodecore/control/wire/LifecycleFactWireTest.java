package io.nodecore.control.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodecore.admin.Sha256;
import io.nodecore.control.fact.NodeContent;
import io.nodecore.control.fact.NodeFact;
import io.nodecore.control.wire.LifecycleFactWire.StoredFact;
import io.nodecore.journal.Multipliers;
import io.nodecore.nodeconfig.NodeProfile;
import io.nodecore.nodeconfig.NodeProtocol;
import io.nodecore.nodeconfig.ServiceTemplates;
import io.nodecore.nodeconfig.VpnProtocol;
import io.nodecore.schemas.lifecycle.NodeLifecycleFact;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LifecycleFactWireTest {

    private static final long NODE = 7;
    private static final Sha256 KEY = Sha256.of("key");
    private static final Instant AT = Instant.parse("2026-11-23T10:00:00.123Z");

    static List<NodeFact> facts() {
        return List.of(
                new NodeFact.Registered(NODE, new NodeProfile("ams-1", "203.0.113.1", 8080, "eu", "a.example")),
                new NodeFact.Changed(NODE, new NodeProfile("ams-1", "2001:db8::1", 8080, "eu", null)),
                new NodeFact.Deleted(NODE),
                new NodeFact.KeyIssued(NODE, KEY),
                new NodeFact.KeyAnnounced(NODE, KEY),
                new NodeFact.KeyRetired(NODE, KEY, AT),
                new NodeFact.KeyRevoked(NODE, KEY),
                new NodeFact.ServicesChanged(
                        NODE,
                        new ServiceTemplates("{\"xray\":{}}"),
                        List.of(new NodeProtocol(3, NODE, "in", VpnProtocol.VLESS))),
                new NodeFact.MultipliersChanged(
                        NODE,
                        new Multipliers(new BigDecimal("0.5"), new TreeMap<>(Map.of(3L, new BigDecimal("1.25"))))),
                new NodeFact.RevisionPublished(NODE, 3, "why", NodeContent.EMPTY),
                new NodeFact.RevisionPublished(
                        NODE,
                        4,
                        "why",
                        new NodeContent("{\"a\":{\"userId\":1}}", "{}", "{\"x\":\",\\\"services\\\":{}\"}")),
                new NodeFact.WentOffline(NODE, AT));
    }

    @ParameterizedTest
    @MethodSource("facts")
    void what_was_written_is_read_as_the_same_fact(NodeFact fact) throws Exception {
        byte[] value = LifecycleWire.message(fact).toByteArray();

        assertThat(LifecycleFactWire.read(NODE, value)).isEqualTo(new StoredFact.Complete(fact));
    }

    @Test
    void every_kind_of_fact_is_among_them() {
        assertThat(facts().stream().map(Object::getClass).distinct())
                .hasSize(NodeFact.class.getPermittedSubclasses().length);
    }

    @Test
    void a_content_that_fits_into_no_record_is_told_by_its_digest() throws Exception {
        byte[] random = new byte[8 << 20];
        new Random(1).nextBytes(random);
        var content = new NodeContent("{}", "{}", "{\"x\":\"" + HexFormat.of().formatHex(random) + "\"}");
        byte[] value = LifecycleWire.message(new NodeFact.RevisionPublished(NODE, 3, "why", content))
                .toByteArray();

        assertThat(LifecycleFactWire.read(NODE, value))
                .isEqualTo(new StoredFact.WithoutContent(NODE, 3, "why", Sha256.of(content.json())));
    }

    @Test
    void what_this_version_does_not_know_is_refused() {
        assertThatThrownBy(() -> LifecycleFactWire.read(
                        NODE, NodeLifecycleFact.getDefaultInstance().toByteArray()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> NodeContent.ofJson("{\"clientMap\":{}}")).isInstanceOf(IllegalArgumentException.class);
    }
}
