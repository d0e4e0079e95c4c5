package io.nodecore.standalone;

/**
 * Where ports that are not for nodes listen.
 *
 * @param admin of the admin port ({@code ADMIN_BIND_ADDRESS})
 * @param internal of management ports and of config-service's internal gRPC ({@code INTERNAL_BIND_ADDRESS})
 */
public record BindAddresses(String admin, String internal) {

    /** This machine alone. */
    static final String LOOPBACK = "127.0.0.1";
}
