package io.nodecore.gateway.grpc;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.Arrays;

/**
 * One pass over the top level of a request's bytes: removes the auth key and counts the list entries, before anything is parsed.
 *
 * <p>Every request has its auth key in field 1, and its list, if it has one, in field 2.
 *
 * @param withoutKey the bytes without any occurrence of field 1, otherwise unchanged
 * @param listEntries number of occurrences of field 2
 */
record RequestScan(byte[] withoutKey, int listEntries) {

    private static final int AUTH_KEY = 1;
    private static final int LIST = 2;

    /** @throws IOException if the bytes are not a protobuf message, or the key is not text */
    static RequestScan of(byte[] request) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(request);
        byte[] kept = new byte[request.length];
        int keptLength = 0;
        int listEntries = 0;
        while (!in.isAtEnd()) {
            int start = in.getTotalBytesRead();
            int tag = in.readTag();
            int field = WireFormat.getTagFieldNumber(tag);
            if (field == AUTH_KEY && WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                var _ = in.readStringRequireUtf8();
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
        return new RequestScan(keptLength == kept.length ? kept : Arrays.copyOf(kept, keptLength), listEntries);
    }
}
