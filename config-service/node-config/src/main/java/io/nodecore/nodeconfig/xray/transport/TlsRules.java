package io.nodecore.nodeconfig.xray.transport;

import io.nodecore.nodeconfig.xray.reading.TemplatePart;
import io.nodecore.nodeconfig.xray.reading.TemplatePart.Word;
import io.nodecore.nodeconfig.xray.reading.XrayChange;
import io.nodecore.nodeconfig.xray.reading.XrayKeys;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** {@code tlsSettings} (Xray: {@code TLSConfig.Build}). */
public final class TlsRules {

    private static final int HASH_BYTES = 32;

    private static final Set<String> FINGERPRINTS = Set.of(
            "chrome",
            "firefox",
            "safari",
            "ios",
            "android",
            "edge",
            "360",
            "qq",
            "random",
            "randomized",
            "randomizednoalpn",
            "hellofirefox_120",
            "hellofirefox_148",
            "hellochrome_120",
            "hellochrome_131",
            "hellochrome_133",
            "helloios_13",
            "helloios_14",
            "helloedge_106",
            "hellosafari_26_3",
            "hello360_11_0",
            "helloqq_11_1",
            "hellogolang",
            "hellorandomized",
            "hellorandomizedalpn",
            "hellorandomizednoalpn",
            "hellofirefox_auto",
            "hellofirefox_55",
            "hellofirefox_56",
            "hellofirefox_63",
            "hellofirefox_65",
            "hellofirefox_99",
            "hellofirefox_102",
            "hellofirefox_105",
            "hellochrome_auto",
            "hellochrome_58",
            "hellochrome_62",
            "hellochrome_70",
            "hellochrome_72",
            "hellochrome_83",
            "hellochrome_87",
            "hellochrome_96",
            "hellochrome_100",
            "hellochrome_102",
            "hellochrome_106_shuffle",
            "helloios_auto",
            "helloios_11_1",
            "helloios_12_1",
            "helloandroid_11_okhttp",
            "helloedge_85",
            "helloedge_auto",
            "hellosafari_16_0",
            "hellosafari_auto",
            "hello360_auto",
            "hello360_7_5",
            "helloqq_auto",
            "hellochrome_100_psk",
            "hellochrome_112_psk_shuf",
            "hellochrome_114_padding_psk_shuf",
            "hellochrome_115_pq",
            "hellochrome_115_pq_psk",
            "hellochrome_120_pq");

    private TlsRules() {}

    public static void check(TemplatePart tls, boolean server) {
        certificates(tls, server);
        List<Word> alpn = tls.words("alpn");
        if (alpn.size() > 1 && alpn.stream().anyMatch(word -> word.text().equalsIgnoreCase("fromMitm"))) {
            tls.refuse("alpn", "must have one element if it has fromMitm");
        }
        String fingerprint = tls.text("fingerprint").toLowerCase(Locale.ROOT);
        if (!fingerprint.equals("unsafe")) {
            fingerprint(tls, "fingerprint");
        }
        if (tls.json().path("allowInsecure").asBoolean(false) && tls.isSince(XrayChange.ALLOW_INSECURE_REMOVED)) {
            tls.refuse(
                    "allowInsecure",
                    "was removed from Xray, use pinnedPeerCertSha256 and verifyPeerCertByName instead");
        }
        for (String hash : tls.text("pinnedPeerCertSha256").split(",")) {
            String hex = hash.strip().replace(":", "");
            if (!hex.isEmpty() && XrayKeys.hexLength(hex) != HASH_BYTES) {
                tls.refuse("pinnedPeerCertSha256", "must be SHA-256 digests of 32 bytes in hex, got '" + hash + "'");
            }
        }
        String ech = tls.text("echServerKeys");
        if (!ech.isEmpty() && XrayKeys.base64Length(ech) < 0) {
            tls.refuse("echServerKeys", "must be base64");
        }
        tls.part("echSockopt").ifPresent(sockopt -> SockoptRules.check(sockopt, false));
    }

    /** An absent fingerprint is Xray's default. */
    public static void fingerprint(TemplatePart owner, String name) {
        String fingerprint = owner.text(name);
        if (!fingerprint.isEmpty() && !FINGERPRINTS.contains(fingerprint.toLowerCase(Locale.ROOT))) {
            owner.refuse(name, "is no fingerprint that Xray knows, got '" + fingerprint + "'");
        }
    }

    /** A server without a certificate and its key starts, but no client can connect. */
    private static void certificates(TemplatePart tls, boolean server) {
        List<TemplatePart> certificates = tls.parts("certificates");
        if (server && certificates.isEmpty()) {
            tls.refuse("certificates", "must have at least one certificate");
        }
        for (TemplatePart certificate : certificates) {
            if (isAbsent(certificate, "certificateFile", "certificate")) {
                certificate.refuse("certificateFile", "is required, or the certificate itself as certificate");
            }
            boolean verifiesOnly = certificate.text("usage").equalsIgnoreCase("verify");
            if (server && !verifiesOnly && isAbsent(certificate, "keyFile", "key")) {
                certificate.refuse("keyFile", "is required, or the key itself as key");
            }
        }
    }

    private static boolean isAbsent(TemplatePart certificate, String file, String lines) {
        return certificate.text(file).isEmpty() && certificate.texts(lines).isEmpty();
    }
}
