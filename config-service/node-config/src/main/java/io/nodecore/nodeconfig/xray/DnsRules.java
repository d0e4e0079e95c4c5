package io.nodecore.nodeconfig.xray;

import io.nodecore.nodeconfig.xray.reading.GeoRules;
import io.nodecore.nodeconfig.xray.reading.TemplatePart;
import io.nodecore.nodeconfig.xray.reading.TemplatePart.Word;
import io.nodecore.nodeconfig.xray.reading.XrayAddresses;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code dns} (Xray: {@code infra/conf/dns.go}, {@code app/dns}). */
final class DnsRules {

    private static final Set<String> IPV4 =
            Set.of("useip4", "useipv4", "use_ip4", "use_ipv4", "use_ip_v4", "use-ip4", "use-ipv4", "use-ip-v4");
    private static final Set<String> IPV6 =
            Set.of("useip6", "useipv6", "use_ip6", "use_ipv6", "use_ip_v6", "use-ip6", "use-ipv6", "use-ip-v6");
    private static final Set<String> WITH_PORT = Set.of("tcp", "tcp+local", "quic+local");
    private static final Pattern RESPONSE_CODE = Pattern.compile("#[+-]?\\d{1,9}");

    private DnsRules() {}

    static void check(TemplatePart dns) {
        clientIp(dns);
        String strategy = dns.text("queryStrategy").toLowerCase(Locale.ROOT);
        JsonNode servers = dns.given("servers");
        for (int i = 0; servers != null && i < servers.size(); i++) {
            String path = "servers[" + i + "]";
            if (servers.path(i) instanceof ObjectNode server) {
                server(new TemplatePart(server, dns.field(path), dns.findings()), strategy);
            } else if (servers.path(i).isString()) {
                address(dns, path, servers.path(i).stringValue());
            } else {
                dns.refuse(path, "must be an address or an object with one");
            }
        }
        dns.part("hosts").ifPresent(DnsRules::hosts);
    }

    private static void server(TemplatePart server, String strategyOfAll) {
        if (server.has("address")) {
            address(server, "address", server.text("address"));
        } else {
            server.refuse("address", "is required");
        }
        clientIp(server);
        GeoRules.domains(server, "domains");
        for (String list : new String[] {"expectedIPs", "expectIPs", "unexpectedIPs"}) {
            GeoRules.ips(
                    server,
                    server.words(list).stream()
                            .filter(word -> !word.text().equals("*"))
                            .toList());
        }
        String strategy = server.text("queryStrategy").toLowerCase(Locale.ROOT);
        if ((IPV4.contains(strategyOfAll) && IPV6.contains(strategy))
                || (IPV6.contains(strategyOfAll) && IPV4.contains(strategy))) {
            server.refuse("queryStrategy", "leaves nothing to ask together with the queryStrategy of dns");
        }
    }

    /** Xray accepts any text as an address; with these schemes it reads a port too. */
    private static void address(TemplatePart owner, String name, String address) {
        int end = address.indexOf("://");
        String scheme = end < 0 ? "" : address.substring(0, end).toLowerCase(Locale.ROOT);
        String host = end < 0 ? "" : address.substring(end + 3).replaceFirst("[/?#].*", "");
        String port = host.substring(host.lastIndexOf(':') + 1);
        boolean hasPort = host.matches("[^:]*:.+|\\[.*]:.+");
        if (hasPort && WITH_PORT.contains(scheme) && !XrayAddresses.isPort(port)) {
            owner.refuse(name, "must have a port from 0 to 65535, got '" + address + "'");
        }
    }

    private static void clientIp(TemplatePart owner) {
        String ip = owner.text("clientIp");
        if (owner.has("clientIp") && !ip.startsWith("env:") && !XrayAddresses.isIp(XrayAddresses.plain(ip))) {
            owner.refuse("clientIp", "must be an IP address, got '" + ip + "'");
        }
    }

    private static void hosts(TemplatePart hosts) {
        for (String domain : hosts.json().propertyNames()) {
            GeoRules.domainRefusal(domain).ifPresent(refusal -> hosts.refuse(domain, "its name " + refusal));
            JsonNode given = hosts.json().get(domain);
            if (given.isString()) {
                host(hosts, new Word(domain, given.stringValue()));
            } else {
                if (given.isNull()) {
                    hosts.refuse(domain, "must be an address or a list of addresses");
                }
                hosts.texts(domain).stream()
                        .filter(word -> !XrayAddresses.isIp(word.text()))
                        .limit(1)
                        .forEach(word -> host(hosts, word));
            }
        }
    }

    private static void host(TemplatePart hosts, Word word) {
        if (word.text().startsWith("#") && !RESPONSE_CODE.matcher(word.text()).matches()) {
            hosts.refuse(word.name(), "must have a response code after #, got '" + word.text() + "'");
        }
    }
}
