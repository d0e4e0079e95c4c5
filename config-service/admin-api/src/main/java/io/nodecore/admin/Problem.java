package io.nodecore.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.nodecore.admin.failure.Failure;
import io.nodecore.admin.failure.Violation;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A refusal as an RFC 9457 problem document.
 *
 * @param type identifies the kind of problem
 * @param title for people, the same for every problem of a kind
 * @param detail for people, about this occurrence
 * @param reason the stable word that programs may rely on
 * @param violations what is wrong with the request, absent if nothing is
 * @param links how many links the request would remove, by the tag of their inbound; absent with other reasons
 * @param neededScope the smallest scope of a token that may send the request; absent with other reasons
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String reason,
        @Nullable List<Violation> violations,
        @Nullable Map<String, Long> links,
        @Nullable String neededScope) {

    public static final String MEDIA_TYPE = "application/problem+json";

    public static Problem of(int status, String reason, String detail) {
        return new Problem(type(reason), title(reason), status, detail, reason, null, null, null);
    }

    public static Problem of(Failure failure) {
        return new Problem(
                type(failure.reason()),
                title(failure.reason()),
                status(failure),
                failure.message(),
                failure.reason(),
                failure instanceof Failure.Invalid invalid ? invalid.violations() : null,
                failure instanceof Failure.WouldRemoveLinks links ? links.links() : null,
                failure instanceof Failure.ScopeTooSmall scope ? scope.neededScope() : null);
    }

    /** The one table from refusal to HTTP status. */
    private static int status(Failure failure) {
        return switch (failure) {
            case Failure.Invalid invalid -> 400;
            case Failure.Unauthenticated unauthenticated -> 401;
            case Failure.CodeInvalid invalid -> 403;
            case Failure.ScopeTooSmall scope -> 403;
            case Failure.CsrfTokenMissing csrf -> 403;
            case Failure.Unknown unknown -> 404;
            case Failure.CodeUsed used -> 409;
            case Failure.ValueGone gone -> 409;
            case Failure.WouldRemoveLinks links -> 409;
            case Failure.TooManyAttempts attempts -> 429;
            case Failure.NodeUnreachable unreachable -> 502;
            case Failure.NodeAddressRefused refused -> 502;
            case Failure.Unavailable unavailable -> 503;
            case Failure.NodeTimeout timeout -> 504;
        };
    }

    private static String type(String reason) {
        return "urn:nodecore:problem:" + reason;
    }

    private static String title(String reason) {
        String words = reason.replace('-', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
