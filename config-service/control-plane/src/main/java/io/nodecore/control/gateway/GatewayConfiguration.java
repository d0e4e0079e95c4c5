package io.nodecore.control.gateway;

import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyServerBuilder;
import io.nodecore.control.config.template.ConfigIntake;
import io.nodecore.control.node.NodeIntake;
import java.io.UncheckedIOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLException;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.grpc.server.autoconfigure.GrpcServerExecutorProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.grpc.server.ServerBuilderCustomizer;

/** The internal gRPC server. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(InternalSettings.class)
public class GatewayConfiguration {

    @Bean
    ControlGrpc controlGrpc(NodeIntake nodes, ConfigIntake configs) {
        return new ControlGrpc(nodes, configs);
    }

    @Bean
    FailureGrpc failureGrpc() {
        return new FailureGrpc();
    }

    /** Every method of every service requires the secret, including health and reflection. */
    @Bean
    ServerBuilderCustomizer<NettyServerBuilder> internalAccess(InternalSettings settings) {
        return server -> {
            server.intercept(new CallerToken(settings.token()));
            if (settings.tlsCert() != null && settings.tlsKey() != null) {
                try {
                    server.sslContext(GrpcSslContexts.forServer(
                                    settings.tlsCert().toFile(),
                                    settings.tlsKey().toFile())
                            .build());
                } catch (SSLException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }

    /** Calls block on Postgres: each has its own virtual thread. */
    @Bean(destroyMethod = "close")
    ExecutorService grpcCalls() {
        return Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("grpc-call-", 0).factory());
    }

    @Bean
    GrpcServerExecutorProvider grpcServerExecutor(ExecutorService grpcCalls) {
        return () -> grpcCalls;
    }
}
