package io.plimsoll.hyperliquid.history;

/** How a file in LZ4 frames begins. No text begins so. */
final class Lz4Magic {
    static final int LENGTH = 4;

    private static final int FRAME = 0x184D2204;
    private static final int LEGACY = 0x184C2102;
    private static final int SKIPPABLE = 0x184D2A50;

    private Lz4Magic() {}

    /** Whether these first bytes are, or if they are fewer may become, those of a frame of any kind. */
    static boolean begins(byte[] head) {
        return head.length > 0
                && (begins(head, FRAME, 0xff) || begins(head, LEGACY, 0xff) || begins(head, SKIPPABLE, 0xf0));
    }

    /** Whether four first bytes are those of a frame with content. */
    static boolean isFrame(byte[] head) {
        return begins(head, FRAME, 0xff);
    }

    /** Whether four first bytes are those of a frame that holds something else. */
    static boolean isSkippable(byte[] head) {
        return begins(head, SKIPPABLE, 0xf0);
    }

    private static boolean begins(byte[] head, int magic, int firstByte) {
        boolean same = (head[0] & firstByte) == (magic & firstByte);
        for (int i = 1; i < Math.min(LENGTH, head.length); i++) {
            same &= (head[i] & 0xff) == ((magic >>> (8 * i)) & 0xff);
        }
        return same;
    }
}
