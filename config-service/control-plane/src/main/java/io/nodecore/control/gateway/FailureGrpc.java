package io.nodecore.control.gateway;

import com.google.protobuf.Any;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.protobuf.StatusProto;
import io.nodecore.admin.failure.Failure;
import io.nodecore.admin.failure.FailureException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.grpc.server.exception.GrpcExceptionHandler;
import org.springframework.transaction.TransactionException;

/** Converts each refusal to its gRPC status. */
final class FailureGrpc implements GrpcExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(FailureGrpc.class);

    @Override
    public @Nullable StatusException handleException(Throwable thrown) {
        return switch (thrown) {
            case FailureException refused -> status(refused.failure());
            case DataAccessException away -> unavailable(away);
            case TransactionException away -> unavailable(away);
            default -> {
                log.error("a call of the gateway failed", thrown);
                yield Status.INTERNAL.withDescription("config-service failed").asException();
            }
        };
    }

    private static StatusException unavailable(Exception cause) {
        log.warn("Postgres is away: {}", cause.getMessage());
        return status(new Failure.Unavailable("control"));
    }

    static StatusException status(Failure failure) {
        var status = com.google.rpc.Status.newBuilder()
                .setCode(code(failure).getNumber())
                .setMessage(failure.message())
                .addDetails(Any.pack(ErrorInfo.newBuilder()
                        .setReason(failure.reason())
                        .setDomain("nodecore")
                        .build()));
        if (failure instanceof Failure.Invalid invalid) {
            var details = BadRequest.newBuilder();
            invalid.violations()
                    .forEach(violation -> details.addFieldViolationsBuilder()
                            .setField(violation.field())
                            .setDescription(violation.message()));
            status.addDetails(Any.pack(details.build()));
        }
        return StatusProto.toStatusException(status.build());
    }

    private static Code code(Failure failure) {
        return switch (failure) {
            case Failure.Invalid invalid -> Code.INVALID_ARGUMENT;
            case Failure.Unknown unknown -> Code.NOT_FOUND;
            case Failure.CodeInvalid invalid -> Code.NOT_FOUND;
            case Failure.CodeUsed used -> Code.ALREADY_EXISTS;
            case Failure.ValueGone gone -> Code.FAILED_PRECONDITION;
            case Failure.WouldRemoveLinks links -> Code.FAILED_PRECONDITION;
            case Failure.Unauthenticated unauthenticated -> Code.UNAUTHENTICATED;
            case Failure.ScopeTooSmall scope -> Code.PERMISSION_DENIED;
            case Failure.CsrfTokenMissing csrf -> Code.PERMISSION_DENIED;
            case Failure.TooManyAttempts attempts -> Code.RESOURCE_EXHAUSTED;
            case Failure.Unavailable unavailable -> Code.UNAVAILABLE;
            case Failure.NodeTimeout timeout -> Code.UNAVAILABLE;
            case Failure.NodeUnreachable unreachable -> Code.UNAVAILABLE;
            case Failure.NodeAddressRefused refused -> Code.FAILED_PRECONDITION;
        };
    }
}
