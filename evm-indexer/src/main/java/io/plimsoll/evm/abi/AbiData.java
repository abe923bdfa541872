package io.plimsoll.evm.abi;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.generated.Uint256;

/**
 * ABI-encoded data, read word by word. Positions count 32-byte words from the start of this data; a read beyond its end is a
 * {@link MalformedResponse}. Nothing is copied. Thread-safe.
 *
 * @see <a href="https://docs.soliditylang.org/en/latest/abi-spec.html">ABI specification</a>
 */
public final class AbiData {
    /** Bytes of a word. */
    public static final int WORD = 32;

    private static final int ADDRESS_BYTES = 20;

    private final String what;
    private final byte[] data;
    private final int start;

    /**
     * Data to be read.
     *
     * @param what it is, for errors
     * @param data shared, not copied
     */
    public AbiData(String what, byte[] data) {
        this(what, data, 0);
    }

    private AbiData(String what, byte[] data, int start) {
        this.what = what;
        this.data = data;
        this.start = start;
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

    /**
     * A {@code uint256} as an argument.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Type<?> argument(BigInteger unsigned) {
        if (unsigned.signum() < 0 || unsigned.bitLength() > 256) {
            throw new IllegalArgumentException("must be a uint256, got " + unsigned);
        }
        return new Uint256(unsigned);
    }

    /** How many whole words there are from the start of this data. */
    public int words() {
        return (data.length - start) / WORD;
    }

    /** A word as an unsigned number. */
    public BigInteger unsigned(int word) {
        return new BigInteger(1, data, position(word), WORD);
    }

    /** A word as a signed number. */
    public BigInteger signed(int word) {
        return new BigInteger(data, position(word), WORD);
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

    /** A word as it is. */
    public Bytes32 word(int word) {
        int position = position(word);
        return Bytes32.of(Arrays.copyOfRange(data, position, position + WORD));
    }

    /** A word as an address. */
    public Address address(int word) {
        int end = position(word) + WORD;
        return Address.of(Arrays.copyOfRange(data, end - ADDRESS_BYTES, end));
    }

    /** Data that begins where a word points to, in bytes from the start of this data. */
    public AbiData at(int word) {
        int offset = smallInt(word);
        if (offset < 0 || offset > data.length - start) {
            throw malformed("word " + word + " points to " + offset);
        }
        return new AbiData(what, data, start + offset);
    }

    /** The same data without its first words. */
    public AbiData from(int word) {
        if (word < 0 || word > words()) {
            throw tooShort(word * (long) WORD);
        }
        return new AbiData(what, data, start + word * WORD);
    }

    /** A length word at the start and that many bytes. */
    public byte[] dynamicBytes() {
        int length = smallInt(0);
        if (length < 0 || length > data.length - start - WORD) {
            throw tooShort(WORD + (long) length);
        }
        return Arrays.copyOfRange(data, start + WORD, start + WORD + length);
    }

    /** The result of {@code symbol()}: a string, or the 32 bytes of tokens older than strings. */
    public String text() {
        byte[] bytes =
                data.length - start == WORD ? Arrays.copyOfRange(data, start, data.length) : at(0).dynamicBytes();
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }

    private int position(int word) {
        long position = start + word * (long) WORD;
        if (word < 0 || position + WORD > data.length) {
            throw tooShort((word + 1L) * WORD);
        }
        return (int) position;
    }

    private MalformedResponse tooShort(long needed) {
        return malformed((data.length - start) + " bytes, " + needed + " needed");
    }

    private MalformedResponse malformed(String problem) {
        return new MalformedResponse("chain", what + ": " + problem, null);
    }
}
