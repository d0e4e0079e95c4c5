package io.nodecore.gateway;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.nodecore.gateway.kit.Agent;
import io.nodecore.gateway.kit.GrpcAgent;
import io.nodecore.gateway.kit.RunningGateway;
import io.nodecore.gateway.kit.Samples;
import java.util.Random;

class GrpcEdgeContractIT extends EdgeContract {

    @Override
    Agent newAgent(RunningGateway running) {
        return new GrpcAgent(running);
    }

    /** Padded by a field that the gateway does not know. */
    @Override
    byte[] padded(int bytes) {
        int withoutPadding = Samples.usage().getSerializedSize();
        // Tag and length of the unknown field take six bytes.
        byte[] random = new byte[bytes - withoutPadding - 6];
        new Random(1).nextBytes(random);
        byte[] padded = Samples.usage().toBuilder()
                .setUnknownFields(UnknownFieldSet.newBuilder()
                        .addField(
                                1000,
                                UnknownFieldSet.Field.newBuilder()
                                        .addLengthDelimited(ByteString.copyFrom(random))
                                        .build())
                        .build())
                .build()
                .toByteArray();
        if (padded.length != bytes) {
            throw new IllegalStateException("padded to " + padded.length + ", wanted " + bytes);
        }
        return padded;
    }
}
