package io.plimsoll.evm.internal;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.Type;

/**
 * ABI-encoded data, read word by word. Positions count 32-byte words from the start of this data; a read beyond its end is a
 * {@link MalformedResponse}. Thread-safe.
 *
 * @see <a href="https://docs.soliditylang.org/en/latest/abi-spec.html">ABI specification</a>
 */
public final class AbiData {
    /** Bytes of a word. */
    public static final int WORD = 32;

    private static final BigInteger TWO_255 = BigInteger.ONE.shiftLeft(255);
    private static final BigInteger TWO_256 = BigInteger.ONE.shiftLeft(256);

    private final String what;
    private final byte[] data;

    /**
     * Data to be read.
     *
     * @param what it is, for errors
     */
    public AbiData(String what, byte[] data) {
        this.what = what;
        this.data = data;
    }

    /** Selector and encoded arguments of a call. */
    @SuppressWarnings("rawtypes")
    public static byte[] encode(String function, Type<?>... arguments) {
        return Hex.decode(FunctionEncoder.encode(new Function(function, Arrays.<Type>asList(arguments), List.of())));
    }

    /** An address as an argument. */
    public static Type<?> argument(Address address) {
        return new org.web3j.abi.datatypes.Address(address.hex());
    }

    /** A word as an unsigned number. */
    public BigInteger unsigned(int word) {
        return new BigInteger(1, bytes(word * WORD, WORD));
    }

    /** A word as a signed number. */
    public BigInteger signed(int word) {
        BigInteger value = unsigned(word);
        return value.compareTo(TWO_255) >= 0 ? value.subtract(TWO_256) : value;
    }

    /** A word as an int, unsigned or signed, that fits one. */
    public int smallInt(int word) {
        BigInteger value = signed(word);
        if (value.bitLength() > 31) {
            throw malformed("word " + word + " is out of range: " + value);
        }
        return value.intValue();
    }

    /** A word as a boolean. */
    public boolean bool(int word) {
        return unsigned(word).signum() != 0;
    }

    /** A word as an address. */
    public Address address(int word) {
        byte[] bytes = bytes(word * WORD, WORD);
        return Address.of(Arrays.copyOfRange(bytes, 12, WORD));
    }

    /** Data that begins where a word points to, in bytes from the start of this data. */
    public AbiData at(int word) {
        int offset = smallInt(word);
        if (offset < 0 || offset > data.length) {
            throw malformed("word " + word + " points to " + offset);
        }
        return new AbiData(what, Arrays.copyOfRange(data, offset, data.length));
    }

    /** The same data without its first words. */
    public AbiData from(int word) {
        return new AbiData(what, bytes(word * WORD, data.length - word * WORD));
    }

    /** A length word at the start and that many bytes. */
    public byte[] dynamicBytes() {
        return bytes(WORD, smallInt(0));
    }

    /** The result of {@code symbol()}: a string, or the 32 bytes of tokens older than strings. */
    public String text() {
        byte[] bytes = data.length == WORD ? data : at(0).dynamicBytes();
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }

    private byte[] bytes(int from, int length) {
        if (from < 0 || length < 0 || from + length > data.length) {
            throw malformed(data.length + " bytes, " + (from + length) + " needed");
        }
        return Arrays.copyOfRange(data, from, from + length);
    }

    private MalformedResponse malformed(String problem) {
        return new MalformedResponse("chain", what + ": " + problem, null);
    }
}
