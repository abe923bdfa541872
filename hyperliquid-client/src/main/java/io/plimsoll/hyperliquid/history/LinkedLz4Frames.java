package io.plimsoll.hyperliquid.history;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.jpountz.xxhash.StreamingXXHash32;
import net.jpountz.xxhash.XXHash32;
import net.jpountz.xxhash.XXHashFactory;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks LZ4 frames whose blocks refer to the 64 KB before them, which the library refuses. Every checksum that is there is
 * checked. Ends with {@link EOFException} where the file was cut.
 *
 * @see <a href="https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md">frame format</a>
 * @see <a href="https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md">block format</a>
 */
final class LinkedLz4Frames extends InputStream {
    private static final int HISTORY = 1 << 16;
    private static final int VERSION = 0x40;
    private static final int LONGEST_DESCRIPTOR = 14;

    private final InputStream packed;
    private final XXHash32 hash = XXHashFactory.fastestInstance().hash32();
    private @Nullable StreamingXXHash32 content;
    private byte[] block = new byte[0];
    private byte[] window = new byte[0];
    private int flags;
    private int blockSize;
    private int next;
    private int end;
    private boolean inFrame;

    LinkedLz4Frames(InputStream packed) {
        this.packed = packed;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (next == end) {
            if (inFrame) {
                readBlock();
            } else if (!beginFrame()) {
                return -1;
            }
        }
        int read = Math.min(length, end - next);
        System.arraycopy(window, next, target, offset, read);
        next += read;
        return read;
    }

    /** False at the end of the file. */
    private boolean beginFrame() throws IOException {
        byte[] magic = packed.readNBytes(Lz4Magic.LENGTH);
        if (magic.length == 0) {
            return false;
        }
        if (magic.length < Lz4Magic.LENGTH) {
            throw new EOFException("within the magic number of a frame");
        }
        if (Lz4Magic.isSkippable(magic)) {
            packed.skipNBytes(Integer.toUnsignedLong(littleEndian(bytes(4))));
            return true;
        }
        if (!Lz4Magic.isFrame(magic)) {
            throw new IOException("no LZ4 frame where one should begin");
        }
        byte[] descriptor = new byte[LONGEST_DESCRIPTOR];
        into(descriptor, 0, 2);
        flags = descriptor[0];
        if ((flags & 0xc0) != VERSION) {
            throw new IOException("LZ4 frame of an unknown version");
        }
        int length = 2 + (has(0x08) ? 8 : 0) + (has(0x01) ? 4 : 0);
        into(descriptor, 2, length - 2);
        if (bytes(1)[0] != (byte) (hash.hash(descriptor, 0, length, 0) >>> 8)) {
            throw new IOException("checksum of the LZ4 frame's header is wrong");
        }
        if (has(0x01)) {
            throw new IOException("LZ4 frame needs a dictionary");
        }
        int sizeCode = (descriptor[1] >>> 4) & 0x07;
        if (sizeCode < 4) {
            throw new IOException("LZ4 frame of an unknown block size");
        }
        blockSize = 1 << (8 + 2 * sizeCode);
        if (window.length < HISTORY + blockSize) {
            window = new byte[HISTORY + blockSize];
        }
        content = has(0x04) ? XXHashFactory.fastestInstance().newStreamingHash32(0) : null;
        next = 0;
        end = 0;
        inFrame = true;
        return true;
    }

    private void readBlock() throws IOException {
        int size = littleEndian(bytes(4));
        if (size == 0) {
            inFrame = false;
            if (content != null && content.getValue() != littleEndian(bytes(4))) {
                throw new IOException("checksum of the LZ4 frame's content is wrong");
            }
            return;
        }
        boolean stored = size < 0;
        int length = size & Integer.MAX_VALUE;
        if (length > blockSize) {
            throw new IOException("LZ4 block of " + length + " bytes where at most " + blockSize + " may be");
        }
        if (block.length < length) {
            block = new byte[blockSize];
        }
        into(block, 0, length);
        if (has(0x10) && hash.hash(block, 0, length, 0) != littleEndian(bytes(4))) {
            throw new IOException("checksum of an LZ4 block is wrong");
        }
        keepHistory();
        if (stored) {
            System.arraycopy(block, 0, window, next, length);
            end = next + length;
        } else {
            end = unpackBlock(length);
        }
        if (content != null) {
            content.update(window, next, end - next);
        }
    }

    private void keepHistory() {
        if (end > HISTORY) {
            System.arraycopy(window, end - HISTORY, window, 0, HISTORY);
            end = HISTORY;
        }
        next = end;
    }

    /** Unpacks the block behind the history; returns where it ends. */
    private int unpackBlock(int length) throws IOException {
        int to = next;
        int limit = next + blockSize;
        int from = 0;
        while (from < length) {
            int token = block[from++] & 0xff;
            int literals = token >>> 4;
            if (literals == 15) {
                int more;
                do {
                    more = at(from++, length);
                    literals += more;
                } while (more == 255);
            }
            if (literals > length - from || literals > limit - to) {
                throw corrupt();
            }
            System.arraycopy(block, from, window, to, literals);
            from += literals;
            to += literals;
            if (from == length) {
                return to;
            }
            int distance = at(from, length) | (at(from + 1, length) << 8);
            from += 2;
            int match = token & 15;
            if (match == 15) {
                int more;
                do {
                    more = at(from++, length);
                    match += more;
                } while (more == 255);
            }
            match += 4;
            if (distance == 0 || distance > to || match > limit - to) {
                throw corrupt();
            }
            // the copy may run into what it has just written
            for (int i = 0; i < match; i++, to++) {
                window[to] = window[to - distance];
            }
        }
        throw corrupt();
    }

    private int at(int index, int length) throws IOException {
        if (index >= length) {
            throw corrupt();
        }
        return block[index] & 0xff;
    }

    private static IOException corrupt() {
        return new IOException("LZ4 block is corrupt");
    }

    private boolean has(int flag) {
        return (flags & flag) != 0;
    }

    private byte[] bytes(int count) throws IOException {
        byte[] read = new byte[count];
        into(read, 0, count);
        return read;
    }

    private void into(byte[] target, int offset, int count) throws IOException {
        if (packed.readNBytes(target, offset, count) < count) {
            throw new EOFException("within an LZ4 frame");
        }
    }

    private static int littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt();
    }
}
