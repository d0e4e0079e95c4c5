package io.nodecore.gateway.failure;

import java.time.Duration;
import java.util.List;

/**
 * Every refusal of the node edge. {@link #reason()} is stable, so agents may depend on it. {@link #detail()} is for people.
 *
 * <p>Only {@link FailureStatus} (gRPC) and {@link FailureProblem} (HTTP) decide how a failure appears on a transport.
 */
public sealed interface Failure {

    String reason();

    String detail();

    /** A temporary failure: the same request may be sent again after {@link #retryAfter()}. */
    sealed interface Passing extends Failure {
        Duration retryAfter();
    }

    /** The report can be read, but violates rules; only the first violations are listed. */
    record InvalidReport(List<Violation> violations) implements Failure {
        public InvalidReport {
            violations = List.copyOf(violations);
        }

        @Override
        public String reason() {
            return "invalid-report";
        }

        @Override
        public String detail() {
            return violations.isEmpty()
                    ? "the report is invalid"
                    : violations.getFirst().field() + " "
                            + violations.getFirst().message();
        }
    }

    /** The bytes are not a valid request. */
    record MalformedReport(String detail) implements Failure {
        @Override
        public String reason() {
            return "malformed-report";
        }
    }

    record ReportTooLarge(String detail) implements Failure {
        @Override
        public String reason() {
            return "report-too-large";
        }
    }

    record UnsupportedMediaType(String detail) implements Failure {
        @Override
        public String reason() {
            return "unsupported-media-type";
        }
    }

    record UnknownRoute(String route) implements Failure {
        @Override
        public String reason() {
            return "unknown-route";
        }

        @Override
        public String detail() {
            return "there is nothing at " + route;
        }
    }

    /**
     * The path exists, but not with this method.
     *
     * @param allowed as in the header {@code Allow}
     */
    record MethodNotAllowed(String allowed) implements Failure {
        @Override
        public String reason() {
            return "method-not-allowed";
        }

        @Override
        public String detail() {
            return "allowed here: " + allowed;
        }
    }

    /** No key, a wrong one or a revoked one; the answer does not say which. */
    record Unauthenticated() implements Failure {
        @Override
        public String reason() {
            return "unauthenticated";
        }

        @Override
        public String detail() {
            return "a valid x-node-auth-key is needed";
        }
    }

    /** The registration code is unknown or expired. */
    record CodeInvalid() implements Failure {
        @Override
        public String reason() {
            return "code-invalid";
        }

        @Override
        public String detail() {
            return "the registration code is unknown or expired";
        }
    }

    /** The registration code was used by another node. */
    record CodeUsed() implements Failure {
        @Override
        public String reason() {
            return "code-used";
        }

        @Override
        public String detail() {
            return "the registration code was already used";
        }
    }

    /** Too many wrong keys or codes from one address. */
    record TooManyFailures(Duration retryAfter) implements Passing {
        @Override
        public String reason() {
            return "too-many-failures";
        }

        @Override
        public String detail() {
            return "too many failed attempts from this address";
        }
    }

    /** One node sends requests faster than any agent should. */
    record TooManyRequests(Duration retryAfter) implements Passing {
        @Override
        public String reason() {
            return "too-many-requests";
        }

        @Override
        public String detail() {
            return "this node sends too many requests";
        }
    }

    /** A limit of the gateway itself is reached. */
    record Overloaded(String detail, Duration retryAfter) implements Passing {
        public Overloaded(String detail) {
            this(detail, Duration.ofSeconds(1));
        }

        @Override
        public String reason() {
            return "overloaded";
        }
    }

    /** Kafka did not acknowledge in time. The report may have been appended: a repeat with the same report id counts once. */
    record JournalUnavailable() implements Passing {
        @Override
        public String reason() {
            return "journal-unavailable";
        }

        @Override
        public String detail() {
            return "the journal did not acknowledge the report in time";
        }

        @Override
        public Duration retryAfter() {
            return Duration.ofSeconds(1);
        }
    }

    /** Only config-service can answer this request, and it is unavailable. */
    record ControlUnavailable() implements Passing {
        @Override
        public String reason() {
            return "control-unavailable";
        }

        @Override
        public String detail() {
            return "the control plane does not answer";
        }

        @Override
        public Duration retryAfter() {
            return Duration.ofSeconds(2);
        }
    }

    /** The gateway is shutting down; another replica answers. */
    record ShuttingDown() implements Passing {
        @Override
        public String reason() {
            return "shutting-down";
        }

        @Override
        public String detail() {
            return "this gateway is shutting down";
        }

        @Override
        public Duration retryAfter() {
            return Duration.ofSeconds(1);
        }
    }

    /**
     * A defect of the gateway. It is answered like an outage, because the node did nothing wrong and may repeat the request.
     *
     * @param cause for the log only, never for the answer
     */
    record Defect(Throwable cause) implements Passing {
        @Override
        public String reason() {
            return "defect";
        }

        @Override
        public String detail() {
            return "the gateway failed to handle the request";
        }

        @Override
        public Duration retryAfter() {
            return Duration.ofSeconds(5);
        }
    }
}
