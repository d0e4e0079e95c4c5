package io.nodecore.nodeconfig.xray;

import io.nodecore.nodeconfig.xray.reading.GeoRules;
import io.nodecore.nodeconfig.xray.reading.TemplatePart;
import io.nodecore.nodeconfig.xray.reading.TemplatePart.Word;
import java.util.Locale;
import java.util.Set;

/** {@code sniffing} (Xray: {@code SniffingConfig.Build}). */
final class SniffingRules {

    private static final Set<String> SNIFFED =
            Set.of("http", "tls", "https", "ssl", "quic", "fakedns", "fakedns+others");

    private SniffingRules() {}

    static void check(TemplatePart sniffing) {
        for (Word protocol : sniffing.words("destOverride")) {
            if (!SNIFFED.contains(protocol.text().toLowerCase(Locale.ROOT))) {
                sniffing.refuse("destOverride", "must be of http, tls, quic, fakedns, got '" + protocol.text() + "'");
            }
        }
        GeoRules.domains(sniffing, "domainsExcluded");
        GeoRules.ips(sniffing, "ipsExcluded");
    }
}
