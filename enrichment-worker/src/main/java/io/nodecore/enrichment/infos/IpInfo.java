package io.nodecore.enrichment.infos;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a provider said about an address; null is what it did not say.
 *
 * @param ip normalised text
 * @param provider {@code ipinfo}, {@code ip-api}, {@code mmdb}, or {@code local} for an address that was sent to nobody
 * @param lookedUpAt to the millisecond, as the fact has it
 * @param country ISO 3166-1 alpha-2, upper case
 * @param asn number of the autonomous system
 * @param type as the provider says it; {@code reserved} for an address that was sent to nobody
 * @param rawJson the provider's own answer about this address; null too where it can't be kept beside what was read from it
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

    /** Answers larger than this are not kept beside what was read from them: a compacted topic is no archive. */
    static final int LARGEST_RAW = 16 * 1024;

    /** What a provider may write, and Postgres does not take. */
    private static final Pattern NO_TEXT = Pattern.compile("[\\x00\\p{Cs}]");

    /** The same as an escape of JSON; an escaped backslash before it is none. */
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

    /** Nobody outside knows this address, and nobody was asked. */
    public static IpInfo reserved(String ip, Instant at) {
        return new IpInfo(ip, "local", at, null, null, null, null, "reserved", null, null, null);
    }

    /** The provider was asked, and knows nothing. */
    public static IpInfo unknown(String ip, String provider, Instant at, @Nullable String rawJson) {
        return new IpInfo(ip, provider, at, null, null, null, null, null, null, null, rawJson);
    }

    public boolean isUnknown() {
        return country == null && asn == null && type == null;
    }
}
