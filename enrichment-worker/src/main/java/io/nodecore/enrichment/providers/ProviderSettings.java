package io.nodecore.enrichment.providers;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who is asked about addresses.
 *
 * @param provider {@code ipinfo}, {@code ip-api}, {@code mmdb} or {@code none}; where it is not set, {@code ipinfo} with a token and
 *     {@code none} without: nothing leaves the house unless somebody said so
 * @param ipinfoToken IPinfo's bearer token
 * @param ipinfoLite whether IPinfo's free plan is asked (country and network), or its paid one (city, type, hosting, proxy too)
 * @param mmdbPath the file for {@code mmdb}
 * @param ipApiWindow the span in which ip-api counts its 15 requests
 * @param timeout how long an answer may take, its body included
 * @param attempts how often a request is tried before the job waits for its next turn
 * @param backOff wait before the second attempt; doubles from there, with jitter
 */
@ConfigurationProperties("nodecore.enrichment")
public record ProviderSettings(
        @DefaultValue("") String provider,
        @DefaultValue("") String ipinfoToken,
        @DefaultValue("true") boolean ipinfoLite,
        @DefaultValue("https://api.ipinfo.io") URI ipinfoBaseUrl,
        @DefaultValue("http://ip-api.com") URI ipApiBaseUrl,
        @Nullable Path mmdbPath,
        @DefaultValue("60s") Duration ipApiWindow,
        @DefaultValue("10s") Duration timeout,
        @DefaultValue("4") int attempts,
        @DefaultValue("1s") Duration backOff) {

    private static final String NOBODY = "none";

    public ProviderSettings {
        // An empty variable is an unset one.
        mmdbPath = mmdbPath == null || mmdbPath.toString().isBlank() ? null : mmdbPath;
        if (provider.isBlank()) {
            provider = ipinfoToken.isBlank() ? NOBODY : "ipinfo";
        }
        switch (provider) {
            case NOBODY, "ip-api" -> {}
            case "ipinfo" -> {
                if (ipinfoToken.isBlank()) {
                    throw new IllegalArgumentException("IP_ENRICHMENT_PROVIDER=ipinfo needs IPINFO_TOKEN");
                }
            }
            case "mmdb" -> {
                if (mmdbPath == null) {
                    throw new IllegalArgumentException("IP_ENRICHMENT_PROVIDER=mmdb needs IP_MMDB_PATH");
                }
            }
            default ->
                throw new IllegalArgumentException(
                        "IP_ENRICHMENT_PROVIDER must be ipinfo, ip-api, mmdb or none, got '" + provider + "'");
        }
        if (attempts < 1) {
            throw new IllegalArgumentException("nodecore.enrichment.attempts must be 1 or greater, got " + attempts);
        }
    }

    boolean isSomebodyAsked() {
        return !provider.equals(NOBODY);
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "ProviderSettings[provider=" + provider + "]";
    }
}
