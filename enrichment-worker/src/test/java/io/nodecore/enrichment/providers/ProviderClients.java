package io.nodecore.enrichment.providers;

import io.micrometer.core.instrument.MeterRegistry;
import io.nodecore.enrichment.infos.IpInfo;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Clients of providers that need no network, for tests of the jobs. */
public final class ProviderClients {

    private ProviderClients() {}

    /** A client of a provider that answers at once, with the time of the clock. */
    public static ProviderClient answering(JdbcClient jdbc, InstantSource clock, MeterRegistry meters) {
        return new ProviderClient(new Answering(clock), settings(), jdbc, clock, meters);
    }

    private static ProviderSettings settings() {
        return new ProviderSettings(
                "ip-api",
                "",
                true,
                URI.create("http://unused"),
                URI.create("http://unused"),
                null,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                1,
                Duration.ofMillis(1));
    }

    private record Answering(InstantSource clock) implements AddressSource {

        @Override
        public String name() {
            return "answering";
        }

        @Override
        public int batchSize() {
            return 100;
        }

        @Override
        public List<IpInfo> lookUp(List<String> ips) {
            return ips.stream()
                    .map(ip -> new IpInfo(ip, name(), clock.instant(), "NL", null, null, null, null, null, null, null))
                    .toList();
        }
    }
}
