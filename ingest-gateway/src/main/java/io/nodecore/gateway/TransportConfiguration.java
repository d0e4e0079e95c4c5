package io.nodecore.gateway;

import io.grpc.BindableService;
import io.grpc.Codec;
import io.grpc.DecompressorRegistry;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.ProtoReflectionService;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.nodecore.gateway.auth.Admission;
import io.nodecore.gateway.config.ConfigPartsIntake;
import io.nodecore.gateway.config.ConfigWatches;
import io.nodecore.gateway.config.NodeConfigIntake;
import io.nodecore.gateway.connection.AcceptedConnections;
import io.nodecore.gateway.connection.ConnectionSettings;
import io.nodecore.gateway.connection.Connections;
import io.nodecore.gateway.connection.NetworkSettings;
import io.nodecore.gateway.connection.TrustedProxies;
import io.nodecore.gateway.grpc.ConfigStreamGrpc;
import io.nodecore.gateway.grpc.ConfigWatchGrpc;
import io.nodecore.gateway.grpc.GrpcConnections;
import io.nodecore.gateway.grpc.LenientGzip;
import io.nodecore.gateway.grpc.NodeEdgeGrpc;
import io.nodecore.gateway.grpc.OpenedCalls;
import io.nodecore.gateway.grpc.UnknownMethods;
import io.nodecore.gateway.heartbeat.HeartbeatIntake;
import io.nodecore.gateway.http.NodeEdgeHttp;
import io.nodecore.gateway.limit.InFlightBudget;
import io.nodecore.gateway.limit.LimitSettings;
import io.nodecore.gateway.registration.RegistrationIntake;
import io.nodecore.gateway.report.ReportIntake;
import java.time.Duration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.grpc.server.ServerBuilderCustomizer;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The two transports: gRPC and HTTP. */
@Configuration(proxyBeanMethods = false)
class TransportConfiguration {

    /** Metadata that exceeds the setting is refused with a status; in order to send it, the server reads this many bytes more. */
    private static final int LARGEST_METADATA_BYTES = 256 * 1024;

    @Bean
    BindableService nodeEdgeGrpc(
            ReportIntake reports,
            HeartbeatIntake heartbeats,
            NodeConfigIntake configs,
            ConfigPartsIntake configParts,
            Admission admission,
            ConfigWatches watches,
            InFlightBudget inFlightBudget,
            LimitSettings limits) {
        return new NodeEdgeGrpc(
                reports,
                heartbeats,
                configs,
                new ConfigStreamGrpc(configParts),
                new ConfigWatchGrpc(admission, watches, inFlightBudget),
                limits);
    }

    /** Reflection under its older name too: many clients in other languages support only that one. */
    @Bean
    @ConditionalOnBooleanProperty("spring.grpc.server.reflection.enabled")
    @SuppressWarnings("deprecation")
    BindableService olderReflection() {
        return ProtoReflectionService.newInstance();
    }

    @Bean
    AcceptedConnections acceptedConnections(
            Connections connections, ConnectionSettings settings, NetworkSettings network) {
        return new AcceptedConnections(connections, settings, network);
    }

    @Bean
    GrpcConnections grpcConnections(
            AcceptedConnections accepted,
            TrustedProxies proxies,
            ConnectionSettings settings,
            LimitSettings limits,
            InFlightBudget unauthenticatedBudget) {
        return new GrpcConnections(accepted, proxies, settings, limits, unauthenticatedBudget);
    }

    /** gRPC accepts a custom server socket only together with custom event loops. */
    @Bean(destroyMethod = "shutdownGracefully")
    EventLoopGroup grpcEventLoops() {
        return new MultiThreadIoEventLoopGroup(NioIoHandler.newFactory());
    }

    @Bean
    ServerBuilderCustomizer<NettyServerBuilder> edgeServer(
            GrpcConnections connections, ConnectionSettings settings, EventLoopGroup grpcEventLoops) {
        // No call of this server blocks, so calls run on the event loop: there is no thread hand-over, and the reports
        // of one connection
        // keep their order.
        return server -> server.directExecutor()
                .channelFactory(connections::listen)
                .bossEventLoopGroup(grpcEventLoops)
                .workerEventLoopGroup(grpcEventLoops)
                .addTransportFilter(connections)
                .intercept(new OpenedCalls())
                .maxConcurrentCallsPerConnection(settings.callsPerConnection())
                .flowControlWindow(Math.toIntExact(settings.window().toBytes()))
                .maxInboundMetadataSize(LARGEST_METADATA_BYTES)
                .maxRstFramesPerWindow(
                        settings.resets(),
                        Math.toIntExact(settings.resetPeriod().toSeconds()))
                .fallbackHandlerRegistry(new UnknownMethods());
    }

    @Bean
    WebServerFactoryCustomizer<NettyReactiveWebServerFactory> httpConnections(AcceptedConnections connections) {
        return factory -> factory.addServerCustomizers(http -> http.doOnChannelInit((_, channel, _) -> {
            var _ = connections.accepted(channel);
        }));
    }

    @Bean
    DecompressorRegistry requestDecompressors() {
        return DecompressorRegistry.emptyInstance()
                .with(Codec.Identity.NONE, false)
                .with(new LenientGzip(), true);
    }

    /** Event loops of its own: by default all servers of a process share them, and the first server that stops also stops the loops. */
    @Bean
    ReactorResourceFactory reactorResources() {
        ReactorResourceFactory resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        resources.setShutdownQuietPeriod(Duration.ZERO);
        return resources;
    }

    @Bean
    RouterFunction<ServerResponse> nodeEdgeHttp(
            ReportIntake reports,
            HeartbeatIntake heartbeats,
            NodeConfigIntake configs,
            RegistrationIntake registrations,
            InFlightBudget unauthenticatedBudget,
            TrustedProxies proxies,
            LimitSettings limits) {
        return new NodeEdgeHttp(reports, heartbeats, configs, registrations, unauthenticatedBudget, proxies, limits)
                .routes();
    }
}
