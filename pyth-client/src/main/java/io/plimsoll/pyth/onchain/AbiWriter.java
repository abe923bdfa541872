package io.plimsoll.pyth.onchain;

import io.plimsoll.core.foundation.chain.Bytes32;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Arguments in the ABI's form, one after another: static ones where they stand, dynamic ones as a pointer to what follows the
 * last argument. Not thread-safe.
 *
 * @see <a href="https://docs.soliditylang.org/en/latest/abi-spec.html">ABI specification</a>
 */
final class AbiWriter {
    static final int WORD = 32;

    /** Bytes that stand among the arguments, or behind them. */
    @SuppressWarnings("ArrayRecordComponent") // written once, never compared
    private record Argument(boolean dynamic, byte[] bytes) {}

    private final List<Argument> arguments = new ArrayList<>();

    AbiWriter word(Bytes32 word) {
        return fixed(word.toBytes());
    }

    AbiWriter bool(boolean flag) {
        return u64(flag ? 1 : 0);
    }

    /** A {@code uint64} or shorter: the 64 bits without a sign. */
    AbiWriter u64(long bits) {
        return fixed(word(bits));
    }

    /**
     * A {@code uint256}.
     *
     * @throws IllegalArgumentException if it is negative or longer
     */
    AbiWriter u256(BigInteger value) {
        if (value.signum() < 0 || value.bitLength() > Byte.SIZE * WORD) {
            throw new IllegalArgumentException("a uint256 must be 0 to 2^256 - 1, got " + value);
        }
        byte[] bytes = value.toByteArray();
        // 256 bits come with a byte for the sign in front
        return fixed(word(bytes.length > WORD ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes));
    }

    AbiWriter bytes(byte[] bytes) {
        return dynamic(word(bytes.length), bytes, new byte[-bytes.length & (WORD - 1)]);
    }

    AbiWriter bytesArray(List<byte[]> items) {
        AbiWriter array = new AbiWriter();
        items.forEach(array::bytes);
        return dynamic(word(items.size()), array.encode());
    }

    AbiWriter words(List<Bytes32> items) {
        AbiWriter array = new AbiWriter();
        items.forEach(array::word);
        return dynamic(word(items.size()), array.encode());
    }

    AbiWriter u64s(List<Long> items) {
        AbiWriter array = new AbiWriter();
        items.forEach(array::u64);
        return dynamic(word(items.size()), array.encode());
    }

    /** The arguments behind the selector of a function. */
    byte[] call(PythFunction function) {
        return concatenated(function.selector(), encode());
    }

    byte[] encode() {
        ByteArrayOutputStream heads = new ByteArrayOutputStream();
        ByteArrayOutputStream tails = new ByteArrayOutputStream();
        int start = arguments.size() * WORD;
        for (Argument argument : arguments) {
            if (argument.dynamic) {
                heads.writeBytes(word(start + tails.size()));
                tails.writeBytes(argument.bytes);
            } else {
                heads.writeBytes(argument.bytes);
            }
        }
        return concatenated(heads.toByteArray(), tails.toByteArray());
    }

    private AbiWriter fixed(byte[] word) {
        arguments.add(new Argument(false, word));
        return this;
    }

    private AbiWriter dynamic(byte[]... parts) {
        arguments.add(new Argument(true, concatenated(parts)));
        return this;
    }

    private static byte[] word(long bits) {
        return word(ByteBuffer.allocate(Long.BYTES).putLong(bits).array());
    }

    private static byte[] word(byte[] bytes) {
        byte[] word = new byte[WORD];
        System.arraycopy(bytes, 0, word, WORD - bytes.length, bytes.length);
        return word;
    }

    private static byte[] concatenated(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
