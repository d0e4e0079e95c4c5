package io.nodecore.nodeconfig.template;

import io.nodecore.nodeconfig.CanonicalJson;
import io.nodecore.nodeconfig.ServiceTemplates;
import io.nodecore.nodeconfig.xray.InboundRules;
import io.nodecore.nodeconfig.xray.XrayRules;
import io.nodecore.nodeconfig.xray.reading.Findings;
import io.nodecore.nodeconfig.xray.reading.TemplatePart;
import io.nodecore.nodeconfig.xray.reading.XrayShape;
import io.nodecore.nodeconfig.xray.reading.XrayVersion;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The rules of service templates. A template with which Xray or telemt would not start is refused, with every reason. */
public final class TemplateRules {

    /** The lifecycle fact carries the templates in one record. */
    private static final int LONGEST_JSON = 512 * 1024;

    private static final int MOST_INBOUNDS = 500;

    private static final String XRAY_VERSION = "xrayVersion";

    private final Findings findings;
    private final InboundRules inbounds = new InboundRules();

    private TemplateRules(XrayVersion release) {
        this.findings = new Findings(release);
    }

    /** @throws io.nodecore.admin.failure.FailureException naming everything that is wrong */
    public static CheckedTemplates check(@Nullable JsonNode body) {
        var rules = new TemplateRules(release(body));
        ServiceTemplates templates = rules.templates(body);
        Renames renames = body instanceof ObjectNode object
                ? Renames.of(new TemplatePart(object, "", rules.findings))
                : Renames.NONE;
        rules.findings.throwIfRefused();
        return new CheckedTemplates(templates, rules.inbounds.found(), renames, rules.findings.warnings());
    }

    /** The newest release that these rules know, unless the body names the node's release. */
    private static XrayVersion release(@Nullable JsonNode body) {
        String given = body == null ? "" : body.path(XRAY_VERSION).asString("");
        return XrayVersion.parse(given).orElse(XrayVersion.NEWEST);
    }

    private ServiceTemplates templates(@Nullable JsonNode body) {
        if (!(body instanceof ObjectNode object)) {
            findings.refuse("", "must be an object {xray?, mtproto?}");
            return ServiceTemplates.NONE;
        }
        var given = new TemplatePart(object, "", findings);
        ObjectNode templates = CanonicalJson.json.createObjectNode();
        given.part("xray").ifPresent(xray -> templates.set("xray", xray(xray)));
        given.part("mtproto").ifPresent(mtproto -> templates.set("mtproto", mtproto(mtproto)));
        String release = given.text(XRAY_VERSION);
        if (!release.isEmpty()) {
            templates.put(XRAY_VERSION, release);
            if (XrayVersion.parse(release).isEmpty()) {
                given.refuse(XRAY_VERSION, "must be a release of Xray such as 26.7.28, got '" + release + "'");
            }
        }
        if (inbounds.count() > MOST_INBOUNDS) {
            findings.refuse("", "must have " + MOST_INBOUNDS + " inbounds at most, got " + inbounds.count());
        }
        String text = CanonicalJson.text(templates);
        if (text.length() > LONGEST_JSON) {
            findings.refuse("", "must have " + LONGEST_JSON + " characters at most, got " + text.length());
        }
        if (text.contains("\\u0000")) {
            findings.refuse("", "must not contain the character U+0000");
        }
        return new ServiceTemplates(text);
    }

    /** Members without a rule are kept unchanged. */
    private ObjectNode xray(TemplatePart given) {
        ObjectNode xray = XrayShape.named(given);
        XrayRules.check(new TemplatePart(xray, given.field(), findings), inbounds);
        listed(xray, "inbounds");
        listed(xray, "outbounds");
        if (!xray.path("routing").isObject()) {
            xray.putObject("routing");
        }
        return xray;
    }

    private ObjectNode mtproto(TemplatePart given) {
        given.parts("inbounds").forEach(inbounds::mtproto);
        ObjectNode mtproto = given.json().deepCopy();
        listed(mtproto, "inbounds");
        return mtproto;
    }

    private static void listed(ObjectNode service, String name) {
        if (!(service.get(name) instanceof ArrayNode)) {
            service.putArray(name);
        }
    }
}
