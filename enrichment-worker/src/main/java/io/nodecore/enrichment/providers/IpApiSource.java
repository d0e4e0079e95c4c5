package io.nodecore.enrichment.providers;

import io.nodecore.enrichment.infos.IpInfo;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * ip-api.com: {@code POST /batch}, 100 addresses a request, 15 requests a minute; clients that exceed it are banned. Each answer states
 * the requests that are left ({@code X-Rl}) and the seconds until the count restarts ({@code X-Ttl}). The free service is plain HTTP and for
 * non-commercial use.
 */
final class IpApiSource implements AddressSource {

    static final String NAME = "ip-api";
    private static final int BATCH = 100;
    private static final int REQUESTS = 15;
    /** In seconds; a longer pause in an answer is a defect of the provider. */
    private static final long LONGEST_HOLD = 3_600;

    private static final String FIELDS =
            "status,message,country,countryCode,city,isp,org,as,asname,mobile,proxy,hosting,query";
    private static final JsonMapper json = JsonMapper.shared();

    private final URI batch;
    private final Duration within;
    private final ProviderHttp http;
    private final InstantSource clock;
    private volatile Duration hold = Duration.ZERO;

    /** @param within the span in which the provider counts requests */
    IpApiSource(URI base, Duration within, ProviderHttp http, InstantSource clock) {
        this.batch = URI.create(base.toString().replaceAll("/+$", "") + "/batch?fields=" + FIELDS);
        this.within = within;
        this.http = http;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int batchSize() {
        return BATCH;
    }

    @Override
    public Optional<Limit> limit() {
        return Optional.of(new Limit(REQUESTS, within));
    }

    @Override
    public Duration holdAfterAnswer() {
        return hold;
    }

    @Override
    public List<IpInfo> lookUp(List<String> ips) throws LookUpFailure, InterruptedException {
        hold = Duration.ZERO;
        HttpResponse<String> answer = http.post(batch, json.writeValueAsString(ips), Map.of());
        OptionalLong left = ProviderHttp.seconds(answer, "x-rl");
        if (left.isPresent() && left.getAsLong() <= 0) {
            hold = Duration.ofSeconds(
                    Math.clamp(ProviderHttp.seconds(answer, "x-ttl").orElse(60), 0, LONGEST_HOLD) + 1);
        }
        Map<String, JsonNode> found = new HashMap<>();
        try {
            JsonNode all = json.readTree(answer.body());
            if (all.isArray()) {
                all.forEach(
                        one -> found.put(ProviderJson.address(one.path("query").asString("")), one));
            }
        } catch (JacksonException e) {
            throw new LookUpFailure.Unavailable(batch.getHost() + " did not answer JSON");
        }
        return ProviderJson.notEmpty(
                ips.stream()
                        .flatMap(ip -> Stream.ofNullable(read(ip, found.get(ProviderJson.address(ip)))))
                        .toList(),
                batch.getHost(),
                ips.size());
    }

    /** Reads the entry of one address. Its status is {@code success} or {@code fail}; an entry without a status is ignored. */
    private @Nullable IpInfo read(String ip, @Nullable JsonNode said) {
        String status = said == null ? null : ProviderJson.text(said, "status");
        if (said == null || status == null) {
            return null;
        }
        if (!"success".equals(status)) {
            return IpInfo.unknown(ip, NAME, clock.instant(), ProviderJson.raw(said));
        }
        String as = ProviderJson.text(said, "as");
        String organisation = ProviderJson.text(said, "isp");
        return new IpInfo(
                ip,
                NAME,
                clock.instant(),
                ProviderJson.country(ProviderJson.text(said, "countryCode"), null),
                ProviderJson.text(said, "city"),
                ProviderJson.asn(as),
                organisation == null ? ProviderJson.text(said, "org") : organisation,
                Boolean.TRUE.equals(ProviderJson.flag(said, "mobile")) ? "mobile" : null,
                ProviderJson.flag(said, "hosting"),
                ProviderJson.flag(said, "proxy"),
                ProviderJson.raw(said));
    }
}
