package io.plimsoll.pyth.onchain;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * ABI-encoded data of somebody who may lie, read by the position of a 32-byte word. As strict as Solidity: a value that does
 * not fit its type, a pointer or a length beyond the end is a {@link MalformedResponse}, and nothing is allocated before that
 * is known. Bytes that nobody points to are ignored. Thread-safe.
 *
 * @see <a href="https://docs.soliditylang.org/en/latest/abi-spec.html">ABI specification</a>
 */
final class AbiReader {
    private static final int WORD = AbiWriter.WORD;

    private final String what;
    private final byte[] data;
    private final int start;

    /**
     * Data to be read.
     *
     * @param what it is, for errors
     */
    AbiReader(String what, byte[] data) {
        this(what, data, 0);
    }

    private AbiReader(String what, byte[] data, int start) {
        this.what = what;
        this.data = data;
        this.start = start;
    }

    BigInteger u256(int word) {
        return new BigInteger(1, raw(word));
    }

    /** A {@code uint64}: the 64 bits. */
    long u64(int word) {
        return unsigned(word, Long.SIZE).longValue();
    }

    long u32(int word) {
        return unsigned(word, Integer.SIZE).longValue();
    }

    int u16(int word) {
        return unsigned(word, Short.SIZE).intValue();
    }

    int u8(int word) {
        return unsigned(word, Byte.SIZE).intValue();
    }

    long i64(int word) {
        return signed(word, Long.SIZE).longValue();
    }

    int i32(int word) {
        return signed(word, Integer.SIZE).intValue();
    }

    boolean bool(int word) {
        return unsigned(word, 1).signum() != 0;
    }

    Bytes32 word(int word) {
        return Bytes32.of(raw(word));
    }

    Address address(int word) {
        unsigned(word, 160);
        return Address.of(Arrays.copyOfRange(raw(word), WORD - 20, WORD));
    }

    /** Seconds since 1970, of any unsigned width; a time that {@link Instant} cannot hold is refused. */
    Instant time(int word) {
        BigInteger seconds = u256(word);
        if (seconds.compareTo(BigInteger.valueOf(Instant.MAX.getEpochSecond())) > 0) {
            throw malformed("word " + word + " is no time: " + seconds);
        }
        return Instant.ofEpochSecond(seconds.longValue());
    }

    /** The data that a word points to, in bytes from the start of this data. */
    AbiReader at(int word) {
        BigInteger offset = u256(word);
        if (offset.compareTo(BigInteger.valueOf(remaining())) > 0) {
            throw malformed("word " + word + " points to byte " + offset + " of " + remaining());
        }
        return new AbiReader(what, data, start + offset.intValue());
    }

    /** A length word at the start and that many bytes. */
    byte[] bytes() {
        int length = length(1);
        return Arrays.copyOfRange(data, start + WORD, start + WORD + length);
    }

    /** The same as text; what is no UTF-8 is replaced. */
    String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    /**
     * A length word at the start and that many items of the same, static size.
     *
     * @param words of an item
     * @param item reads one, from its first word
     */
    <T> List<T> array(int words, Function<AbiReader, T> item) {
        int count = length(words * WORD);
        List<T> items = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            items.add(item.apply(from(1 + i * words)));
        }
        return items;
    }

    /** The same data from a word onwards. */
    AbiReader from(int word) {
        return new AbiReader(what, data, position(word, 0));
    }

    /** An error about this data. */
    MalformedResponse malformed(String problem) {
        return new MalformedResponse(PythContract.SOURCE, what + ": " + problem, null);
    }

    /** The length word at the start, if there is room behind it for that many items. */
    private int length(int bytesOfItem) {
        BigInteger length = u256(0);
        int room = (remaining() - WORD) / bytesOfItem;
        if (length.compareTo(BigInteger.valueOf(room)) > 0) {
            throw malformed(length + " items of " + bytesOfItem + " bytes, room for " + room);
        }
        return length.intValue();
    }

    private BigInteger unsigned(int word, int bits) {
        BigInteger value = u256(word);
        if (value.bitLength() > bits) {
            throw malformed("word " + word + " does not fit " + bits + " bits: " + value);
        }
        return value;
    }

    private BigInteger signed(int word, int bits) {
        BigInteger value = new BigInteger(raw(word));
        if (value.bitLength() >= bits) {
            throw malformed("word " + word + " does not fit " + bits + " signed bits: " + value);
        }
        return value;
    }

    private byte[] raw(int word) {
        int from = position(word, WORD);
        return Arrays.copyOfRange(data, from, from + WORD);
    }

    private int remaining() {
        return data.length - start;
    }

    /** Where a word is, if that many bytes are there. Words are counted by the code above, so the product stays small. */
    private int position(int word, int needed) {
        long from = (long) word * WORD;
        if (from + needed > remaining()) {
            throw malformed(remaining() + " bytes, " + (from + needed) + " needed");
        }
        return start + (int) from;
    }
}
