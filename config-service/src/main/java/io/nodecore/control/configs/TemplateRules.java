package io.nodecore.control.configs;

import io.nodecore.control.facts.ServiceTemplates;
import io.nodecore.control.facts.VpnProtocol;
import io.nodecore.control.failures.Violations;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What service templates may be. What Xray or telemt would refuse to start with is refused here, with every reason. */
final class TemplateRules {

    /** The lifecycle fact carries the templates in one record. */
    private static final int LONGEST_JSON = 512 * 1024;

    private static final int MOST_INBOUNDS = 500;
    private static final int LONGEST_TAG = 100;

    private final Violations violations = new Violations();
    private final List<Inbound> inbounds = new ArrayList<>();
    private final Set<String> tags = new HashSet<>();
    private final PortRules ports = new PortRules(violations);

    private TemplateRules() {}

    /** @throws io.nodecore.control.failures.FailureException naming everything that is wrong */
    static CheckedTemplates check(@Nullable JsonNode body) {
        var rules = new TemplateRules();
        ServiceTemplates templates = rules.templates(body);
        rules.violations.refuseIfAny();
        return new CheckedTemplates(templates, rules.inbounds);
    }

    private ServiceTemplates templates(@Nullable JsonNode body) {
        ObjectNode templates = CanonicalJson.json.createObjectNode();
        if (!(body instanceof ObjectNode given)) {
            violations.add("", "must be an object {xray?, mtproto?}");
            return ServiceTemplates.NONE;
        }
        part(given, "xray").ifPresent(xray -> templates.set("xray", xray(xray)));
        part(given, "mtproto").ifPresent(mtproto -> templates.set("mtproto", mtproto(mtproto)));
        if (inbounds.size() > MOST_INBOUNDS) {
            violations.add("", "must have " + MOST_INBOUNDS + " inbounds at most, got " + inbounds.size());
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
    private ObjectNode xray(ObjectNode given) {
        ObjectNode xray = given.deepCopy();
        xray.set("inbounds", inbounds(given, "xray"));
        xray.set("outbounds", outbounds(given));
        xray.set("routing", part(given, "routing", "xray.routing").orElseGet(CanonicalJson.json::createObjectNode));
        return xray;
    }

    private ObjectNode mtproto(ObjectNode given) {
        ObjectNode mtproto = given.deepCopy();
        mtproto.set("inbounds", inbounds(given, "mtproto"));
        return mtproto;
    }

    private ArrayNode inbounds(ObjectNode service, String serviceName) {
        ArrayNode given = list(service, "inbounds", serviceName + ".inbounds");
        for (int i = 0; i < given.size(); i++) {
            String field = serviceName + ".inbounds[" + i + "]";
            if (given.get(i) instanceof ObjectNode inbound) {
                inbound(inbound, field, serviceName.equals("mtproto"));
            } else {
                violations.add(field, "must be an object");
            }
        }
        return given;
    }

    private void inbound(ObjectNode inbound, String field, boolean isMtproto) {
        Optional<String> tag = tag(inbound, field);
        Optional<VpnProtocol> protocol = protocol(inbound, field, isMtproto);
        protocol.ifPresent(known -> ports.check(inbound, field, known));
        JsonNode settings = inbound.get("settings");
        if (settings != null && !settings.isNull() && !settings.isObject()) {
            violations.add(field + ".settings", "must be an object");
        }
        if (tag.isPresent() && protocol.isPresent()) {
            inbounds.add(new Inbound(tag.get(), protocol.get()));
        }
    }

    private Optional<String> tag(ObjectNode inbound, String field) {
        JsonNode given = inbound.get("tag");
        if (given == null || !given.isString() || given.stringValue().isBlank()) {
            violations.add(field + ".tag", "is required, a text that names the inbound");
            return Optional.empty();
        }
        String tag = given.stringValue();
        if (tag.length() > LONGEST_TAG) {
            violations.add(field + ".tag", "must have " + LONGEST_TAG + " characters at most, got " + tag.length());
            return Optional.empty();
        }
        if (!tags.add(tag)) {
            violations.add(field + ".tag", "'" + tag + "' is the tag of another inbound");
            return Optional.empty();
        }
        return Optional.of(tag);
    }

    private Optional<VpnProtocol> protocol(ObjectNode inbound, String field, boolean isMtproto) {
        JsonNode given = inbound.get("protocol");
        if (isMtproto && given == null) {
            return Optional.of(VpnProtocol.MTPROTO);
        }
        Optional<VpnProtocol> protocol = given != null && given.isString()
                ? VpnProtocol.of(given.stringValue()).filter(known -> (known == VpnProtocol.MTPROTO) == isMtproto)
                : Optional.empty();
        if (protocol.isEmpty()) {
            violations.add(
                    field + ".protocol",
                    (isMtproto
                                    ? "must be mtproto or absent"
                                    : "must be one of vless, vmess, trojan, shadowsocks, hysteria2, wireguard, socks,"
                                            + " http")
                            + (given == null ? ", is missing" : ", got " + given));
        }
        return protocol;
    }

    private ArrayNode outbounds(ObjectNode xray) {
        ArrayNode given = list(xray, "outbounds", "xray.outbounds");
        Set<String> outboundTags = new HashSet<>();
        for (int i = 0; i < given.size(); i++) {
            String field = "xray.outbounds[" + i + "]";
            if (!(given.get(i) instanceof ObjectNode outbound)) {
                violations.add(field, "must be an object");
                continue;
            }
            JsonNode tag = outbound.get("tag");
            if (tag != null && tag.isString() && !outboundTags.add(tag.stringValue())) {
                violations.add(field + ".tag", "'" + tag.stringValue() + "' is the tag of another outbound");
            }
        }
        return given;
    }

    private ArrayNode list(ObjectNode owner, String name, String field) {
        JsonNode given = owner.get(name);
        if (given instanceof ArrayNode list) {
            return list;
        }
        if (given != null && !given.isNull()) {
            violations.add(field, "must be a list");
        }
        return CanonicalJson.json.createArrayNode();
    }

    private Optional<ObjectNode> part(ObjectNode owner, String name) {
        return part(owner, name, name);
    }

    private Optional<ObjectNode> part(ObjectNode owner, String name, String field) {
        JsonNode given = owner.get(name);
        if (given == null || given.isNull()) {
            return Optional.empty();
        }
        if (given instanceof ObjectNode object) {
            return Optional.of(object);
        }
        violations.add(field, "must be an object");
        return Optional.empty();
    }
}
