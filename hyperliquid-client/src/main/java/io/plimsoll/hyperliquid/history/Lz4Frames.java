package io.plimsoll.hyperliquid.history;

import java.io.IOException;
import java.io.InputStream;
import net.jpountz.lz4.LZ4FrameInputStream;

/** The only class that knows the LZ4 library: without the library it cannot be loaded, and nothing else minds. */
final class Lz4Frames {
    private Lz4Frames() {}

    /** The content of all frames of a file, one after the other. */
    static InputStream unpack(InputStream packed) throws IOException {
        return new LZ4FrameInputStream(packed);
    }
}
