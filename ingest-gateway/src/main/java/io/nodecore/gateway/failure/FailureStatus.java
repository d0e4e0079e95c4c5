package io.nodecore.gateway.failure;

import com.google.protobuf.Any;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
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

/** A failure on gRPC: a status with {@code google.rpc} details (ErrorInfo always, BadRequest and RetryInfo where they apply). */
public final class FailureStatus {

    /** The domain of every ErrorInfo. */
    public static final String DOMAIN = "nodecore";

    private FailureStatus() {}

    static Code code(Failure failure) {
        return switch (failure) {
            case InvalidReport _, MalformedReport _ -> Code.INVALID_ARGUMENT;
            case ReportTooLarge _, TooManyFailures _, TooManyRequests _ -> Code.RESOURCE_EXHAUSTED;
            case UnsupportedMediaType _, UnknownRoute _, MethodNotAllowed _ -> Code.UNIMPLEMENTED;
            case Unauthenticated _ -> Code.UNAUTHENTICATED;
            case CodeInvalid _ -> Code.PERMISSION_DENIED;
            case CodeUsed _ -> Code.ALREADY_EXISTS;
            case Overloaded _, JournalUnavailable _, ControlUnavailable _, ShuttingDown _, Defect _ -> Code.UNAVAILABLE;
        };
    }

    /** The status and the trailers that answer a call with this failure. */
    public static StatusRuntimeException of(Failure failure) {
        Status.Builder status = Status.newBuilder()
                .setCode(code(failure).getNumber())
                .setMessage(failure.reason() + ": " + failure.detail())
                .addDetails(Any.pack(ErrorInfo.newBuilder()
                        .setDomain(DOMAIN)
                        .setReason(failure.reason())
                        .build()));
        if (failure instanceof InvalidReport(var violations)) {
            BadRequest.Builder badRequest = BadRequest.newBuilder();
            for (Violation violation : violations) {
                badRequest
                        .addFieldViolationsBuilder()
                        .setField(violation.field())
                        .setDescription(violation.message());
            }
            status.addDetails(Any.pack(badRequest.build()));
        }
        if (failure instanceof Passing passing) {
            RetryInfo.Builder retry = RetryInfo.newBuilder();
            retry.getRetryDelayBuilder()
                    .setSeconds(passing.retryAfter().toSeconds())
                    .setNanos(passing.retryAfter().toNanosPart());
            status.addDetails(Any.pack(retry.build()));
        }
        return StatusProto.toStatusRuntimeException(status.build());
    }
}
