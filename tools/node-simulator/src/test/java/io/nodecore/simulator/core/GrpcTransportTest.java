package io.nodecore.simulator.core;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.nodecore.simulator.fake.FakeCore;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

class GrpcTransportTest extends CoreTransportContract {

    private final ManagedChannel channel =
            NettyChannelBuilder.forTarget(core.grpcTarget()).usePlaintext().build();

    @Override
    CoreTransport connect(String authKey) {
        return new GrpcTransport(channel, authKey, Duration.ofSeconds(10));
    }

    @Override
    FakeCore.Transport kind() {
        return FakeCore.Transport.GRPC;
    }

    @AfterEach
    void disconnect() {
        channel.shutdownNow();
    }
}
