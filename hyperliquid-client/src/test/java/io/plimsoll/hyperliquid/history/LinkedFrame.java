package io.plimsoll.hyperliquid.history;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import net.jpountz.xxhash.XXHash32;
import net.jpountz.xxhash.XXHashFactory;

/** Packs LZ4 frames with linked blocks, which the library cannot: whatever repeats within 64 KB, across blocks too. */
final class LinkedFrame {
    private static final XXHash32 HASH = XXHashFactory.fastestInstance().hash32();
    private static final int LAST_LITERALS = 12;

    private LinkedFrame() {}

    /**
     * A frame with random block lengths, some blocks stored.
     *
     * @param checksums whether of blocks and content
     */
    static byte[] pack(byte[] content, boolean checksums, Random random) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        integer(out, 0x184D2204);
        byte[] descriptor = {(byte) (0x40 | (checksums ? 0x14 : 0)), 0x40};
        out.writeBytes(descriptor);
        out.write(HASH.hash(descriptor, 0, 2, 0) >>> 8);
        Map<Integer, Integer> seen = new HashMap<>();
        for (int from = 0; from < content.length; ) {
            int to = Math.min(content.length, from + 1 + random.nextInt(1 << 16));
            byte[] packed = block(content, from, to, seen);
            boolean stored = packed.length >= to - from || random.nextInt(5) == 0;
            byte[] written = stored ? Arrays.copyOfRange(content, from, to) : packed;
            integer(out, written.length | (stored ? 1 << 31 : 0));
            out.writeBytes(written);
            if (checksums) {
                integer(out, HASH.hash(written, 0, written.length, 0));
            }
            from = to;
        }
        integer(out, 0);
        if (checksums) {
            integer(out, HASH.hash(content, 0, content.length, 0));
        }
        return out.toByteArray();
    }

    private static byte[] block(byte[] content, int from, int to, Map<Integer, Integer> seen) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int literalsFrom = from;
        int at = from;
        while (at < to - LAST_LITERALS) {
            Integer before = seen.put(Arrays.hashCode(Arrays.copyOfRange(content, at, at + 8)), at);
            int length = before == null || at - before > 0xffff ? 0 : common(content, before, at, to - LAST_LITERALS);
            if (length < 8) {
                at++;
                continue;
            }
            sequence(out, content, literalsFrom, at, at - before, length);
            at += length;
            literalsFrom = at;
        }
        sequence(out, content, literalsFrom, to, 0, 4);
        return out.toByteArray();
    }

    private static int common(byte[] content, int a, int b, int end) {
        int length = 0;
        while (b + length < end && content[a + length] == content[b + length]) {
            length++;
        }
        return length;
    }

    /** Literals and a match; without distance, literals only. */
    private static void sequence(ByteArrayOutputStream out, byte[] content, int from, int to, int distance, int match) {
        int literals = to - from;
        out.write(Math.min(15, literals) << 4 | Math.min(15, match - 4));
        more(out, literals);
        out.write(content, from, literals);
        if (distance > 0) {
            out.write(distance);
            out.write(distance >>> 8);
            more(out, match - 4);
        }
    }

    private static void more(ByteArrayOutputStream out, int length) {
        if (length >= 15) {
            int rest = length - 15;
            for (; rest >= 255; rest -= 255) {
                out.write(255);
            }
            out.write(rest);
        }
    }

    private static void integer(ByteArrayOutputStream out, int value) {
        for (int shift = 0; shift < 32; shift += 8) {
            out.write(value >>> shift);
        }
    }
}
