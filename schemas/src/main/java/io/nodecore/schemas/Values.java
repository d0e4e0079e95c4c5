package io.nodecore.schemas;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;

/**
 * How the values of a topic are read.
 *
 * @param <V> what they are read as
 */
public sealed interface Values<V> {

    /** @throws InvalidProtocolBufferException if the bytes are not such a value */
    V parse(byte[] value) throws InvalidProtocolBufferException;

    /** One protobuf message. */
    record Protobuf<V extends Message>(Parser<V> parser) implements Values<V> {

        @Override
        public V parse(byte[] value) throws InvalidProtocolBufferException {
            return parser.parseFrom(value);
        }
    }

    /** The data of a CloudEvent: JSON text in UTF-8, kept as its bytes. */
    record Json() implements Values<byte[]> {

        @Override
        public byte[] parse(byte[] value) {
            return value;
        }
    }

    /** Bytes without a form of their own. */
    record Bytes() implements Values<byte[]> {

        @Override
        public byte[] parse(byte[] value) {
            return value;
        }
    }
}
