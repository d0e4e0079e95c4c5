package io.nodecore.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import org.springframework.core.io.Resource;

/** The ETag of a file: a digest of its content, so that it is the same on every replica and changes with every change. */
final class ContentTag {

    private static final int LENGTH = 16;

    private ContentTag() {}

    static String of(Resource file) {
        try {
            byte[] digest = Sha256Digest.of(file.getContentAsByteArray());
            return '"' + HexFormat.of().formatHex(digest, 0, LENGTH) + '"';
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
