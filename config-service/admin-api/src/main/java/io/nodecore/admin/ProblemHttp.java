package io.nodecore.admin;

import io.lettuce.core.RedisException;
import io.nodecore.admin.failure.Failure;
import io.nodecore.admin.failure.FailureException;
import io.nodecore.admin.failure.Violation;
import java.util.List;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.InvalidDataAccessResourceUsageException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import tools.jackson.core.JacksonException;

/** Converts every exception to a problem document; no other class does. */
@RestControllerAdvice
final class ProblemHttp {

    private static final Logger log = LoggerFactory.getLogger(ProblemHttp.class);
    private static final String RETRY_SECONDS = "2";

    @ExceptionHandler
    ResponseEntity<Problem> refused(FailureException refusal) {
        Problem problem = Problem.of(refusal.failure());
        if (refusal.failure() instanceof Failure.TooManyAttempts(var retryAfter)) {
            return ResponseEntity.status(problem.status())
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .header(HttpHeaders.RETRY_AFTER, Long.toString(retryAfter.toSeconds() + 1))
                    .body(problem);
        }
        return answer(problem);
    }

    @ExceptionHandler
    ResponseEntity<Problem> unreadable(HttpMessageNotReadableException unreadable) {
        Throwable cause = unreadable.getCause();
        Violation violation = cause instanceof JacksonException json
                ? new Violation(JsonPath.of(json), JsonPath.expectation(json))
                : new Violation("", "a JSON body is required");
        return answer(Problem.of(new Failure.Invalid(List.of(violation))));
    }

    @ExceptionHandler
    ResponseEntity<Problem> wrongParameter(TypeMismatchException mismatch) {
        String name = mismatch instanceof MethodArgumentTypeMismatchException argument
                ? argument.getName()
                : String.valueOf(mismatch.getPropertyName());
        return answer(Problem.of(
                new Failure.Invalid(List.of(new Violation(name, "can't be read, got '" + mismatch.getValue() + "'")))));
    }

    @ExceptionHandler
    ResponseEntity<Problem> missingParameter(MissingServletRequestParameterException missing) {
        return answer(
                Problem.of(new Failure.Invalid(List.of(new Violation(missing.getParameterName(), "is required")))));
    }

    @ExceptionHandler
    ResponseEntity<Problem> undecodable(InvalidParameterException undecodable) {
        return answer(Problem.of(new Failure.Invalid(List.of(new Violation("", "a parameter is not valid UTF-8")))));
    }

    @ExceptionHandler
    ResponseEntity<Problem> unstorable(DataIntegrityViolationException unstorable) {
        log.warn("Postgres refused a value", unstorable);
        return answer(Problem.of(new Failure.Invalid(List.of(new Violation("", "can't be stored")))));
    }

    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ResponseEntity<Problem> withoutPostgres(Exception away) throws Exception {
        if (away instanceof InvalidDataAccessResourceUsageException) {
            throw away;
        }
        log.warn("Postgres is away: {}", away.getMessage());
        return answer(Problem.of(new Failure.Unavailable("control")));
    }

    @ExceptionHandler
    ResponseEntity<Problem> withoutRedis(RedisException away) {
        log.warn("Redis is away: {}", away.getMessage());
        return answer(Problem.of(new Failure.Unavailable("presence")));
    }

    /** Requests that Spring itself refuses (unknown route, wrong method, wrong media type), and unexpected failures. */
    @ExceptionHandler
    ResponseEntity<Problem> other(Exception exception) {
        if (exception instanceof ErrorResponse known) {
            int status = known.getStatusCode().value();
            Problem problem = Problem.of(
                    status, reason(status), String.valueOf(known.getBody().getDetail()));
            return ResponseEntity.status(status)
                    .headers(known.getHeaders())
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .body(problem);
        }
        log.error("a request failed", exception);
        return answer(Problem.of(500, "internal", "config-service failed"));
    }

    private static String reason(int status) {
        return switch (status) {
            case 404 -> "unknown-route";
            case 405 -> "method-not-allowed";
            case 406 -> "not-acceptable";
            case 413 -> "request-too-large";
            case 415 -> "unsupported-media-type";
            default -> status < 500 ? "invalid-request" : "internal";
        };
    }

    private static ResponseEntity<Problem> answer(Problem problem) {
        var answer = ResponseEntity.status(problem.status()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (problem.status() == 503) {
            answer.header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        }
        return answer.body(problem);
    }
}
