package io.nodecore.admin.failure;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A documented refusal. */
public sealed interface Failure {

    /** The request itself is wrong. */
    record Invalid(List<Violation> violations) implements Failure {
        public Invalid {
            violations = List.copyOf(violations);
        }
    }

    /**
     * The resource does not exist.
     *
     * @param what a word of the glossary, such as {@code node}
     */
    record Unknown(String what, String id) implements Failure {}

    /** The registration code is unknown or expired. */
    record CodeInvalid() implements Failure {}

    /** The registration code was used by another node, or by this one before its first authenticated call. */
    record CodeUsed() implements Failure {}

    /**
     * The change would delete links, and the request does not allow it.
     *
     * @param links how many, by the tag of their inbound
     */
    record WouldRemoveLinks(Map<String, Long> links) implements Failure {

        public WouldRemoveLinks {
            links = Collections.unmodifiableMap(new TreeMap<>(links));
        }
    }

    /** The dead letter was kept without its value, and the fact was deleted from its topic. */
    record ValueGone(long deadLetterId) implements Failure {}

    /** The token is missing, wrong or revoked, or the session has expired. */
    record Unauthenticated() implements Failure {}

    /**
     * The token's scope does not include the route.
     *
     * @param neededScope the word of the smallest scope that includes it
     */
    record ScopeTooSmall(String neededScope) implements Failure {}

    /** A request with a session cookie and an unsafe method has no CSRF token, or a wrong one. */
    record CsrfTokenMissing() implements Failure {}

    /** The address has sent too many wrong tokens. */
    record TooManyAttempts(Duration retryAfter) implements Failure {}

    /**
     * A part that is needed for the answer is unavailable.
     *
     * @param part such as {@code control} (Postgres) or {@code presence} (Redis)
     */
    record Unavailable(String part) implements Failure {}

    /** The node's own HTTP server did not answer in time. */
    record NodeTimeout(long nodeId) implements Failure {}

    /** The node's own HTTP server could not be reached, or its answer was invalid. */
    record NodeUnreachable(long nodeId, String cause) implements Failure {}

    /** config-service must not send requests to the node's registered address: it is an address of its own machine or link. */
    record NodeAddressRefused(long nodeId, String address) implements Failure {}

    /** The stable word that programs may rely on, kebab-case. */
    default String reason() {
        return switch (this) {
            case Invalid _ -> "invalid-request";
            case Unknown unknown -> "unknown-" + unknown.what().replace(' ', '-');
            case CodeInvalid _ -> "code-invalid";
            case CodeUsed _ -> "code-used";
            case WouldRemoveLinks _ -> "would-remove-links";
            case ValueGone _ -> "letter-value-gone";
            case Unauthenticated _ -> "unauthenticated";
            case ScopeTooSmall _ -> "scope";
            case CsrfTokenMissing _ -> "csrf";
            case TooManyAttempts _ -> "too-many-attempts";
            case Unavailable(var part) -> part + "-unavailable";
            case NodeTimeout _ -> "node-timeout";
            case NodeUnreachable _ -> "node-unreachable";
            case NodeAddressRefused _ -> "node-address-refused";
        };
    }

    /** For people. */
    default String message() {
        return switch (this) {
            case Invalid(var violations) ->
                violations.isEmpty()
                        ? "the request can't be read"
                        : violations.getFirst().field() + ": "
                                + violations.getFirst().message();
            case Unknown(var what, var id) -> "there is no " + what + " " + id;
            case CodeInvalid _ -> "the registration code is unknown or expired";
            case CodeUsed _ -> "the registration code is used";
            case WouldRemoveLinks(var links) ->
                "the change would remove links: "
                        + links.entrySet().stream()
                                .map(inbound -> inbound.getValue() + " of '" + inbound.getKey() + "'")
                                .collect(Collectors.joining(", "))
                        + ". Name a new tag of an inbound in renames, or allow it with removeLinks=true";
            case ValueGone(var id) -> "dead letter " + id + " can't be redriven: its fact is gone from its topic";
            case Unauthenticated _ ->
                "a valid token is required: Authorization: Bearer <token>, or a session (POST /admin/session)";
            case ScopeTooSmall(var neededScope) -> "the token needs the scope " + neededScope;
            case CsrfTokenMissing _ ->
                "a session needs its CSRF token in the header X-CSRF-Token (GET /admin/session answers it)";
            case TooManyAttempts _ -> "too many wrong tokens from this address, try again later";
            case Unavailable(var part) -> part + " is temporarily unavailable, try again";
            case NodeTimeout(var nodeId) -> "node " + nodeId + " did not answer in time";
            case NodeUnreachable(var nodeId, var cause) -> "node " + nodeId + " could not be asked: " + cause;
            case NodeAddressRefused(var nodeId, var address) ->
                "node " + nodeId + " is registered at " + address + ", which is not asked"
                        + " (nodecore.runtime-status.allow-local-addresses)";
        };
    }
}
