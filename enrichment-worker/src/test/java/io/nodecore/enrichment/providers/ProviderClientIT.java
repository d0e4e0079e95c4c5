package io.nodecore.enrichment.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nodecore.enrichment.EnrichmentSchema;
import io.nodecore.enrichment.infos.IpInfo;
import io.nodecore.testkit.SharedServers;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The circuit breaker of a provider, whose requests are counted in a real database. */
class ProviderClientIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final List<String> IPS = List.of("8.8.8.8");

    private final JdbcClient database =
            JdbcClient.create(EnrichmentSchema.migrated(SharedServers.postgres().newDatabase()));
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Provider provider = new Provider();
    private final ProviderClient client =
            new ProviderClient(provider, settings(), database, InstantSource.system(), meters, Duration.ofMillis(100));

    @Test
    void requests_resume_after_an_outage_also_if_the_trial_request_failed_by_our_own_defect() throws Exception {
        provider.next = new LookUpFailure.Unavailable("away");
        for (int request = 0; request < 10; request++) {
            assertThatThrownBy(() -> client.lookUp(IPS)).isInstanceOf(LookUpFailure.Unavailable.class);
        }
        assertThat(isCircuitOpen()).isOne();

        provider.next = new IllegalStateException("a defect");
        await().atMost(TIMEOUT)
                .untilAsserted(
                        () -> assertThatThrownBy(() -> client.lookUp(IPS)).isInstanceOf(IllegalStateException.class));
        assertThat(isCircuitOpen()).as("half-open").isOne();

        database.sql("alter table provider_requests rename to lost").update();
        assertThatThrownBy(() -> client.lookUp(IPS)).hasMessageContaining("provider_requests");
        database.sql("alter table lost rename to provider_requests").update();

        provider.next = null;
        assertThat(client.lookUp(IPS)).hasSize(1);
        assertThat(isCircuitOpen()).isZero();
    }

    private double isCircuitOpen() {
        return meters.get("nodecore.enrichment.circuit.open").gauge().value();
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
                Duration.ofSeconds(5),
                1,
                Duration.ofMillis(1));
    }

    private static final class Provider implements AddressSource {

        private volatile @Nullable Exception next;

        @Override
        public String name() {
            return "provider";
        }

        @Override
        public int batchSize() {
            return 10;
        }

        @Override
        public List<IpInfo> lookUp(List<String> ips) throws LookUpFailure {
            switch (next) {
                case null -> {
                    return ips.stream()
                            .map(ip -> IpInfo.unknown(ip, name(), Instant.EPOCH, null))
                            .toList();
                }
                case LookUpFailure failure -> throw failure;
                case RuntimeException defect -> throw defect;
                default -> throw new IllegalStateException("not for this test", next);
            }
        }
    }
}
