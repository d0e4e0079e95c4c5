package io.nodecore.simulator;

import java.net.URI;

/**
 * Where one gateway takes reports.
 *
 * @param grpc {@code host:port}
 * @param http below it lies {@code /node/**}
 */
public record Edge(String grpc, URI http) {}
