package io.nodecore.enrichment.providers;

import io.nodecore.enrichment.infos.IpInfo;
import java.net.URI;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * IPinfo: {@code POST /batch/lite} (free) or {@code POST /batch} (paid), 1 000 addresses a request. The answer is an object whose
 * values each name their address. No limit on requests is published; status 429 means that the quota is used up.
 */
final class IpinfoSource implements AddressSource {

    static final String NAME = "ipinfo";
    private static final int BATCH = 1_000;
    private static final JsonMapper json = JsonMapper.shared();

    private final URI batch;
    private final String path;
    private final String token;
    private final ProviderHttp http;
    private final InstantSource clock;

    /** @param lite whether the free plan is used */
    IpinfoSource(URI base, String token, boolean lite, ProviderHttp http, InstantSource clock) {
        String root = base.toString().replaceAll("/+$", "");
        this.batch = URI.create(root + (lite ? "/batch/lite" : "/batch"));
        this.path = lite ? "" : "lookup/";
        this.token = token;
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
    public List<IpInfo> lookUp(List<String> ips) throws LookUpFailure, InterruptedException {
        String body = json.writeValueAsString(ips.stream().map(ip -> path + ip).toList());
        String answer = http.post(batch, body, Map.of("authorization", "Bearer " + token))
                .body();
        Map<String, JsonNode> found = new HashMap<>();
        try {
            JsonNode all = json.readTree(answer);
            if (all.isObject()) {
                all.forEachEntry((key, value) ->
                        found.put(ProviderJson.address(key.substring(key.lastIndexOf('/') + 1)), value));
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

    /** The fields of the free plan are flat, those of the paid plan are grouped. An entry that does not name its address is ignored. */
    private @Nullable IpInfo read(String ip, @Nullable JsonNode said) {
        if (said == null || ProviderJson.text(said, "ip") == null) {
            return null;
        }
        if (said.path("bogon").asBoolean(false)) {
            return IpInfo.unknown(ip, NAME, clock.instant(), ProviderJson.raw(said));
        }
        JsonNode geo = said.path("geo");
        JsonNode as = said.path("as").isObject() ? said.path("as") : said.path("asn");
        return new IpInfo(
                ip,
                NAME,
                clock.instant(),
                ProviderJson.country(ProviderJson.text(said, "country_code"), ProviderJson.text(geo, "country_code")),
                ProviderJson.text(geo, "city"),
                ProviderJson.asn(as.isObject() ? ProviderJson.text(as, "asn") : ProviderJson.text(said, "asn")),
                as.isObject() ? ProviderJson.text(as, "name") : ProviderJson.text(said, "as_name"),
                ProviderJson.text(as, "type"),
                ProviderJson.flag(said, "is_hosting"),
                ProviderJson.flag(said, "is_anonymous"),
                ProviderJson.raw(said));
    }
}
