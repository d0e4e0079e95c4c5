package io.nodecore.gateway.control;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import javax.net.ssl.SSLException;

/** The connection to config-service: the shared secret on every call, TLS if a certificate authority is configured. */
public final class ControlChannel {

    private ControlChannel() {}

    /** @throws IllegalStateException naming the setting that is missing or invalid */
    public static ManagedChannel open(ControlSettings settings) {
        if (settings.token().isBlank()) {
            throw new IllegalStateException(
                    "CONTROL_TOKEN is not set: ingest-gateway and config-service need the same secret");
        }
        Metadata headers = new Metadata();
        headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + settings.token());
        NettyChannelBuilder channel = NettyChannelBuilder.forTarget(settings.target())
                .intercept(MetadataUtils.newAttachHeadersInterceptor(headers))
                // Answers are processed on the channel's own thread: no code behind them blocks.
                .directExecutor()
                .maxInboundMessageSize(Integer.MAX_VALUE);
        if (settings.tlsCa() == null) {
            return channel.usePlaintext().build();
        }
        try {
            return channel.sslContext(GrpcSslContexts.forClient()
                            .trustManager(settings.tlsCa().toFile())
                            .build())
                    .build();
        } catch (SSLException | IllegalArgumentException e) {
            throw new IllegalStateException("CONTROL_TLS_CA cannot be used: " + settings.tlsCa(), e);
        }
    }
}
