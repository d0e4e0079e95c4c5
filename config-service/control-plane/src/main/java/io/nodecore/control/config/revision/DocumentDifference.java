package io.nodecore.control.config.revision;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.nodecore.proto.ConfigPiece;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Describes a document as copies from an older one and new bytes. Runs that both documents have are found by the hash of blocks, so an
 * insertion or a removal anywhere costs a few dozen bytes, however large the documents are.
 *
 * <p>Time and memory are linear in the sizes.
 */
final class DocumentDifference {

    /** The shortest run that is found. Shorter than a client of an inbound, longer than what most clients have in common. */
    private static final int BLOCK = 64;

    private static final int PRIME = 0x01000193;
    private static final int HIGHEST = power(BLOCK - 1);

    private final byte[] base;
    private final byte[] target;
    private final int[] offsets;
    private final int shift;
    private final List<ConfigPiece> pieces = new ArrayList<>();
    private int copyOffset;
    private int copyLength;
    private int dataStart;

    private DocumentDifference(byte[] base, byte[] target) {
        this.base = base;
        this.target = target;
        int bits = Math.max(4, 33 - Integer.numberOfLeadingZeros(base.length / BLOCK));
        this.offsets = new int[1 << bits];
        this.shift = 32 - bits;
    }

    /** The pieces that make the target of the base, in order. They share the memory of the target. */
    static List<ConfigPiece> pieces(byte[] base, byte[] target) {
        var difference = new DocumentDifference(base, target);
        difference.indexBase();
        difference.scanTarget();
        return difference.pieces;
    }

    /** A slot holds the offset of a block plus one; of blocks with equal hashes, the first. */
    private void indexBase() {
        for (int start = 0; start + BLOCK <= base.length; start += BLOCK) {
            int slot = slot(hash(base, start));
            if (offsets[slot] == 0) {
                offsets[slot] = start + 1;
            }
        }
    }

    private void scanTarget() {
        int position = commonRun(0, 0);
        copy(0, 0, position);
        int hash = 0;
        boolean isHashed = false;
        while (position + BLOCK <= target.length) {
            hash = isHashed ? rolled(hash, position) : hash(target, position);
            isHashed = true;
            int offset = offsets[slot(hash)] - 1;
            if (offset >= 0 && Arrays.equals(base, offset, offset + BLOCK, target, position, position + BLOCK)) {
                int back = commonRunBefore(offset, position);
                int length = back + commonRun(offset, position);
                copy(offset - back, position - back, length);
                position += length - back;
                isHashed = false;
            } else {
                position++;
            }
        }
        add(target.length);
    }

    /** The hash of the block at this position of the target, from that of the block one byte before. */
    private int rolled(int before, int position) {
        return (before - target[position - 1] * HIGHEST) * PRIME + target[position + BLOCK - 1];
    }

    private int commonRun(int offset, int position) {
        int mismatch = Arrays.mismatch(base, offset, base.length, target, position, target.length);
        return mismatch < 0 ? base.length - offset : mismatch;
    }

    /** The run before the two places, within the bytes that are not copied yet. */
    private int commonRunBefore(int offset, int position) {
        int length = 0;
        while (length < offset
                && position - length > dataStart
                && base[offset - length - 1] == target[position - length - 1]) {
            length++;
        }
        return length;
    }

    private void copy(int offset, int position, int length) {
        if (position > dataStart || copyOffset + copyLength != offset) {
            add(position);
            copyOffset = offset;
            copyLength = 0;
        }
        copyLength += length;
        dataStart = position + length;
    }

    /** Adds the copy and the new bytes behind it, up to this position of the target. */
    private void add(int position) {
        if (copyLength == 0 && position == dataStart) {
            return;
        }
        pieces.add(ConfigPiece.newBuilder()
                .setCopyOffset(copyLength == 0 ? 0 : copyOffset)
                .setCopyLength(copyLength)
                .setData(
                        position == dataStart
                                ? ByteString.EMPTY
                                : UnsafeByteOperations.unsafeWrap(target, dataStart, position - dataStart))
                .build());
        copyLength = 0;
        dataStart = position;
    }

    private int slot(int hash) {
        return (hash * 0x9E3779B9) >>> shift;
    }

    private static int hash(byte[] bytes, int start) {
        int hash = 0;
        for (int i = start; i < start + BLOCK; i++) {
            hash = hash * PRIME + bytes[i];
        }
        return hash;
    }

    private static int power(int exponent) {
        int power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= PRIME;
        }
        return power;
    }
}
