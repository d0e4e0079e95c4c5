package io.nodecore.simulator;

import java.net.URI;

/**
 * The addresses at which one gateway receives reports.
 *
 * @param grpc {@code host:port}
 * @param http base of {@code /node/**}
 */
public record Edge(String grpc, URI http) {}
