package io.plimsoll.evm.abi;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Values of declared types, encoded and decoded: arguments without a selector, what a call answers, or what is hashed as packed.
 *
 * <pre>{@code
 * AbiTuple order = AbiTuple.parse("uint32 asset, bool isBuy, (address user, uint64 amount)[] shares");
 * byte[] data = order.encode(List.of(5, true, List.of(List.of(user, 7))));
 * List<Object> values = order.decode("order", data);
 * }</pre>
 *
 * Values by type: {@code uintN, intN} a {@link BigInteger}, and to encode also a {@link Long} or {@link Integer}; {@code bool} a
 * {@link Boolean}; {@code address} an {@link Address}; {@code bytes, bytesN} a {@code byte[]}, and to encode {@code bytes32} also a
 * {@link Bytes32}; {@code string} a {@link String}; arrays and tuples a {@link List}. Immutable.
 *
 * @see <a href="https://docs.soliditylang.org/en/latest/abi-spec.html">ABI specification</a>
 */
public final class AbiTuple {
    private static final BigInteger TWO_256 = BigInteger.ONE.shiftLeft(256);

    private final List<AbiParameter> parameters;

    private AbiTuple(List<AbiParameter> parameters) {
        this.parameters = parameters;
    }

    /**
     * The types of a list of parameters as in Solidity, with or without names; tuples in brackets.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static AbiTuple parse(String list) {
        return new AbiTuple(AbiParameter.parseList(list));
    }

    /**
     * The values in the encoding of arguments, as {@code abi.encode} in Solidity.
     *
     * @throws IllegalArgumentException if there are more or fewer than types, or one is not of its type
     */
    public byte[] encode(List<?> values) {
        return tuple("arguments", parameters, values);
    }

