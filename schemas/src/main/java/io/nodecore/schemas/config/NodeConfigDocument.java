package io.nodecore.schemas.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The JSON text of a NodeConfig as agents get it, in UTF-8. A revision of a node has the same bytes on every gateway and at every time, so
 * an agent can put a new document together from an old one and compare digests.
 */
public final class NodeConfigDocument {

    private final byte[] bytes;

    private NodeConfigDocument(byte[] bytes) {
        this.bytes = bytes;
    }

    /** @param revision 0 while nothing is configured; the maps and the services are JSON objects and are not changed */
    public static NodeConfigDocument of(
            long revision, String clientMapJson, String mtprotoClientMapJson, String servicesJson) {
        return new NodeConfigDocument(("{\"revision\":" + revision + ",\"clientMap\":" + clientMapJson
                        + ",\"mtprotoClientMap\":" + mtprotoClientMapJson + ",\"services\":" + servicesJson + "}")
                .getBytes(StandardCharsets.UTF_8));
    }

    /** Not a copy: must not be changed. */
    public byte[] bytes() {
        return bytes;
    }

    /** The digest of all bytes; 32 bytes. */
    public byte[] sha256() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
