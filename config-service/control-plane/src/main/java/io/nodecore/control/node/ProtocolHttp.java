package io.nodecore.control.node;

import io.nodecore.admin.failure.Failure;
import io.nodecore.admin.failure.FailureException;
import io.nodecore.admin.failure.Violations;
import io.nodecore.journal.Multipliers;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The inbounds of a node, and how much their bytes count against limits. */
@RestController
final class ProtocolHttp {

    /**
     * An inbound.
     *
     * @param multiplier its own; null if that of the node applies
     */
    record ProtocolResource(
            long id, String tag, String protocol, @Nullable BigDecimal multiplier) {}

    record ProtocolList(List<ProtocolResource> protocols) {}

    private final MultiplierIntake intake;

    ProtocolHttp(MultiplierIntake intake) {
        this.intake = intake;
    }

    @GetMapping("/admin/nodes/{id}/protocols")
    ProtocolList list(@PathVariable long id) {
        Multipliers multipliers = intake.of(id);
        return new ProtocolList(intake.protocols(id).stream()
                .map(protocol -> new ProtocolResource(
                        protocol.id(),
                        protocol.tag(),
                        protocol.protocol().word(),
                        multipliers.ofProtocols().get(protocol.id())))
                .toList());
    }

    @PatchMapping("/admin/nodes/{id}/protocols/{protocolId}")
    ProtocolResource change(@PathVariable long id, @PathVariable long protocolId, @RequestBody JsonNode patch) {
        JsonNode multiplier = patch.get("multiplier");
        if (multiplier == null) {
            throw Violations.refuse("multiplier", "is required");
        }
        intake.ofProtocol(id, protocolId, MultiplierRules.optional(multiplier));
        return list(id).protocols().stream()
                .filter(protocol -> protocol.id() == protocolId)
                .findFirst()
                .orElseThrow(
                        () -> new FailureException(new Failure.Unknown("node protocol", Long.toString(protocolId))));
    }
}
