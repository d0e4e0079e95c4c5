package io.nodecore.gateway.grpc;

import io.grpc.Decompressor;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/**
 * gzip that reads the header of its input only when the message is read. gRPC's own decompressor reads the header while it frames the
 * message; invalid bytes of a sender then end the call as UNKNOWN. Read later, they are a malformed report.
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
