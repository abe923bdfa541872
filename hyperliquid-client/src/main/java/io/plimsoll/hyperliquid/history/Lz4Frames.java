package io.plimsoll.hyperliquid.history;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import net.jpountz.lz4.LZ4FrameInputStream;

/** Where the LZ4 library is used: without it this class cannot be loaded, and nothing else minds. */
final class Lz4Frames {
    /** Bytes that {@link #unpack} looks at and gives back. */
    static final int HEAD_BYTES = 5;

    private static final int INDEPENDENT_BLOCKS = 0x20;

    private Lz4Frames() {}

    /**
     * The content of all frames of a file, one after the other. The library reads frames of independent blocks, as the command
     * line tool writes them; for linked blocks, as many libraries write them, there is {@link LinkedLz4Frames}.
     */
    static InputStream unpack(PushbackInputStream packed) throws IOException {
        byte[] head = packed.readNBytes(HEAD_BYTES);
        packed.unread(head);
        boolean linked =
                head.length == HEAD_BYTES && Lz4Magic.isFrame(head) && (head[HEAD_BYTES - 1] & INDEPENDENT_BLOCKS) == 0;
        return linked ? new LinkedLz4Frames(packed) : new LZ4FrameInputStream(packed);
    }
}
