package io.nodecore.control.config.template;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.nodecore.admin.failure.Violations;
import io.nodecore.control.config.revision.ConfigDifference;
import io.nodecore.control.config.revision.ConfigDifference.InboundLinks;
import io.nodecore.control.config.revision.PublishedRevision;
import io.nodecore.control.config.template.ConfigIntake.Preview;
import io.nodecore.control.config.template.ConfigIntake.ServicesAnswer;
import io.nodecore.nodeconfig.NodeProtocol;
import io.nodecore.nodeconfig.difference.JsonChange;
import io.nodecore.nodeconfig.template.TemplateBody;
import io.nodecore.nodeconfig.xray.reading.Findings.Warning;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The service templates of a node, and the configs that were generated from them. */
@RestController
final class ServicesHttp {

    /** @param id null for an inbound that a dry run would add */
    record ProtocolResource(@Nullable Long id, String tag, String protocol) {

        static List<ProtocolResource> of(List<NodeProtocol> protocols) {
            return protocols.stream()
                    .map(protocol -> new ProtocolResource(
                            protocol.id() > 0 ? protocol.id() : null,
                            protocol.tag(),
                            protocol.protocol().word()))
                    .toList();
        }
    }

    /** The answer to a PUT. */
    sealed interface PutAnswer {}

    /**
     * @param revision the latest after the change
     * @param warnings parts that Xray accepts and the admin may not have intended
     */
    record ServicesResource(long revision, List<ProtocolResource> protocols, List<Warning> warnings)
            implements PutAnswer {

        static ServicesResource of(ServicesAnswer answer) {
            return new ServicesResource(answer.revision(), ProtocolResource.of(answer.protocols()), answer.warnings());
        }
    }

    /**
     * The effect of a change; nothing has changed yet.
     *
     * @param revision the latest
     * @param difference from its config to the one after the change
     * @param linksKept how many links stay, by the tag after the change
     * @param linksLost how many links would end, by the tag before the change
     */
    record PreviewResource(
            boolean dryRun,
            long revision,
            List<ProtocolResource> protocols,
            PreviewDifference difference,
            Map<String, Long> linksKept,
            Map<String, Long> linksLost,
            List<Warning> warnings)
            implements PutAnswer {}

    /** @param lines the whole difference as text for people */
    record PreviewDifference(String summary, List<InboundLinks> links, List<JsonChange> changes, List<String> lines) {

        static PreviewDifference of(ConfigDifference difference) {
            return new PreviewDifference(
                    difference.summary(), difference.links(), difference.changes(), difference.lines());
        }
    }

    record RestoreWish(@Nullable Long revision) {}

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

    @PutMapping(
            path = "/admin/nodes/{id}/services",
            consumes = {"application/json", "application/*+json"})
    @Operation(
            summary = "The service templates of a node",
            description =
                    "What Xray would refuse to start with is refused, each violation with its path. With dryRun, the"
                            + " answer is what would change. A change that would delete links is refused with 409"
                            + " would-remove-links unless removeLinks is true; renames {oldTag: newTag} keeps id and links.")
    PutAnswer put(
            @PathVariable long id,
            @RequestParam(defaultValue = "false") boolean dryRun,
            @RequestParam(defaultValue = "false") boolean removeLinks,
            @io.swagger.v3.oas.annotations.parameters.RequestBody(content = @Content(schema = @Schema(type = "object")))
                    @RequestBody
                    byte[] body) {
        JsonNode services = TemplateBody.read(body);
        if (!dryRun) {
            return ServicesResource.of(configs.putServices(id, services, removeLinks));
        }
        Preview preview = configs.preview(id, services);
        return new PreviewResource(
                true,
                preview.revision(),
                ProtocolResource.of(preview.change().protocols()),
                PreviewDifference.of(preview.difference()),
                preview.change().keptLinks(),
                preview.change().lostLinks(),
                preview.warnings());
    }

    @GetMapping(path = "/admin/nodes/{id}/services", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "The service templates that were put last, without the clients of links",
            responses = @ApiResponse(content = @Content(schema = @Schema(type = "object"))))
    String services(@PathVariable long id) {
        return configs.templates(id).json();
    }

    @PostMapping("/admin/nodes/{id}/config/restore")
    @Operation(summary = "Publishes the services of an older revision again as a new revision, with the links of today")
    ServicesResource restore(
            @PathVariable long id,
            @RequestParam(defaultValue = "false") boolean removeLinks,
            @RequestBody RestoreWish wish) {
        var violations = new Violations();
        long revision = violations.number("revision", wish.revision(), 0, Long.MAX_VALUE);
        violations.refuseIfAny();
        return ServicesResource.of(configs.restore(id, revision, removeLinks));
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
