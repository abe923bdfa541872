package io.plimsoll.pyth.update;

import io.plimsoll.core.foundation.chain.Bytes32;
import java.math.BigInteger;
import java.util.Arrays;

/** Writes big-endian fields one after another; a value that does not fit its field is the caller's mistake. Not thread-safe. */
final class ByteWriter {
    private byte[] bytes;
    private int length;

    ByteWriter(int expected) {
        bytes = new byte[expected];
    }

    byte[] toBytes() {
        return bytes.length == length ? bytes : Arrays.copyOf(bytes, length);
    }

    private int room(int count) {
        int start = length;
        if (bytes.length - start < count) {
            bytes = Arrays.copyOf(bytes, Math.max(start + count, 2 * bytes.length));
        }
        length = start + count;
        return start;
    }

    ByteWriter bytes(byte[] source) {
        return bytes(source, 0, source.length);
    }

    ByteWriter bytes(byte[] source, int start, int count) {
        System.arraycopy(source, start, bytes, room(count), count);
        return this;
    }

    /** An unsigned number of {@code count} bytes. */
    private ByteWriter unsigned(int count, long value) {
        requireFits(count, value);
        return low(count, value);
    }

    /**
     * Checks an unsigned number of up to 4 bytes.
     *
     * @throws IllegalArgumentException if it needs more
     */
    static void requireFits(int count, long value) {
        if (value >>> (8 * count) != 0) {
            throw new IllegalArgumentException(value + " does not fit a field of " + count + " bytes, unsigned");
        }
    }

    private ByteWriter low(int count, long value) {
        int start = room(count);
        for (int i = 0; i < count; i++) {
            bytes[start + i] = (byte) (value >>> (8 * (count - 1 - i)));
        }
        return this;
    }

    ByteWriter u8(int value) {
        return unsigned(1, value);
    }

    ByteWriter u16(int value) {
        return unsigned(2, value);
    }

    ByteWriter u32(long value) {
        return unsigned(4, value);
    }

    ByteWriter i32(int value) {
        return low(4, value);
    }

    /** Signed or unsigned: the 64 bits. */
    ByteWriter i64(long value) {
        return low(8, value);
    }

    /** Two's complement. */
    ByteWriter i128(BigInteger value) {
        return big(16, value, value.bitLength() < 128);
    }

    ByteWriter u128(BigInteger value) {
        return big(16, value, value.signum() >= 0 && value.bitLength() <= 128);
    }

    ByteWriter u256(BigInteger value) {
        return big(32, value, value.signum() >= 0 && value.bitLength() <= 256);
    }

    private ByteWriter big(int count, BigInteger value, boolean fits) {
        if (!fits) {
            throw new IllegalArgumentException("a number of " + value.bitLength() + " bits, sign " + value.signum()
                    + ", does not fit a field of " + count + " bytes");
        }
        byte[] digits = value.toByteArray();
        int start = room(count);
        int used = Math.min(digits.length, count);
        Arrays.fill(bytes, start, start + count - used, (byte) (value.signum() < 0 ? -1 : 0));
        System.arraycopy(digits, digits.length - used, bytes, start + count - used, used);
        return this;
    }

    ByteWriter word(Bytes32 word) {
        return bytes(word.toBytes());
    }
}
