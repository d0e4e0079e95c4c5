package io.nodecore.enrichment.providers;

import com.maxmind.db.CHMCache;
import com.maxmind.db.Reader;
import io.nodecore.enrichment.infos.IpInfo;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A local file in MaxMind's format, from MaxMind or IPinfo. No address is sent to a third party. */
final class MmdbSource implements AddressSource, AutoCloseable {

    static final String NAME = "mmdb";
    private static final int BATCH = 5_000;
    private static final JsonMapper json = JsonMapper.shared();

    private final Reader file;
    private final InstantSource clock;

    /** @throws IllegalArgumentException if the file can't be read */
    MmdbSource(Path path, InstantSource clock) {
        try {
            this.file = new Reader(path.toFile(), new CHMCache());
        } catch (IOException e) {
            throw new IllegalArgumentException("IP_MMDB_PATH: can't read " + path + ": " + e.getMessage(), e);
        }
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
    public List<IpInfo> lookUp(List<String> ips) throws LookUpFailure {
        try {
            List<IpInfo> infos = new ArrayList<>(ips.size());
            for (String ip : ips) {
                infos.add(read(ip, file.get(InetAddress.ofLiteral(ip), Map.class)));
            }
            return infos;
        } catch (IOException e) {
            throw new LookUpFailure.Unavailable("the MMDB file can't be read: " + e.getMessage());
        }
    }

    /** The fields of MaxMind's files are nested, those of IPinfo's files are flat. */
    private IpInfo read(String ip, @Nullable Map<?, ?> entry) {
        if (entry == null) {
            return IpInfo.unknown(ip, NAME, clock.instant(), null);
        }
        JsonNode said = json.valueToTree(entry);
        JsonNode traits = said.path("traits");
        String asn = ProviderJson.text(said, "autonomous_system_number");
        String organisation = ProviderJson.text(said, "autonomous_system_organization");
        String city = ProviderJson.text(said.path("city").path("names"), "en");
        return new IpInfo(
                ip,
                NAME,
                clock.instant(),
                ProviderJson.country(
                        ProviderJson.text(said.path("country"), "iso_code"),
                        ProviderJson.country(
                                ProviderJson.text(said, "country_code"), ProviderJson.text(said, "country"))),
                city == null ? ProviderJson.text(said, "city") : city,
                ProviderJson.asn(asn == null ? ProviderJson.text(said, "asn") : asn),
                organisation == null ? ProviderJson.text(said, "as_name") : organisation,
                ProviderJson.text(traits, "user_type"),
                ProviderJson.flag(traits, "is_hosting_provider"),
                ProviderJson.flag(traits, "is_anonymous"),
                ProviderJson.raw(said));
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
