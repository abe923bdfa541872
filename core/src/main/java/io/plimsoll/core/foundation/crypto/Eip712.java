package io.plimsoll.core.foundation.crypto;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.Hex;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Typed structured data and its digest. Thread-safe, no state.
 *
 * <p>A message is a map from field name to value, as in {@code eth_signTypedData_v4}. Values by Solidity type: {@code
 * string} a {@link String}; {@code bool} a {@link Boolean}; {@code uintN, intN} a {@link BigInteger}, {@link Long} or
 * {@link Integer}; {@code address} an {@link Address}; {@code bytes, bytesN} a {@code byte[]} or, for 32, a {@link
 * Bytes32}; an array a {@link List}; a struct a {@link Map}. Every declared field must be there and nothing else.
 *
 * @see <a href="https://eips.ethereum.org/EIPS/eip-712">EIP-712</a>
 */
public final class Eip712 {
    private static final BigInteger TWO_256 = BigInteger.ONE.shiftLeft(256);

    private Eip712() {}

    /**
     * A member of a struct type.
     *
     * @param name as written in the type
     * @param type a Solidity type such as {@code uint64}, {@code bytes32[]} or the name of a struct
     */
    public record Field(String name, String type) {}

    /**
     * The signing domain; fields that are empty are left out of its type.
     *
     * @param name of the application
     * @param version of the application
     * @param chainId EIP-155 number, not negative
     * @param verifyingContract that checks the signature
     * @param salt last resort to tell domains apart
     */
    public record Domain(
            Optional<String> name,
            Optional<String> version,
            Optional<BigInteger> chainId,
            Optional<Address> verifyingContract,
            Optional<Bytes32> salt) {

        /** The usual four fields. */
        public static Domain of(String name, String version, long chainId, Address verifyingContract) {
            return new Domain(
                    Optional.of(name),
                    Optional.of(version),
                    Optional.of(BigInteger.valueOf(chainId)),
                    Optional.of(verifyingContract),
                    Optional.empty());
        }

        /** The domain separator: the hash of this domain as a struct. */
        public byte[] separator() {
            Map<String, Object> values = new LinkedHashMap<>();
            List<Field> fields = new ArrayList<>();
            add(fields, values, "name", "string", name);
            add(fields, values, "version", "string", version);
            add(fields, values, "chainId", "uint256", chainId);
            add(fields, values, "verifyingContract", "address", verifyingContract);
            add(fields, values, "salt", "bytes32", salt);
            return hashStruct("EIP712Domain", Map.of("EIP712Domain", fields), values);
        }

        private static void add(
                List<Field> fields, Map<String, Object> values, String name, String type, Optional<?> value) {
            value.ifPresent(present -> {
                fields.add(new Field(name, type));
                values.put(name, present);
            });
        }
    }

    /**
     * The 32 bytes to sign: keccak256(0x1901 ‖ domain separator ‖ hashStruct(message)).
     *
     * @param types every struct type that the primary type reaches, itself included
     * @throws IllegalArgumentException if a type is unknown, a value missing, left over, of the wrong Java type or out
     *     of its type's range
     */
    public static byte[] digest(
            Domain domain, String primaryType, Map<String, List<Field>> types, Map<String, ?> message) {
        return digest(domain.separator(), hashStruct(primaryType, types, message));
    }

    /** The 32 bytes to sign, from a separator and a struct hash computed before. */
    public static byte[] digest(byte[] domainSeparator, byte[] structHash) {
        return Keccak256.hash(new byte[] {0x19, 0x01}, domainSeparator, structHash);
    }

    /** keccak256(typeHash ‖ encodeData) of one struct. */
    public static byte[] hashStruct(String type, Map<String, List<Field>> types, Map<String, ?> values) {
        List<Field> fields = fields(type, types);
        if (values.size() != fields.size()) {
            throw new IllegalArgumentException(type + " has the fields "
                    + fields.stream().map(Field::name).toList() + ", got values for " + values.keySet());
        }
        ByteArrayOutputStream data = new ByteArrayOutputStream(32 * (fields.size() + 1));
        data.writeBytes(Keccak256.hash(encodeType(type, types).getBytes(StandardCharsets.UTF_8)));
        for (Field field : fields) {
            Object value = values.get(field.name());
            if (value == null) {
                throw new IllegalArgumentException(type + "." + field.name() + " has no value");
            }
            data.writeBytes(encode(type + "." + field.name(), field.type(), types, value));
        }
        return Keccak256.hash(data.toByteArray());
    }

