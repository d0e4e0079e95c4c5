package io.nodecore.admin.failure;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A documented refusal. */
public sealed interface Failure {

    /** The stable word that programs may rely on, kebab-case. */
    String reason();

    /** For people. */
    String message();

    /** The request itself is wrong. */
    record Invalid(List<Violation> violations) implements Failure {
        public Invalid {
            violations = List.copyOf(violations);
        }

        @Override
        public String reason() {
            return "invalid-request";
        }

        @Override
        public String message() {
            return violations.isEmpty()
                    ? "the request can't be read"
                    : violations.getFirst().field() + ": "
                            + violations.getFirst().message();
        }
    }

    /**
     * There is no such thing.
     *
     * @param what a word of the glossary, such as {@code node}
     */
    record Unknown(String what, String id) implements Failure {
        @Override
        public String reason() {
            return "unknown-" + what.replace(' ', '-');
        }

        @Override
        public String message() {
            return "there is no " + what + " " + id;
        }
    }

    /** The registration code is unknown or expired. */
    record CodeInvalid() implements Failure {
        @Override
        public String reason() {
            return "code-invalid";
        }

        @Override
        public String message() {
            return "the registration code is unknown or expired";
        }
    }

    /** The registration code was used by another node, or by this one before its first authenticated call. */
    record CodeUsed() implements Failure {
        @Override
        public String reason() {
            return "code-used";
        }

        @Override
        public String message() {
            return "the registration code is used";
        }
    }

    /**
     * The change would delete links, and the request does not allow it.
     *
     * @param links how many, by the tag of their inbound
     */
    record WouldRemoveLinks(Map<String, Long> links) implements Failure {

        public WouldRemoveLinks {
            links = Collections.unmodifiableMap(new TreeMap<>(links));
        }

        @Override
        public String reason() {
            return "would-remove-links";
        }

        @Override
        public String message() {
            return "the change would remove links: "
                    + links.entrySet().stream()
                            .map(inbound -> inbound.getValue() + " of '" + inbound.getKey() + "'")
                            .collect(Collectors.joining(", "))
                    + ". Name a new tag of an inbound in renames, or allow it with removeLinks=true";
        }
    }

    /** The dead letter was kept without its value, and the fact is gone from its topic. */
    record ValueGone(long deadLetterId) implements Failure {
        @Override
        public String reason() {
            return "letter-value-gone";
        }

        @Override
        public String message() {
            return "dead letter " + deadLetterId + " can't be redriven: its fact is gone from its topic";
        }
    }

    /** The bearer token is missing or wrong. */
    record Unauthenticated() implements Failure {
        @Override
        public String reason() {
            return "unauthenticated";
        }

        @Override
        public String message() {
            return "the header Authorization must carry the admin token: Bearer <token>";
        }
    }

    /**
     * A part that is needed for the answer is away.
     *
     * @param part such as {@code control} (Postgres) or {@code presence} (Redis)
     */
    record Unavailable(String part) implements Failure {
        @Override
        public String reason() {
            return part + "-unavailable";
        }

        @Override
        public String message() {
            return part + " is temporarily unavailable, try again";
        }
    }

    /** The node's own HTTP server did not answer in time. */
    record NodeTimeout(long nodeId) implements Failure {
        @Override
        public String reason() {
            return "node-timeout";
        }

        @Override
        public String message() {
            return "node " + nodeId + " did not answer in time";
        }
    }

    /** The node's own HTTP server could not be reached, or answered something else. */
    record NodeUnreachable(long nodeId, String cause) implements Failure {
        @Override
        public String reason() {
            return "node-unreachable";
        }

        @Override
        public String message() {
            return "node " + nodeId + " could not be asked: " + cause;
        }
    }

    /** The node's registered address is one that config-service must not ask: of its own machine or link. */
    record NodeAddressRefused(long nodeId, String address) implements Failure {
        @Override
        public String reason() {
            return "node-address-refused";
        }

        @Override
        public String message() {
            return "node " + nodeId + " is registered at " + address + ", which is not asked"
                    + " (nodecore.runtime-status.allow-local-addresses)";
        }
    }
}
