package io.nodecore.configservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.MetadataUtils;
import io.nodecore.proto.control.ControlServiceGrpc;
import io.nodecore.proto.control.GetConfigRequest;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The internal gRPC API answers callers with the shared secret alone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InternalAccessIT {

    private final RunningControl control = RunningControl.get();
    private final ManagedChannel channel = ManagedChannelBuilder.forAddress("localhost", control.internalPort())
            .usePlaintext()
            .build();

    @Test
    void a_call_with_the_secret_is_answered() {
        refused(Status.Code.NOT_FOUND, () -> control.grpc().getConfig(anyNode()));
    }

    @AfterAll
    void close() {
        channel.shutdownNow();
    }

    @Test
    void a_call_without_the_secret_is_unauthenticated() {
        refused(() -> ControlServiceGrpc.newBlockingStub(channel).getConfig(anyNode()));
    }

    @Test
    void a_call_with_another_secret_is_unauthenticated() {
        Metadata headers = new Metadata();
        headers.put(
                Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER),
                "Bearer " + RunningControl.CONTROL_TOKEN + "x");
        Channel other = ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(headers));

        refused(() -> ControlServiceGrpc.newBlockingStub(other).getConfig(anyNode()));
    }

    @Test
    void the_health_service_needs_the_secret_too() {
        refused(() -> HealthGrpc.newBlockingStub(channel).check(HealthCheckRequest.getDefaultInstance()));
    }

    private static GetConfigRequest anyNode() {
        return GetConfigRequest.newBuilder().setNodeId(Long.MAX_VALUE).build();
    }

    private static void refused(ThrowingCallable call) {
        refused(Status.Code.UNAUTHENTICATED, call);
    }

    private static void refused(Status.Code code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        e -> assertThat(e.getStatus().getCode()).isEqualTo(code));
    }
}
