package io.nodecore.gateway.config;

/**
 * The desired config of one node. The JSON is config-service's own and passes through as it is.
 *
 * @param revision 0 while nothing is configured
 */
public record NodeConfig(long revision, String clientMapJson, String mtprotoClientMapJson, String servicesJson) {

    private static final String EMPTY = "{}";

    public NodeConfig {
        clientMapJson = clientMapJson.isEmpty() ? EMPTY : clientMapJson;
        mtprotoClientMapJson = mtprotoClientMapJson.isEmpty() ? EMPTY : mtprotoClientMapJson;
        servicesJson = servicesJson.isEmpty() ? EMPTY : servicesJson;
    }

    /** Memory that it takes, about: text of one byte a character, and the objects around it. */
    int weight() {
        return clientMapJson.length() + mtprotoClientMapJson.length() + servicesJson.length() + 256;
    }
}
