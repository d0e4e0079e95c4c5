package io.nodecore.gateway;

import io.grpc.BindableService;
import io.grpc.Codec;
import io.grpc.DecompressorRegistry;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.ProtoReflectionService;
import io.nodecore.gateway.auth.Admission;
import io.nodecore.gateway.config.ConfigWatches;
import io.nodecore.gateway.config.NodeConfigIntake;
import io.nodecore.gateway.grpc.ConfigWatchGrpc;
import io.nodecore.gateway.grpc.LenientGzip;
import io.nodecore.gateway.grpc.NodeEdgeGrpc;
import io.nodecore.gateway.grpc.UnknownMethods;
import io.nodecore.gateway.http.NodeEdgeHttp;
import io.nodecore.gateway.limit.InFlightBudget;
import io.nodecore.gateway.limit.LimitSettings;
import io.nodecore.gateway.registration.RegistrationIntake;
import io.nodecore.gateway.report.HeartbeatIntake;
import io.nodecore.gateway.report.ReportIntake;
import java.time.Duration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.grpc.server.ServerBuilderCustomizer;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The two ways in. */
@Configuration(proxyBeanMethods = false)
class TransportConfiguration {

    /** What one connection may have under way; an agent needs a handful. */
    private static final int CALLS_PER_CONNECTION = 1_000;

    @Bean
    BindableService nodeEdgeGrpc(
            ReportIntake reports,
            HeartbeatIntake heartbeats,
            NodeConfigIntake configs,
            Admission admission,
            ConfigWatches watches,
            LimitSettings limits) {
        return new NodeEdgeGrpc(reports, heartbeats, configs, new ConfigWatchGrpc(admission, watches), limits);
    }

    /** Reflection under its older name too: many clients of other languages know no other. */
    @Bean
    @ConditionalOnBooleanProperty("spring.grpc.server.reflection.enabled")
    @SuppressWarnings("deprecation")
    BindableService olderReflection() {
        return ProtoReflectionService.newInstance();
    }

    @Bean
    ServerBuilderCustomizer<NettyServerBuilder> edgeServer() {
        // No call of this server blocks, so calls stay on the event loop: no hand-over, and one connection's reports in
        // order.
        return server -> server.directExecutor()
                .maxConcurrentCallsPerConnection(CALLS_PER_CONNECTION)
                .fallbackHandlerRegistry(new UnknownMethods());
    }

    @Bean
    DecompressorRegistry requestDecompressors() {
        return DecompressorRegistry.emptyInstance()
                .with(Codec.Identity.NONE, false)
                .with(new LenientGzip(), true);
    }

    /** Event loops of its own: by default all servers of a process share them, and the first to stop takes them along. */
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
            InFlightBudget budget,
            LimitSettings limits) {
        return new NodeEdgeHttp(reports, heartbeats, configs, registrations, budget, limits).routes();
    }
}
