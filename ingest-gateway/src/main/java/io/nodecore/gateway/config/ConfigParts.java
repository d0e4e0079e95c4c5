package io.nodecore.gateway.config;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.nodecore.gateway.limit.InFlightBudget;
import io.nodecore.proto.ConfigPiece;
import io.nodecore.proto.StreamConfigResponse;
import io.nodecore.proto.control.GetConfigChangeResponse;
import io.nodecore.schemas.config.NodeConfigDocument;
import java.util.ArrayList;
import java.util.List;

/**
 * The messages of one StreamConfig answer. They share the memory of the document, which is in use until the node has read them, so the
 * caller must call {@link #close()}.
 */
public record ConfigParts(List<StreamConfigResponse> parts, InFlightBudget.Lease lease) implements AutoCloseable {

    /** Pieces of one part, in bytes: far below the 1 MiB that a part may have, since a slow node is given one part after another. */
    static final int PART_BYTES = 256 * 1024;

    /** Tags and lengths of a piece's fields at their longest. */
    private static final int PIECE_OVERHEAD = 32;

    /** The whole document. */
    static ConfigParts whole(NodeConfig config, InFlightBudget.Lease lease) {
        NodeConfigDocument document = config.document();
        ConfigPiece all = ConfigPiece.newBuilder()
                .setData(UnsafeByteOperations.unsafeWrap(document.bytes()))
                .build();
        StreamConfigResponse header = StreamConfigResponse.newBuilder()
                .setRevision(config.revision())
                .setSha256(ByteString.copyFrom(document.sha256()))
                .setSizeBytes(document.bytes().length)
                .build();
        return new ConfigParts(parts(header, List.of(all)), lease);
    }

    /** What changed since a revision. */
    static ConfigParts change(long fromRevision, GetConfigChangeResponse change, InFlightBudget.Lease lease) {
        StreamConfigResponse header = StreamConfigResponse.newBuilder()
                .setRevision(change.getRevision())
                .setSha256(change.getSha256())
                .setSizeBytes(change.getSizeBytes())
                .setBaseRevision(fromRevision)
                .build();
        return new ConfigParts(parts(header, change.getPiecesList()), lease);
    }

    private static List<StreamConfigResponse> parts(StreamConfigResponse header, List<ConfigPiece> pieces) {
        List<List<ConfigPiece>> grouped = new ArrayList<>();
        List<ConfigPiece> group = new ArrayList<>();
        int room = PART_BYTES;
        for (ConfigPiece piece : pieces) {
            ConfigPiece rest = piece;
            while (rest.getData().size() + PIECE_OVERHEAD > room) {
                int fits = Math.max(0, room - PIECE_OVERHEAD);
                group.add(rest.toBuilder()
                        .setData(rest.getData().substring(0, fits))
                        .build());
                rest = ConfigPiece.newBuilder()
                        .setData(rest.getData().substring(fits))
                        .build();
                grouped.add(group);
                group = new ArrayList<>();
                room = PART_BYTES;
            }
            group.add(rest);
            room -= rest.getData().size() + PIECE_OVERHEAD;
        }
        grouped.add(group);
        List<StreamConfigResponse> parts = new ArrayList<>(grouped.size());
        for (List<ConfigPiece> each : grouped) {
            parts.add(header.toBuilder()
                    .setIndex(parts.size())
                    .setCount(grouped.size())
                    .addAllPieces(each)
                    .build());
        }
        return parts;
    }

    @Override
    public void close() {
        lease.close();
    }
}
