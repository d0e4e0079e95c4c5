package io.nodecore.gateway.config;

import io.nodecore.schemas.config.NodeConfigDocument;

/**
 * The desired config of one node. The JSON comes from config-service and is passed on unchanged.
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

    /** The body of the answer over HTTP: the bytes of the {@link #document()}. */
    public byte[] json() {
        return document().bytes();
    }

    NodeConfigDocument document() {
        return NodeConfigDocument.of(revision, clientMapJson, mtprotoClientMapJson, servicesJson);
    }

    /** The approximate memory that it uses: one byte for each character of the text, and the objects around it. */
    int weight() {
        return clientMapJson.length() + mtprotoClientMapJson.length() + servicesJson.length() + 256;
    }
}