    /**
     * The values one after the other, as {@code abi.encodePacked} in Solidity: each as short as its type, elements of arrays padded to
     * words. Different values can have the same encoding where there are two of a dynamic type: do not sign such.
     *
     * @throws IllegalArgumentException as {@link #encode}; also for what Solidity does not pack: tuples, and arrays of strings or bytes
     */
    public byte[] encodePacked(List<?> values) {
        requireCount("arguments", parameters.size(), values);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < values.size(); i++) {
            pack(parameters.get(i), values.get(i), false, bytes);
        }
        return bytes.toByteArray();
    }

    /**
     * The values in encoded data. What comes after them is ignored, as Solidity does.
     *
     * @param what it is, for errors
     * @throws MalformedResponse if the data is too short, points outside of itself, or has a value that is none of its type
     */
    public List<Object> decode(String what, byte[] data) {
        return new Reader(what, data.length / AbiData.WORD).tuple(parameters, new AbiData(what, data));
    }

    private static byte[] tuple(String path, List<AbiParameter> types, List<?> values) {
        requireCount(path, types.size(), values);
        int head = types.stream().mapToInt(AbiParameter::headWords).sum() * AbiData.WORD;
        ByteArrayOutputStream heads = new ByteArrayOutputStream(head);
        ByteArrayOutputStream tails = new ByteArrayOutputStream();
        for (int i = 0; i < types.size(); i++) {
            byte[] value = value(types.get(i), values.get(i));
            if (types.get(i).isDynamic()) {
                heads.writeBytes(word(BigInteger.valueOf(head + (long) tails.size())));
                tails.writeBytes(value);
            } else {
                heads.writeBytes(value);
            }
        }
        heads.writeBytes(tails.toByteArray());
        return heads.toByteArray();
    }

    private static byte[] value(AbiParameter type, Object value) {
        return switch (type.kind()) {
            case "array" -> array(type, as(List.class, type, value));
            case "tuple" -> tuple(type.canonical(), type.members(), as(List.class, type, value));
            case "string" -> dynamic(as(String.class, type, value).getBytes(StandardCharsets.UTF_8));
            case "bytes" -> dynamic(as(byte[].class, type, value));
            default -> padded(type, bytes(type, value));
        };
    }

    private static byte[] array(AbiParameter type, List<?> items) {
        byte[] body = tuple(type.canonical(), Collections.nCopies(length(type, items), type.element()), items);
        return type.hasFixedLength() ? body : join(word(BigInteger.valueOf(items.size())), body);
    }

    private static int length(AbiParameter type, List<?> items) {
        if (type.hasFixedLength()) {
            requireCount(type.canonical(), type.fixedLength(), items);
        }
        return items.size();
    }

    private static byte[] dynamic(byte[] bytes) {
        int words = (bytes.length + AbiData.WORD - 1) / AbiData.WORD;
        return join(word(BigInteger.valueOf(bytes.length)), Arrays.copyOf(bytes, words * AbiData.WORD));
    }

    /** A value that fits one word, as short as its type. */
    private static byte[] bytes(AbiParameter type, Object value) {
        return switch (type.kind()) {
            case "address" -> as(Address.class, type, value).toBytes();
            case "bool" -> new byte[] {(byte) (as(Boolean.class, type, value) ? 1 : 0)};
            case "fixedBytes" -> {
                byte[] bytes = value instanceof Bytes32 word ? word.toBytes() : as(byte[].class, type, value);
                if (bytes.length != type.byteLength()) {
                    throw new IllegalArgumentException(
                            type.canonical() + " has " + type.byteLength() + " bytes, got " + bytes.length);
                }
                yield bytes;
            }
            default -> {
                byte[] word = word(number(type, value));
                yield Arrays.copyOfRange(word, AbiData.WORD - type.byteLength(), AbiData.WORD);
            }
        };
    }

    private static BigInteger number(AbiParameter type, Object value) {
        BigInteger number = value instanceof Long || value instanceof Integer
                ? BigInteger.valueOf(((Number) value).longValue())
                : as(BigInteger.class, type, value);
        int bits = type.byteLength() * Byte.SIZE;
        boolean fits = type.kind().equals("int")
                ? number.bitLength() < bits
                : number.signum() >= 0 && number.bitLength() <= bits;
        if (!fits) {
            throw new IllegalArgumentException("out of range of " + type.canonical() + ": " + number);
        }
        return number;
    }

    /** Numbers to the right, the sign repeated; bytes to the left. */
    private static byte[] padded(AbiParameter type, byte[] bytes) {
        byte[] word = new byte[AbiData.WORD];
        if (type.kind().equals("fixedBytes")) {
            System.arraycopy(bytes, 0, word, 0, bytes.length);
        } else {
            if (type.kind().equals("int") && bytes[0] < 0) {
                Arrays.fill(word, (byte) -1);
            }
            System.arraycopy(bytes, 0, word, word.length - bytes.length, bytes.length);
        }
        return word;
    }

    private static void pack(AbiParameter type, Object value, boolean inArray, ByteArrayOutputStream to) {
        switch (type.kind()) {
            case "array" -> {
                List<?> items = as(List.class, type, value);
                length(type, items);
                items.forEach(item -> pack(type.element(), item, true, to));
            }
            case "string", "bytes", "tuple" -> {
                if (inArray || type.kind().equals("tuple")) {
                    throw new IllegalArgumentException(type.canonical() + (inArray ? " in an array has" : " has")
                            + " no packed encoding in Solidity");
                }
                to.writeBytes(
                        type.kind().equals("string")
                                ? as(String.class, type, value).getBytes(StandardCharsets.UTF_8)
                                : as(byte[].class, type, value));
            }
            default -> {
                byte[] bytes = bytes(type, value);
                to.writeBytes(inArray ? padded(type, bytes) : bytes);
            }
        }
    }

    private static void requireCount(String path, int wanted, List<?> values) {
        if (values.size() != wanted) {
            throw new IllegalArgumentException(path + " takes " + wanted + " values, got " + values.size());
        }
    }

    private static <T> T as(Class<T> wanted, AbiParameter type, Object value) {
        if (!wanted.isInstance(value)) {
            throw new IllegalArgumentException(type.canonical() + " takes a " + wanted.getSimpleName() + ", got a "
                    + value.getClass().getSimpleName());
        }
        return wanted.cast(value);
    }

    private static byte[] word(BigInteger number) {
        byte[] bytes = (number.signum() < 0 ? number.add(TWO_256) : number).toByteArray();
        byte[] word = new byte[AbiData.WORD];
        int length = Math.min(bytes.length, word.length);
        System.arraycopy(bytes, bytes.length - length, word, word.length - length, length);
        return word;
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** Reads no more words than there are: pointers of hostile data may lead to the same place again and again. */
    private static final class Reader {
        private final String what;
        private int unread;

        Reader(String what, int words) {
            this.what = what;
            this.unread = words;
        }

        List<Object> tuple(List<AbiParameter> types, AbiData data) {
            List<Object> values = new ArrayList<>(types.size());
            int word = 0;
            for (AbiParameter type : types) {
                if (type.isDynamic() || type.fitsOneWord()) {
                    spend(1);
                }
                values.add(value(type, type.isDynamic() ? data.at(word) : data.from(word)));
                word += type.headWords();
            }
            return Collections.unmodifiableList(values);
        }

        private Object value(AbiParameter type, AbiData data) {
            return switch (type.kind()) {
                case "array" -> array(type, data);
                case "tuple" -> tuple(type.members(), data);
                case "string" -> new String(dynamic(data), StandardCharsets.UTF_8);
                case "bytes" -> dynamic(data);
                default -> word(type, data);
            };
        }

        private List<Object> array(AbiParameter type, AbiData data) {
            AbiData items = type.hasFixedLength() ? data : data.from(1);
            int length = type.hasFixedLength() ? type.fixedLength() : data.smallInt(0);
            if (length < 0 || length > items.words()) {
                throw malformed("an array of " + length + " in " + items.words() + " words");
            }
            return tuple(Collections.nCopies(length, type.element()), items);
        }

        private byte[] dynamic(AbiData data) {
            byte[] bytes = data.dynamicBytes();
            spend(bytes.length / AbiData.WORD);
            return bytes;
        }

        private void spend(int words) {
            unread -= words;
            if (unread < 0) {
                throw malformed("says more than it has words");
            }
        }

        private Object word(AbiParameter type, AbiData data) {
            if (!type.holds(data, 0)) {
                throw malformed(data.word(0) + " is no " + type.canonical());
            }
            return switch (type.kind()) {
                case "address" -> data.address(0);
                case "bool" -> data.bool(0);
                case "uint" -> data.unsigned(0);
                case "int" -> data.signed(0);
                default -> Arrays.copyOf(data.word(0).toBytes(), type.byteLength());
            };
        }

        private MalformedResponse malformed(String problem) {
            return new MalformedResponse("chain", what + ": " + problem, null);
        }
    }
}
