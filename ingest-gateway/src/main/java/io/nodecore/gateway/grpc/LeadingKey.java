package io.nodecore.gateway.grpc;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.netty.buffer.ByteBuf;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Finds the auth key of a message in its first bytes, while the rest may still be on its way. */
final class LeadingKey {

    private static final int AUTH_KEY_TAG = (1 << 3) | WireFormat.WIRETYPE_LENGTH_DELIMITED;

    /** The overhead that compression adds to incompressible bytes. */
    private static final int COMPRESSION_OVERHEAD = 1024;

    private final int bound;
    private final ByteArrayOutputStream collected = new ByteArrayOutputStream(256);

    /** @param bound maximum number of bytes of the message to read, after decompression */
    LeadingKey(int bound) {
        this.bound = bound;
    }

    void collect(ByteBuf data, int index, int length) {
        byte[] more = new byte[Math.min(length, bound + COMPRESSION_OVERHEAD - collected.size())];
        data.getBytes(index, more);
        collected.writeBytes(more);
    }

    /** Returns whether more bytes of the message would not change the result. */
    boolean isComplete() {
        return collected.size() == bound + COMPRESSION_OVERHEAD;
    }

    /** The last key in the bytes so far, as protobuf would read it, or null. */
    @Nullable
    String find(boolean isCompressed) {
        return lastKey(CodedInputStream.newInstance(beginning(isCompressed)));
    }

    private byte[] beginning(boolean isCompressed) {
        byte[] begin = new byte[bound];
        int length = 0;
        try (InputStream plain = isCompressed
                ? new LenientGzip().decompress(new ByteArrayInputStream(collected.toByteArray()))
                : new ByteArrayInputStream(collected.toByteArray())) {
            for (int read = 0; read >= 0 && length < bound; read = plain.read(begin, length, bound - length)) {
                length += read;
            }
        } catch (IOException e) {
            // The rest has not arrived, or is invalid: the key may be in the bytes so far.
        }
        return Arrays.copyOf(begin, length);
    }

    private static @Nullable String lastKey(CodedInputStream in) {
        String key = null;
        try {
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                if (tag == AUTH_KEY_TAG) {
                    key = in.readStringRequireUtf8();
                } else if (!in.skipField(tag)) {
                    return key;
                }
            }
        } catch (IOException e) {
            // A field that exceeds the bound, or bytes that are not a protobuf message.
        }
        return key;
    }
}
