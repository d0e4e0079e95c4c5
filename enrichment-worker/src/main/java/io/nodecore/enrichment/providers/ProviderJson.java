package io.nodecore.enrichment.providers;

import io.nodecore.enrichment.infos.IpInfo;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads what providers write: what is absent, empty or of another kind than expected is null. */
final class ProviderJson {

    private static final Pattern ASN = Pattern.compile("(?:AS)?(\\d{1,10})\\b.*");
    private static final Pattern COUNTRY = Pattern.compile("[A-Za-z]{2}");

    private ProviderJson() {}

    static @Nullable String text(JsonNode object, String field) {
        JsonNode value = object.path(field);
        if (value.isNumber()) {
            return value.asString();
        }
        String text = value.isString() ? value.stringValue().strip() : "";
        return text.isEmpty() ? null : text;
    }

    static @Nullable Boolean flag(JsonNode object, String field) {
        JsonNode value = object.path(field);
        return value.isBoolean() ? value.booleanValue() : null;
    }

    /** The form in which addresses are compared: some providers write IPv6 addresses differently from the request. */
    static String address(String written) {
        try {
            return InetAddress.ofLiteral(written).getHostAddress();
        } catch (IllegalArgumentException e) {
            return written;
        }
    }

    /** @throws LookUpFailure.Silent if the list is empty */
    static List<IpInfo> notEmpty(List<IpInfo> infos, String provider, int asked) throws LookUpFailure {
        if (infos.isEmpty()) {
            throw new LookUpFailure.Silent(provider + " answered about none of " + asked + " addresses");
        }
        return infos;
    }

    /** The answer as text, or null if it can't be written. */
    static @Nullable String raw(JsonNode said) {
        try {
            return said.toString();
        } catch (RuntimeException e) {
            return null;
        }
    }

    /** {@code AS15169}, {@code AS15169 Google LLC} or {@code 15169}. */
    static @Nullable Long asn(@Nullable String text) {
        Matcher asn = ASN.matcher(text == null ? "" : text);
        return asn.matches() ? Long.valueOf(asn.group(1)) : null;
    }

    /** The first that is a code of two letters, in upper case; null if none is. */
    static @Nullable String country(@Nullable String one, @Nullable String other) {
        for (String code : new String[] {one, other}) {
            if (code != null && COUNTRY.matcher(code).matches()) {
                return code.toUpperCase(Locale.ROOT);
            }
        }
        return null;
    }
}
