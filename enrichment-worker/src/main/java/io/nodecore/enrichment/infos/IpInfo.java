package io.nodecore.enrichment.infos;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Information about an address from a provider; null means unknown.
 *
 * @param ip canonical text
 * @param provider {@code ipinfo}, {@code ip-api}, {@code mmdb}, or {@code local} for an address that is not sent to a provider
 * @param lookedUpAt in milliseconds, as in the fact
 * @param country ISO 3166-1 alpha-2, upper case
 * @param asn number of the autonomous system
 * @param type as the provider names it; {@code reserved} for an address that is not sent to a provider
 * @param rawJson the provider's answer about this address; null if it is too large or can't be stored
 */
public record IpInfo(
        String ip,
        String provider,
        Instant lookedUpAt,
        @Nullable String country,
        @Nullable String city,
        @Nullable Long asn,
        @Nullable String organisation,
        @Nullable String type,
        @Nullable Boolean hosting,
        @Nullable Boolean proxy,
        @Nullable String rawJson) {

    /** In characters. Longer answers are not stored: a compacted topic is not an archive. */
    static final int LARGEST_RAW = 16 * 1024;

    /** Characters that a provider may send and Postgres does not store. */
    private static final Pattern NO_TEXT = Pattern.compile("[\\x00\\p{Cs}]");

    /** U+0000 as a JSON escape, and not the text after an escaped backslash. */
    private static final Pattern ESCAPED_ZERO = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\u0000");

    private static final String REPLACEMENT = "\uFFFD";

    public IpInfo {
        lookedUpAt = lookedUpAt.truncatedTo(ChronoUnit.MILLIS);
        country = storable(country);
        city = storable(city);
        organisation = storable(organisation);
        type = storable(type);
        rawJson = storableJson(rawJson);
    }

    private static @Nullable String storable(@Nullable String text) {
        return text == null ? null : NO_TEXT.matcher(text).replaceAll(REPLACEMENT);
    }

    private static @Nullable String storableJson(@Nullable String raw) {
        if (raw == null || raw.length() > LARGEST_RAW) {
            return null;
        }
        String text = ESCAPED_ZERO.matcher(raw).replaceAll("$1" + REPLACEMENT);
        String storable = NO_TEXT.matcher(text).replaceAll(REPLACEMENT);
        return IpInfoWire.isWritable(storable) ? storable : null;
    }

    /** Information about an address that is not public and is not sent to a provider. */
    public static IpInfo reserved(String ip, Instant at) {
        return new IpInfo(ip, "local", at, null, null, null, null, "reserved", null, null, null);
    }

    /** The provider has no information about the address. */
    public static IpInfo unknown(String ip, String provider, Instant at, @Nullable String rawJson) {
        return new IpInfo(ip, provider, at, null, null, null, null, null, null, null, rawJson);
    }

    public boolean isUnknown() {
        return country == null && asn == null && type == null;
    }
}
