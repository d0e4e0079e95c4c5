package io.nodecore.gateway.failure;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.HttpStatus;

class FailureTest {

    record Row(Failure failure, String reason, HttpStatus http, Code grpc) {}

    /** The table of the contract, and what we added to it. */
    static Stream<Row> table() {
        return Stream.of(
                new Row(
                        new Failure.InvalidReport(List.of(new Violation("entries[3].bytesUp", "must be 0 or greater"))),
                        "invalid-report",
                        HttpStatus.BAD_REQUEST,
                        Code.INVALID_ARGUMENT),
                new Row(
                        new Failure.MalformedReport("no JSON"),
                        "malformed-report",
                        HttpStatus.BAD_REQUEST,
                        Code.INVALID_ARGUMENT),
                new Row(
                        new Failure.ReportTooLarge("too large"),
                        "report-too-large",
                        HttpStatus.CONTENT_TOO_LARGE,
                        Code.RESOURCE_EXHAUSTED),
                new Row(
                        new Failure.UnsupportedMediaType("text"),
                        "unsupported-media-type",
                        HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                        Code.UNIMPLEMENTED),
                new Row(new Failure.UnknownRoute("/x"), "unknown-route", HttpStatus.NOT_FOUND, Code.UNIMPLEMENTED),
                new Row(
                        new Failure.MethodNotAllowed("POST"),
                        "method-not-allowed",
                        HttpStatus.METHOD_NOT_ALLOWED,
                        Code.UNIMPLEMENTED),
                new Row(
                        new Failure.Unauthenticated(),
                        "unauthenticated",
                        HttpStatus.UNAUTHORIZED,
                        Code.UNAUTHENTICATED),
                new Row(new Failure.CodeInvalid(), "code-invalid", HttpStatus.FORBIDDEN, Code.PERMISSION_DENIED),
                new Row(new Failure.CodeUsed(), "code-used", HttpStatus.CONFLICT, Code.ALREADY_EXISTS),
                new Row(
                        new Failure.TooManyFailures(Duration.ofMillis(1500)),
                        "too-many-failures",
                        HttpStatus.TOO_MANY_REQUESTS,
                        Code.RESOURCE_EXHAUSTED),
                new Row(
                        new Failure.TooManyRequests(Duration.ofNanos(1)),
                        "too-many-requests",
                        HttpStatus.TOO_MANY_REQUESTS,
                        Code.RESOURCE_EXHAUSTED),
                new Row(new Failure.Overloaded("full"), "overloaded", HttpStatus.SERVICE_UNAVAILABLE, Code.UNAVAILABLE),
                new Row(
                        new Failure.JournalUnavailable(),
                        "journal-unavailable",
                        HttpStatus.SERVICE_UNAVAILABLE,
                        Code.UNAVAILABLE),
                new Row(
                        new Failure.ControlUnavailable(),
                        "control-unavailable",
                        HttpStatus.SERVICE_UNAVAILABLE,
                        Code.UNAVAILABLE),
                new Row(new Failure.ShuttingDown(), "shutting-down", HttpStatus.SERVICE_UNAVAILABLE, Code.UNAVAILABLE),
                new Row(
                        new Failure.Defect(new IllegalStateException("secret")),
                        "defect",
                        HttpStatus.SERVICE_UNAVAILABLE,
                        Code.UNAVAILABLE));
    }

    @Test
    void the_table_has_every_failure() {
        assertThat(table().map(row -> row.failure().getClass().getSimpleName()))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Failure.class.getDeclaredClasses())
                        .filter(Class::isRecord)
                        .map(Class::getSimpleName)
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("table")
    void a_failure_is_a_problem_document(Row row) {
        FailureProblem problem = FailureProblem.of(row.failure());

        assertThat(problem.status()).isEqualTo(row.http());
        assertThat(problem.document())
                .containsEntry("reason", row.reason())
                .containsEntry("type", "urn:nodecore:failure:" + row.reason())
                .containsEntry("status", row.http().value())
                .containsEntry("title", row.http().getReasonPhrase())
                .containsKey("detail");
        assertThat(problem.document().containsKey("violations"))
                .isEqualTo(row.failure() instanceof Failure.InvalidReport);
        assertThat(problem.headers().containsKey("Retry-After")).isEqualTo(row.failure() instanceof Failure.Passing);
        assertThat(problem.headers().containsKey("Allow")).isEqualTo(row.http() == HttpStatus.METHOD_NOT_ALLOWED);
        assertThat(problem.document().toString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @MethodSource("table")
    void a_failure_is_a_status_with_details(Row row) throws Exception {
        var status = Objects.requireNonNull(StatusProto.fromThrowable(FailureStatus.of(row.failure())));

        assertThat(status.getCode()).isEqualTo(row.grpc().getNumber());
        ErrorInfo info = status.getDetails(0).unpack(ErrorInfo.class);
        assertThat(info.getReason()).isEqualTo(row.reason());
        assertThat(info.getDomain()).isEqualTo("nodecore");
        assertThat(status.getDetailsList().stream().anyMatch(any -> any.is(BadRequest.class)))
                .isEqualTo(row.failure() instanceof Failure.InvalidReport);
        assertThat(status.getDetailsList().stream().anyMatch(any -> any.is(RetryInfo.class)))
                .isEqualTo(row.failure() instanceof Failure.Passing);
        assertThat(status.toString()).doesNotContain("secret");
    }

    @Test
    void retry_after_is_in_whole_seconds_rounded_up() {
        assertThat(FailureProblem.of(new Failure.TooManyFailures(Duration.ofMillis(1500)))
                        .headers())
                .containsEntry("Retry-After", "2");
        assertThat(FailureProblem.of(new Failure.TooManyRequests(Duration.ofNanos(1)))
                        .headers())
                .containsEntry("Retry-After", "1");
    }

    @Test
    void what_is_no_refusal_is_a_defect() {
        Refused refused = new Refused(new Failure.CodeUsed());

        assertThat(Refused.failureOf(new CompletionException(refused))).isEqualTo(new Failure.CodeUsed());
        assertThat(Refused.failureOf(new CompletionException(new IllegalStateException("x"))))
                .isInstanceOf(Failure.Defect.class);
    }
}
