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

    /** As it is compared: some write the addresses of IPv6 in another form than they were asked. */
    static String address(String written) {
        try {
            return InetAddress.ofLiteral(written).getHostAddress();
        } catch (IllegalArgumentException e) {
            return written;
        }
    }

    /** @throws LookUpFailure.Silent when it is empty */
    static List<IpInfo> notEmpty(List<IpInfo> infos, String provider, int asked) throws LookUpFailure {
        if (infos.isEmpty()) {
            throw new LookUpFailure.Silent(provider + " answered about none of " + asked + " addresses");
        }
        return infos;
    }

    /** The answer itself, or null where it can't be written again. */
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

    /** The first that is a code of two dead letters. */
    static @Nullable String country(@Nullable String one, @Nullable String other) {
        for (String code : new String[] {one, other}) {
            if (code != null && COUNTRY.matcher(code).matches()) {
                return code.toUpperCase(Locale.ROOT);
            }
        }
        return null;
    }
}
