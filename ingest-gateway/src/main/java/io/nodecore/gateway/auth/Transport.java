package io.nodecore.gateway.auth;

/** The transport of a request; the tag {@code transport} of every counter. */
public enum Transport {
    GRPC("grpc"),
    HTTP("http");

    private final String tag;

    Transport(String tag) {
        this.tag = tag;
    }

    public String tag() {
        return tag;
    }
}
