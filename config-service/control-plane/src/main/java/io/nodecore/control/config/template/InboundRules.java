package io.nodecore.control.config.template;

import io.nodecore.control.config.generator.Inbound;
import io.nodecore.control.config.generator.InboundProtocols;
import io.nodecore.control.fact.VpnProtocol;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What an inbound may be, alone and beside the others of its node. */
final class InboundRules {

    private static final int LONGEST_TAG = 100;
    private static final Set<String> SNIFFED =
            Set.of("http", "tls", "https", "ssl", "quic", "fakedns", "fakedns+others");

    private final List<Inbound> found = new ArrayList<>();
    private final Set<String> tags = new HashSet<>();
    private final PortRules ports = new PortRules();
    private int count;

    /** Those that become node protocols. */
    List<Inbound> found() {
        return found;
    }

    /** All of them. */
    int count() {
        return count;
    }

    void xray(TemplatePart inbound) {
        String tag = tag(inbound);
        JsonNode given = inbound.given("protocol");
        String word = given != null && given.isString() ? given.stringValue() : "";
        if (InboundProtocols.isWithoutLinks(word)) {
            if (!word.equalsIgnoreCase("tun")) {
                ports.check(inbound);
            }
            inbound.part("settings");
            return;
        }
        InboundProtocols.ofXray(word)
                .ifPresentOrElse(
                        protocol -> {
                            ports.check(inbound, protocol);
                            SettingsRules.check(inbound, protocol);
                            StreamRules.check(inbound, protocol);
                            sniffing(inbound);
                            add(tag, protocol);
                        },
                        () -> inbound.refuse(
                                "protocol",
                                "must be one of " + InboundProtocols.ALL
                                        + (given == null ? ", is missing" : ", got " + given)));
    }

    void mtproto(TemplatePart inbound) {
        String tag = tag(inbound);
        JsonNode given = inbound.given("protocol");
        if (given != null && !given.asString("").equalsIgnoreCase(VpnProtocol.MTPROTO.word())) {
            inbound.refuse("protocol", "must be mtproto or absent, got " + given);
        }
        ports.check(inbound, VpnProtocol.MTPROTO);
        inbound.part("settings");
        add(tag, VpnProtocol.MTPROTO);
    }

    private void add(String tag, VpnProtocol protocol) {
        found.add(new Inbound(tag, protocol));
    }

    /** Empty where it is refused. */
    private String tag(TemplatePart inbound) {
        count++;
        JsonNode given = inbound.given("tag");
        String tag = given != null && given.isString() ? given.stringValue() : "";
        if (tag.isBlank()) {
            inbound.refuse("tag", "is required, a text that names the inbound");
        } else if (tag.length() > LONGEST_TAG) {
            inbound.refuse("tag", "must have " + LONGEST_TAG + " characters at most, got " + tag.length());
        } else if (!tags.add(tag)) {
            inbound.refuse("tag", "'" + tag + "' is the tag of another inbound");
        }
        return tag;
    }

    private static void sniffing(TemplatePart inbound) {
        inbound.part("sniffing").ifPresent(sniffing -> {
            for (String protocol : sniffing.words("destOverride")) {
                if (!SNIFFED.contains(protocol.toLowerCase(Locale.ROOT))) {
                    sniffing.refuse("destOverride", "must be of http, tls, quic, fakedns, got '" + protocol + "'");
                }
            }
        });
    }
}
