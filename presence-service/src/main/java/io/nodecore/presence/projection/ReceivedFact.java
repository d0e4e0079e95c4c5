package io.nodecore.presence.projection;

import io.nodecore.journal.FactHeaders;

/** A decoded fact with its headers. */
public record ReceivedFact<F>(FactHeaders headers, F fact) {

    public long receivedAtMs() {
        return headers.receivedAtMs();
    }
}
