package io.nodecore.enrichment.providers;

import io.nodecore.enrichment.infos.IpInfo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Somebody who knows about addresses. */
interface AddressSource {

    /** As in {@code IP_ENRICHMENT_PROVIDER}. */
    String name();

    /** How many addresses one request may name. */
    int batchSize();

    /** How many requests may arrive in any span of this length; empty where none is published. */
    default Optional<Limit> limit() {
        return Optional.empty();
    }

    record Limit(int requests, Duration within) {}

    /**
     * Asks about public addresses, in one request where it is one over the network.
     *
     * @return one for each address that the answer names, also where it says that nothing is known; never empty
     * @throws LookUpFailure when there is no answer; nothing is known then of any of the addresses
     */
    List<IpInfo> lookUp(List<String> ips) throws LookUpFailure, InterruptedException;

    /** What the provider said beside its last answer about being asked again; zero for nothing. */
    default Duration holdAfterAnswer() {
        return Duration.ZERO;
    }
}
