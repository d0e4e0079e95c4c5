package io.nodecore.control.config.template;

import io.nodecore.admin.failure.Violations;
import io.nodecore.control.config.generator.CanonicalJson;
import io.nodecore.control.fact.ServiceTemplates;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What service templates may be. What Xray or telemt would refuse to start with is refused here, with every reason. */
public final class TemplateRules {

    /** The lifecycle fact carries the templates in one record. */
    private static final int LONGEST_JSON = 512 * 1024;

    private static final int MOST_INBOUNDS = 500;

    private static final Set<String> OUTBOUND_PROTOCOLS = Set.of(
            "freedom",
            "direct",
            "blackhole",
            "block",
            "dns",
            "loopback",
            "vless",
            "vmess",
            "trojan",
            "shadowsocks",
            "hysteria",
            "wireguard",
            "masque",
            "socks",
            "http");

    private final Violations violations = new Violations();
    private final InboundRules inbounds = new InboundRules();

    private TemplateRules() {}

    /** @throws io.nodecore.admin.failure.FailureException naming everything that is wrong */
    public static CheckedTemplates check(@Nullable JsonNode body) {
        var rules = new TemplateRules();
        ServiceTemplates templates = rules.templates(body);
        rules.violations.refuseIfAny();
        return new CheckedTemplates(templates, rules.inbounds.found());
    }

    private ServiceTemplates templates(@Nullable JsonNode body) {
        if (!(body instanceof ObjectNode object)) {
            violations.add("", "must be an object {xray?, mtproto?}");
            return ServiceTemplates.NONE;
        }
        var given = new TemplatePart(object, "", violations);
        ObjectNode templates = CanonicalJson.json.createObjectNode();
        given.part("xray").ifPresent(xray -> templates.set("xray", xray(xray)));
        given.part("mtproto").ifPresent(mtproto -> templates.set("mtproto", mtproto(mtproto)));
        if (inbounds.count() > MOST_INBOUNDS) {
            violations.add("", "must have " + MOST_INBOUNDS + " inbounds at most, got " + inbounds.count());
        }
        String text = CanonicalJson.text(templates);
        if (text.length() > LONGEST_JSON) {
            violations.add("", "must have " + LONGEST_JSON + " characters at most, got " + text.length());
        }
        if (text.contains("\\u0000")) {
            violations.add("", "must not contain the character U+0000");
        }
        return new ServiceTemplates(text);
    }

    /** The members of Xray's own format that we do not know pass through. */
    private ObjectNode xray(TemplatePart given) {
        given.parts("inbounds").forEach(inbounds::xray);
        outbounds(given);
        given.part("routing").ifPresent(RoutingRules::check);
        PolicyRules.check(given);
        if (given.json().path("transport").size() > 0) {
            given.refuse("transport", "is no longer known to Xray, use streamSettings of the inbounds and outbounds");
        }
        ObjectNode xray = given.json().deepCopy();
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

    private static void outbounds(TemplatePart xray) {
        Set<String> tags = new HashSet<>();
        for (TemplatePart outbound : xray.parts("outbounds")) {
            String tag = outbound.text("tag");
            if (!tag.isEmpty() && !tags.add(tag)) {
                outbound.refuse("tag", "'" + tag + "' is the tag of another outbound");
            }
            String protocol = outbound.text("protocol");
            if (!OUTBOUND_PROTOCOLS.contains(protocol.toLowerCase(Locale.ROOT))) {
                outbound.refuse("protocol", "is none of Xray's outbounds, got '" + protocol + "'");
            }
        }
    }
}
