package io.nodecore.gateway.grpc;

import io.netty.buffer.ByteBuf;
import io.nodecore.gateway.failure.Failure;
import io.nodecore.gateway.failure.Refused;

/** Parses the gRPC frames of one call: five bytes (compressed or not, length), then the message. */
final class FrameScan {

    /** Takes the bytes of a message as they arrive. */
    interface Sink {
        void accept(ByteBuf data, int index, int length);
    }

    private static final int HEADER_BYTES = 5;
    private static final int COMPRESSED = 1;

    /** Maximum number of data frames without data; more of them are an attack. */
    private static final int MOST_EMPTY_FRAMES = 100;

    private final boolean hasEncoding;
    private final int mostBytes;
    private final int mostMessages;
    private final Sink sink;
    private int headerBytes;
    private int flags;
    private int length;
    private int missingBytes;
    private int messages;
    private int emptyFrames;

    /**
     * @param hasEncoding whether the call names an encoding of its compressed messages
     * @param mostBytes the largest message, as transferred
     */
    FrameScan(boolean hasEncoding, int mostBytes, int mostMessages, Sink sink) {
        this.hasEncoding = hasEncoding;
        this.mostBytes = mostBytes;
        this.mostMessages = mostMessages;
        this.sink = sink;
    }

    /** @throws Refused if the bytes are not valid frames, or frames that are not accepted */
    void read(ByteBuf data, boolean endOfStream) {
        if (!data.isReadable() && !endOfStream && ++emptyFrames > MOST_EMPTY_FRAMES) {
            throw malformed("the call has too many empty frames");
        }
        int index = data.readerIndex();
        while (index < data.writerIndex()) {
            if (missingBytes == 0) {
                header(data.getUnsignedByte(index));
                index++;
            } else {
                int more = Math.min(missingBytes, data.writerIndex() - index);
                sink.accept(data, index, more);
                missingBytes -= more;
                index += more;
            }
        }
        if (endOfStream && (headerBytes > 0 || missingBytes > 0)) {
            throw malformed("the call ends within a message");
        }
    }

    private void header(int next) {
        if (headerBytes == 0) {
            flags = next;
            length = 0;
        } else {
            length = (length << Byte.SIZE) | next;
        }
        headerBytes++;
        if (headerBytes == HEADER_BYTES) {
            headerBytes = 0;
            begin();
        }
    }

    private void begin() {
        if ((flags & ~COMPRESSED) != 0) {
            throw malformed("the frame of a message begins with " + flags + ", expected 0 or 1");
        }
        if (isCompressed() && !hasEncoding) {
            throw malformed("the message is compressed, but grpc-encoding does not say how");
        }
        if (++messages > mostMessages) {
            throw malformed("the call has more than one request");
        }
        if (length < 0 || length > mostBytes) {
            throw new Refused(new Failure.ReportTooLarge("a message has at most " + mostBytes + " bytes"));
        }
        missingBytes = length;
    }

    private static Refused malformed(String detail) {
        return new Refused(new Failure.MalformedReport(detail));
    }

    /** Returns whether the current or last message is compressed. */
    boolean isCompressed() {
        return (flags & COMPRESSED) != 0;
    }

    /** Returns whether a complete message has arrived. */
    boolean hasMessage() {
        return messages > 0 && missingBytes == 0 && headerBytes == 0;
    }
}
