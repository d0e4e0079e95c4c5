package io.nodecore.control.config.revision;

import com.google.protobuf.AbstractMessageLite;
import com.google.protobuf.ByteString;
import io.nodecore.proto.ConfigPiece;
import io.nodecore.schemas.config.NodeConfigDocument;
import java.util.List;

/**
 * What changed from the document of one revision to that of another.
 *
 * @param sha256 digest of the new document
 * @param sizeBytes size of the new document
 * @param pieces make the new document of the old one; empty if most of it has changed
 */
public record DocumentChange(long revision, ByteString sha256, long sizeBytes, List<ConfigPiece> pieces) {

    public static DocumentChange between(PublishedRevision base, PublishedRevision latest) {
        NodeConfigDocument document = document(latest);
        List<ConfigPiece> pieces = DocumentDifference.pieces(document(base).bytes(), document.bytes());
        long transferred = pieces.stream()
                .mapToLong(AbstractMessageLite::getSerializedSize)
                .sum();
        int size = document.bytes().length;
        return new DocumentChange(
                latest.revision(),
                ByteString.copyFrom(document.sha256()),
                size,
                transferred > size / 2 ? List.of() : pieces);
    }

    private static NodeConfigDocument document(PublishedRevision published) {
        return NodeConfigDocument.of(
                published.revision(),
                published.content().clientMap(),
                published.content().mtprotoClientMap(),
                published.content().services());
    }
}
