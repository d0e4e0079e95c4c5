package io.nodecore.control.gateway;

import io.nodecore.control.config.template.ConfigIntake;
import io.nodecore.control.node.NodeIntake;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.boot.grpc.server.autoconfigure.GrpcServerExecutorProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The internal gRPC server. */
@Configuration(proxyBeanMethods = false)
public class GatewayConfiguration {

    @Bean
    ControlGrpc controlGrpc(NodeIntake nodes, ConfigIntake configs) {
        return new ControlGrpc(nodes, configs);
    }

    @Bean
    FailureGrpc failureGrpc() {
        return new FailureGrpc();
    }

    /** Calls block on Postgres: each on a virtual thread of its own. */
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
