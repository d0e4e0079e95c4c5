package io.nodecore.gateway.tls;

/** The PEM files of a port can't be used; the message names the setting, the file and the error. */
public final class UnusableTlsFiles extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnusableTlsFiles(String message) {
        super(message);
    }
}
