package io.nodecore.gateway.failure;

import io.nodecore.gateway.failure.Failure.CodeInvalid;
import io.nodecore.gateway.failure.Failure.CodeUsed;
import io.nodecore.gateway.failure.Failure.ControlUnavailable;
import io.nodecore.gateway.failure.Failure.Defect;
import io.nodecore.gateway.failure.Failure.InvalidReport;
import io.nodecore.gateway.failure.Failure.JournalUnavailable;
import io.nodecore.gateway.failure.Failure.MalformedReport;
import io.nodecore.gateway.failure.Failure.MethodNotAllowed;
import io.nodecore.gateway.failure.Failure.Overloaded;
import io.nodecore.gateway.failure.Failure.Passing;
import io.nodecore.gateway.failure.Failure.ReportTooLarge;
import io.nodecore.gateway.failure.Failure.ShuttingDown;
import io.nodecore.gateway.failure.Failure.TooManyFailures;
import io.nodecore.gateway.failure.Failure.TooManyRequests;
import io.nodecore.gateway.failure.Failure.Unauthenticated;
import io.nodecore.gateway.failure.Failure.UnknownRoute;
import io.nodecore.gateway.failure.Failure.UnsupportedMediaType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * A failure on HTTP: an RFC 9457 problem document with {@code reason} and, for bad input, {@code violations}.
 *
 * @param headers the headers that belong to the status (Retry-After, Allow, WWW-Authenticate)
 * @param document the members of the document, in order
 */
public record FailureProblem(HttpStatus status, Map<String, String> headers, Map<String, Object> document) {

    static HttpStatus status(Failure failure) {
        return switch (failure) {
            case InvalidReport _, MalformedReport _ -> HttpStatus.BAD_REQUEST;
            case ReportTooLarge _ -> HttpStatus.CONTENT_TOO_LARGE;
            case UnsupportedMediaType _ -> HttpStatus.UNSUPPORTED_MEDIA_TYPE;
            case UnknownRoute _ -> HttpStatus.NOT_FOUND;
            case MethodNotAllowed _ -> HttpStatus.METHOD_NOT_ALLOWED;
            case Unauthenticated _ -> HttpStatus.UNAUTHORIZED;
            case CodeInvalid _ -> HttpStatus.FORBIDDEN;
            case CodeUsed _ -> HttpStatus.CONFLICT;
            case TooManyFailures _, TooManyRequests _ -> HttpStatus.TOO_MANY_REQUESTS;
            case Overloaded _, JournalUnavailable _, ControlUnavailable _, ShuttingDown _, Defect _ ->
                HttpStatus.SERVICE_UNAVAILABLE;
        };
    }

    public static FailureProblem of(Failure failure) {
        HttpStatus status = status(failure);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("type", "urn:nodecore:failure:" + failure.reason());
        document.put("title", status.getReasonPhrase());
        document.put("status", status.value());
        document.put("detail", failure.detail());
        document.put("reason", failure.reason());
        if (failure instanceof InvalidReport(var violations)) {
            document.put("violations", violations);
        }
        Map<String, String> headers = new LinkedHashMap<>();
        if (failure instanceof Passing passing) {
            headers.put(HttpHeaders.RETRY_AFTER, Long.toString(wholeSeconds(passing)));
        }
        if (failure instanceof MethodNotAllowed(var allowed)) {
            headers.put(HttpHeaders.ALLOW, allowed);
        }
        if (failure instanceof Unauthenticated) {
            headers.put(HttpHeaders.WWW_AUTHENTICATE, "x-node-auth-key");
        }
        return new FailureProblem(status, headers, document);
    }

    /** The header is in whole seconds: rounded up, so that a client that waits this long is not refused again. */
    private static long wholeSeconds(Passing passing) {
        return Math.max(1, passing.retryAfter().plusMillis(999).toSeconds());
    }
}
