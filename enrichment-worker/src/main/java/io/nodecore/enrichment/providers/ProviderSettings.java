package io.nodecore.enrichment.providers;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The provider of address information.
 *
 * @param provider {@code ipinfo}, {@code ip-api}, {@code mmdb} or {@code none}; by default {@code ipinfo} if there is a token, else
 *     {@code none}: no address is sent to a third party unless an operator configures it
 * @param ipinfoToken IPinfo's bearer token
 * @param ipinfoLite true for IPinfo's free plan (country and network), false for a paid plan (also city, type, hosting and proxy)
 * @param mmdbPath the file for {@code mmdb}
 * @param ipApiWindow the span in which ip-api counts its 15 requests
 * @param timeout maximum time for an answer, including its body
 * @param attempts maximum number of attempts of a request in one turn of the job
 * @param backOff pause before the second attempt; doubles with each attempt, with jitter
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

    private static final String NONE = "none";

    public ProviderSettings {
        // An empty variable counts as unset.
        mmdbPath = mmdbPath == null || mmdbPath.toString().isBlank() ? null : mmdbPath;
        if (provider.isBlank()) {
            provider = ipinfoToken.isBlank() ? NONE : "ipinfo";
        }
        switch (provider) {
            case NONE, "ip-api" -> {}
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

    boolean isConfigured() {
        return !provider.equals(NONE);
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "ProviderSettings[provider=" + provider + "]";
    }
}
