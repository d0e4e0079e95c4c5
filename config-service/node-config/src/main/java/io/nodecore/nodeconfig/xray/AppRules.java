package io.nodecore.nodeconfig.xray;

import io.nodecore.nodeconfig.xray.reading.TemplatePart;
import io.nodecore.nodeconfig.xray.reading.XrayAddresses;
import io.nodecore.nodeconfig.xray.reading.XrayChange;
import io.nodecore.nodeconfig.xray.reading.XrayRange;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The rest of Xray's config: API, metrics, observatories, version, fake DNS, log, environment and geo files. */
final class AppRules {

    private static final Pattern LOG_MASK = Pattern.compile("half|quarter|full|(?:/?\\d{1,3})?(?:\\+(?:/?\\d{1,3})?)*");
    private static final Pattern CRON = Pattern.compile(
            "@(?:yearly|annually|monthly|weekly|daily|midnight|hourly|every \\S+)|(?:TZ=\\S+ )?\\S+(?: \\S+){4}");

    private AppRules() {}

    static void check(TemplatePart xray, SocketRules sockets) {
        if (xray.json().path("transport").size() > 0) {
            xray.refuse("transport", "was removed from Xray, use streamSettings of the inbounds and outbounds");
        }
        if (xray.has("reverse") && xray.isSince(XrayChange.LEGACY_REVERSE_REMOVED)) {
            xray.refuse("reverse", "was removed from Xray, use reverse of VLESS clients");
        }
        xray.part("env")
                .ifPresent(env -> env.json().propertyNames().forEach(name -> {
                    if (name.isEmpty() || name.indexOf('=') >= 0) {
                        env.refuse(name, "is no name of an environment variable");
                    }
                }));
        xray.part("log").ifPresent(AppRules::log);
        boolean observed = isObserved(xray);
        xray.part("api").ifPresent(api -> api(api, observed, sockets));
        xray.part("metrics").ifPresent(metrics -> {
            if (metrics.text("tag").isEmpty() && metrics.text("listen").isEmpty()) {
                metrics.refuse("tag", "is required, or listen");
            }
            sockets.listen(metrics, "listen");
        });
        observatories(xray);
        xray.part("version").ifPresent(version -> version.findings().release().checkBounds(version));
        fakeDns(xray);
        xray.part("geodata").ifPresent(AppRules::geodata);
    }

    static boolean isObserved(TemplatePart xray) {
        return xray.has("observatory") || xray.has("burstObservatory");
    }

    private static void log(TemplatePart log) {
        String mask = log.text("maskAddress");
        String ipv4 = mask.replaceFirst("\\+.*", "").replace("/", "");
        if (!LOG_MASK.matcher(mask).matches()
                || (!ipv4.isEmpty()
                        && Character.isDigit(ipv4.charAt(0))
                        && (Integer.parseInt(ipv4) > 32 || Integer.parseInt(ipv4) % 8 != 0))) {
            log.refuse("maskAddress", "must be half, quarter, full, or such as /16+/64 with the first divisible by 8");
        }
    }

    private static void api(TemplatePart api, boolean observed, SocketRules sockets) {
        if (api.text("tag").isEmpty()) {
            api.refuse("tag", "is required");
        }
        api.texts("services").stream()
                .filter(service -> service.text().toLowerCase(Locale.ROOT).equals("observatoryservice") && !observed)
                .forEach(service -> api.refuse(service.name(), "needs an observatory or a burstObservatory"));
        sockets.listen(api, "listen");
    }

    private static void observatories(TemplatePart xray) {
        xray.part("observatory").ifPresent(observatory -> XrayRange.checkDuration(observatory, "probeInterval"));
        xray.part("burstObservatory").ifPresent(burst -> {
            if (!burst.has("pingConfig")) {
                burst.refuse("pingConfig", "is required");
            }
            burst.part("pingConfig").ifPresent(ping -> {
                XrayRange.checkDuration(ping, "interval");
                XrayRange.checkDuration(ping, "timeout");
            });
        });
    }

    /** One pool, or a list of pools. */
    private static void fakeDns(TemplatePart xray) {
        JsonNode given = xray.given("fakeDns");
        List<TemplatePart> pools = new ArrayList<>();
        if (given instanceof ObjectNode pool) {
            pools.add(new TemplatePart(pool, xray.field("fakeDns"), xray.findings()));
        } else if (given != null && given.isArray()) {
            pools.addAll(xray.parts("fakeDns"));
        }
        for (TemplatePart pool : pools) {
            String prefix = pool.text("ipPool");
            long size = pool.number("poolSize", 0);
            if (prefix.indexOf('/') < 0 || prefix.endsWith("/") || !XrayAddresses.isPrefix(prefix)) {
                pool.refuse("ipPool", "must be a prefix such as 198.18.0.0/15, got '" + prefix + "'");
            } else if (size <= 0) {
                pool.refuse("poolSize", "must be greater than 0");
            } else {
                int free = (prefix.indexOf(':') < 0 ? 32 : 128)
                        - Integer.parseInt(prefix.substring(prefix.indexOf('/') + 1));
                if (BigInteger.valueOf(size).compareTo(BigInteger.ONE.shiftLeft(free)) >= 0) {
                    pool.refuse("poolSize", "must be smaller than the pool " + prefix);
                }
            }
        }
    }

    private static void geodata(TemplatePart geodata) {
        if (geodata.has("cron") && !CRON.matcher(geodata.text("cron")).matches()) {
            geodata.refuse("cron", "must be a schedule of five fields, got '" + geodata.text("cron") + "'");
        }
        for (TemplatePart asset : geodata.parts("assets")) {
            if (!asset.text("url").matches("https://[^/?#]+.*")) {
                asset.refuse("url", "must be an https URL, got '" + asset.text("url") + "'");
            }
            String file = asset.text("file");
            if (file.isEmpty() || Arrays.asList(file.split("/")).contains("..")) {
                asset.refuse("file", "must name a geo file");
            }
        }
    }
}
