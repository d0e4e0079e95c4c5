package io.nodecore.standalone;

import io.nodecore.embedded.FreePort;

/**
 * The ports of a run, none of them 0.
 *
 * @param control port of config-service for the gateways, any free one
 */
record Ports(int http, int grpc, int admin, int control) {

    /**
     * Resolves the configured ports.
     *
     * @throws StartRefused with the variable of a port that is taken
     */
    static Ports resolve(StandaloneSettings settings) {
        return new Ports(
                free("HTTP_PORT", settings.httpPort()),
                free("GRPC_PORT", settings.grpcPort()),
                free("ADMIN_PORT", settings.adminPort()),
                FreePort.orAny(0));
    }

    private static int free(String variable, int port) {
        if (port != 0 && !FreePort.isFree(port)) {
            throw new StartRefused("port " + port + " is taken; stop what listens there, or set " + variable
                    + " to another port (0 for any free one)");
        }
        return FreePort.orAny(port);
    }
}
