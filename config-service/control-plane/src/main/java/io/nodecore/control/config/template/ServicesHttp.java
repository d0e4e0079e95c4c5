package io.nodecore.control.config.template;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.nodecore.control.config.revision.PublishedRevision;
import io.nodecore.control.config.template.ConfigIntake.ChangedServices;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The service templates of a node, and the configs that came of them. */
@RestController
final class ServicesHttp {

    record ProtocolResource(long id, String tag, String protocol) {}

    /** @param revision the latest after the change */
    record ServicesResource(long revision, List<ProtocolResource> protocols) {}

    /**
     * A NodeConfig.
     *
     * @param cause why it was published, null for revision 0
     */
    record ConfigResource(
            long revision,
            @JsonRawValue @Schema(type = "object") String clientMap,
            @JsonRawValue @Schema(type = "object") String mtprotoClientMap,
            @JsonRawValue @Schema(type = "object") String services,
            @Nullable String cause,
            @Nullable Instant publishedAt) {}

    private final ConfigIntake configs;

    ServicesHttp(ConfigIntake configs) {
        this.configs = configs;
    }

    @PutMapping("/admin/nodes/{id}/services")
    ServicesResource put(@PathVariable long id, @RequestBody JsonNode templates) {
        ChangedServices changed = configs.putServices(id, templates);
        return new ServicesResource(
                changed.revision(),
                changed.protocols().stream()
                        .map(protocol -> new ProtocolResource(
                                protocol.id(),
                                protocol.tag(),
                                protocol.protocol().word()))
                        .toList());
    }

    @GetMapping("/admin/nodes/{id}/config")
    ConfigResource config(@PathVariable long id, @RequestParam(required = false) @Nullable Long revision) {
        PublishedRevision found = revision == null ? configs.latest(id) : configs.revision(id, revision);
        return new ConfigResource(
                found.revision(),
                found.content().clientMap(),
                found.content().mtprotoClientMap(),
                found.content().services(),
                found.cause(),
                found.publishedAt());
    }
}
