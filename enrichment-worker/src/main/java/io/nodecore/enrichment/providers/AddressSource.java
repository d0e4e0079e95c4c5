package io.nodecore.enrichment.providers;

import io.nodecore.enrichment.infos.IpInfo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A provider of address information. */
interface AddressSource {

    /** The name in {@code IP_ENRICHMENT_PROVIDER}. */
    String name();

    /** Maximum number of addresses in one request. */
    int batchSize();

    /** The provider's published limit on requests; empty if there is none. */
    default Optional<Limit> limit() {
        return Optional.empty();
    }

    /** At most {@code requests} requests arrive in any span of length {@code within}. */
    record Limit(int requests, Duration within) {}

    /**
     * Looks up public addresses, in one request.
     *
     * @return one element for each address that the answer names, also if the provider has no information about it; never empty
     * @throws LookUpFailure if there is no answer; nothing is known then about any of the addresses
     */
    List<IpInfo> lookUp(List<String> ips) throws LookUpFailure, InterruptedException;

    /** The pause that the provider asked for in its last answer; zero if it asked for none. */
    default Duration holdAfterAnswer() {
        return Duration.ZERO;
    }
}
