package io.nodecore.gateway.grpc;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One pass over the top level of a request's bytes: takes the auth key out and counts the list, before anything is parsed.
 *
 * <p>Every request has its auth key in field 1, and its list, where it has one, in field 2.
 *
 * @param authKey the last value of field 1, as protobuf would read it, or null
 * @param withoutKey the bytes without any occurrence of field 1, otherwise unchanged
 * @param listEntries how often field 2 occurs
 */
record RequestScan(@Nullable String authKey, byte[] withoutKey, int listEntries) {

    private static final int AUTH_KEY = 1;
    private static final int AUTH_KEY_TAG = (AUTH_KEY << 3) | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    private static final int LIST = 2;

    /** The auth key of bytes that can't be read as a whole: the first field, since fields are written in order. */
    static @Nullable String leadingKey(byte[] request) {
        CodedInputStream in = CodedInputStream.newInstance(request);
        try {
            return in.readTag() == AUTH_KEY_TAG ? in.readStringRequireUtf8() : null;
        } catch (IOException e) {
            return null;
        }
    }

    /** @throws IOException when the bytes are no protobuf message, or the key is no text */
    static RequestScan of(byte[] request) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(request);
        byte[] kept = new byte[request.length];
        int keptLength = 0;
        int listEntries = 0;
        String authKey = null;
        while (!in.isAtEnd()) {
            int start = in.getTotalBytesRead();
            int tag = in.readTag();
            int field = WireFormat.getTagFieldNumber(tag);
            if (field == AUTH_KEY && WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                authKey = in.readStringRequireUtf8();
            } else if (!in.skipField(tag)) {
                throw new IOException("a group ends that never began");
            }
            if (field == AUTH_KEY) {
                continue;
            }
            int length = in.getTotalBytesRead() - start;
            System.arraycopy(request, start, kept, keptLength, length);
            keptLength += length;
            if (field == LIST) {
                listEntries++;
            }
        }
        return new RequestScan(
                authKey, keptLength == kept.length ? kept : Arrays.copyOf(kept, keptLength), listEntries);
    }
}
