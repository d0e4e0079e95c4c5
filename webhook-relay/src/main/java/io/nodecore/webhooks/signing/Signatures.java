package io.nodecore.webhooks.signing;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The secrets of one webhook. While a secret is being replaced there are two, and a receiver accepts a request that is signed with either.
 */
public record Signatures(List<Secret> secrets) {

    public Signatures {
        secrets = List.copyOf(secrets);
        if (secrets.isEmpty()) {
            throw new IllegalArgumentException("a webhook needs a secret");
        }
    }

    /** The value of {@code webhook-signature}: one signature of each secret, in their order. */
    public String of(String id, long unixSeconds, byte[] body) {
        return secrets.stream()
                .map(secret -> secret.sign(id, unixSeconds, body))
                .collect(Collectors.joining(" "));
    }
}
