package io.plimsoll.pyth.update;

import io.plimsoll.core.foundation.chain.Bytes32;
import java.math.BigInteger;

/** Reads big-endian fields one after another; reading past the end is {@link Reason#TRUNCATED}. Not thread-safe. */
final class ByteReader {
    private final byte[] bytes;
    private int position;

    ByteReader(byte[] bytes) {
        this.bytes = bytes;
    }

    int remaining() {
        return bytes.length - position;
    }

    byte[] bytes(int count) {
        if (count > remaining()) {
            throw new UpdateFormatException(
                    Reason.TRUNCATED, "ends at byte " + bytes.length + ", " + (position + count) + " needed");
        }
        byte[] read = new byte[count];
        System.arraycopy(bytes, position, read, 0, count);
        position += count;
        return read;
    }

    private long unsigned(int count) {
        long value = 0;
        for (byte b : bytes(count)) {
            value = (value << 8) | (b & 0xff);
        }
        return value;
    }

    int u8() {
        return (int) unsigned(1);
    }

    int u16() {
        return (int) unsigned(2);
    }

    long u32() {
        return unsigned(4);
    }

    int i32() {
        return (int) unsigned(4);
    }

    /** Signed or unsigned: the 64 bits. */
    long i64() {
        return unsigned(8);
    }

    BigInteger i128() {
        return new BigInteger(bytes(16));
    }

    BigInteger u128() {
        return new BigInteger(1, bytes(16));
    }

    Bytes32 word() {
        return Bytes32.of(bytes(32));
    }
}