    /** The type's own text followed by the types it reaches, sorted by name. */
    static String encodeType(String primary, Map<String, List<Field>> types) {
        TreeSet<String> reached = new TreeSet<>();
        collect(primary, types, reached);
        reached.remove(primary);
        StringBuilder text = new StringBuilder();
        append(text, primary, types);
        reached.forEach(type -> append(text, type, types));
        return text.toString();
    }

    private static void collect(String type, Map<String, List<Field>> types, Set<String> reached) {
        if (types.containsKey(type) && reached.add(type)) {
            fields(type, types).forEach(field -> collect(base(field.type()), types, reached));
        }
    }

    private static void append(StringBuilder text, String type, Map<String, List<Field>> types) {
        text.append(type).append('(');
        String separator = "";
        for (Field field : fields(type, types)) {
            text.append(separator).append(field.type()).append(' ').append(field.name());
            separator = ",";
        }
        text.append(')');
    }

    private static String base(String type) {
        int bracket = type.indexOf('[');
        return bracket < 0 ? type : type.substring(0, bracket);
    }

    private static List<Field> fields(String type, Map<String, List<Field>> types) {
        List<Field> fields = types.get(type);
        if (fields == null) {
            throw new IllegalArgumentException("unknown type " + type);
        }
        return fields;
    }

    private static byte[] encode(String path, String type, Map<String, List<Field>> types, Object value) {
        if (type.endsWith("]")) {
            int bracket = type.lastIndexOf('[');
            List<?> items = as(List.class, path, type, value);
            String length = type.substring(bracket + 1, type.length() - 1);
            if (!length.isEmpty() && items.size() != Integer.parseInt(length)) {
                throw new IllegalArgumentException(path + " is " + type + ", got " + items.size() + " items");
            }
            ByteArrayOutputStream data = new ByteArrayOutputStream(32 * items.size());
            items.forEach(item -> data.writeBytes(encode(path, type.substring(0, bracket), types, item)));
            return Keccak256.hash(data.toByteArray());
        }
        if (types.containsKey(type)) {
            @SuppressWarnings("unchecked")
            Map<String, ?> struct = as(Map.class, path, type, value);
            return hashStruct(type, types, struct);
        }
        if (type.equals("string")) {
            return Keccak256.hash(as(String.class, path, type, value).getBytes(StandardCharsets.UTF_8));
        }
        if (type.equals("bytes")) {
            return Keccak256.hash(as(byte[].class, path, type, value));
        }
        if (type.equals("bool")) {
            return Secp256k1.word(as(Boolean.class, path, type, value) ? BigInteger.ONE : BigInteger.ZERO);
        }
        if (type.equals("address")) {
            return padLeft(as(Address.class, path, type, value).toBytes());
        }
        if (type.startsWith("bytes")) {
            return fixedBytes(path, type, value);
        }
        if (type.startsWith("uint") || type.startsWith("int")) {
            return integer(path, type, value);
        }
        throw new IllegalArgumentException(path + " has the unknown type " + type);
    }

    private static byte[] fixedBytes(String path, String type, Object value) {
        byte[] bytes = value instanceof Bytes32 word ? word.toBytes() : as(byte[].class, path, type, value);
        int length = Integer.parseInt(type.substring("bytes".length()));
        if (bytes.length != length || length > 32) {
            throw new IllegalArgumentException(path + " is " + type + ", got " + Hex.encode(bytes));
        }
        byte[] word = new byte[32];
        System.arraycopy(bytes, 0, word, 0, length);
        return word;
    }

    private static byte[] integer(String path, String type, Object value) {
        boolean signed = type.startsWith("int");
        String digits = type.substring(signed ? 3 : 4);
        int bits = digits.isEmpty() ? 256 : Integer.parseInt(digits);
        BigInteger number = value instanceof Long || value instanceof Integer
                ? BigInteger.valueOf(((Number) value).longValue())
                : as(BigInteger.class, path, type, value);
        if (signed ? number.bitLength() >= bits : number.signum() < 0 || number.bitLength() > bits) {
            throw new IllegalArgumentException(path + " is " + type + ", out of range: " + number);
        }
        return Secp256k1.word(number.signum() < 0 ? number.add(TWO_256) : number);
    }

    private static byte[] padLeft(byte[] bytes) {
        byte[] word = new byte[32];
        System.arraycopy(bytes, 0, word, 32 - bytes.length, bytes.length);
        return word;
    }

    private static <T> T as(Class<T> wanted, String path, String type, Object value) {
        if (!wanted.isInstance(value)) {
            throw new IllegalArgumentException(path + " is " + type + " and takes a " + wanted.getSimpleName()
                    + ", got a " + value.getClass().getSimpleName());
        }
        return wanted.cast(value);
    }
}
