package io.nodecore.gateway.grpc;

import io.grpc.Decompressor;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/**
 * gzip that looks at its input only when it is read. gRPC's own reads the header while the message is still being framed, where a
 * sender's broken bytes end the call as UNKNOWN; read later they are a malformed report.
 */
public final class LenientGzip implements Decompressor {

    @Override
    public String getMessageEncoding() {
        return "gzip";
    }

    @Override
    public InputStream decompress(InputStream compressed) {
        return new Lazy(compressed);
    }

    private static final class Lazy extends FilterInputStream {

        private boolean opened;

        Lazy(InputStream compressed) {
            super(compressed);
        }

        @Override
        public int read() throws IOException {
            open();
            return in.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            open();
            return in.read(into, offset, length);
        }

        private void open() throws IOException {
            if (!opened) {
                opened = true;
                in = new GZIPInputStream(in);
            }
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
