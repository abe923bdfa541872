package io.plimsoll.pyth.update;

import io.plimsoll.core.foundation.chain.Bytes32;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Reads big-endian fields of a stretch of an array one after another; reading past its end is {@link Reason#TRUNCATED}.
 * Not thread-safe.
 */
final class ByteReader {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] bytes;
    private final int end;
    private int position;

    ByteReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    /** From {@code start}, inclusive, to {@code end}, exclusive. */
    ByteReader(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.position = start;
        this.end = end;
    }

    int remaining() {
        return end - position;
    }

    int position() {
        return position;
    }

    /** Goes past {@code count} bytes and says where they began. */
    int skip(int count) {
        int start = position;
        if (count > end - start) {
            throw new UpdateFormatException(
                    Reason.TRUNCATED, count + " bytes needed at byte " + start + ", " + (end - start) + " left");
        }
        position = start + count;
        return start;
    }

    byte[] bytes(int count) {
        int start = skip(count);
        return Arrays.copyOfRange(bytes, start, start + count);
    }

    int u8() {
        return bytes[skip(1)] & 0xff;
    }

    int u16() {
        int start = skip(2);
        return ((bytes[start] & 0xff) << 8) | (bytes[start + 1] & 0xff);
    }

    long u32() {
        return Integer.toUnsignedLong(i32());
    }

    int i32() {
        return (int) INT.get(bytes, skip(4));
    }

    /** Signed or unsigned: the 64 bits. */
    long i64() {
        return (long) LONG.get(bytes, skip(8));
    }

    BigInteger i128() {
        return new BigInteger(bytes, skip(16), 16);
    }

    BigInteger u128() {
        return new BigInteger(1, bytes, skip(16), 16);
    }

    BigInteger u256() {
        return new BigInteger(1, bytes, skip(32), 32);
    }

    Bytes32 word() {
        return Bytes32.of(bytes(32));
    }
}
