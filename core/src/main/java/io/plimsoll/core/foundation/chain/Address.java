package io.plimsoll.core.foundation.chain;

/**
 * A 20-byte account or contract address. Two addresses that differ only in the case of their text are equal.
 *
 * @param hex {@code 0x} and 40 lower-case hex digits
 */
public record Address(String hex) implements Comparable<Address> {
    /** The zero address. */
    public static final Address ZERO = new Address("0x" + "0".repeat(40));

    /** Accepts either case, with or without {@code 0x}; does not judge an EIP-55 checksum. */
    public Address {
        hex = Hex.normalise("address", hex, 20);
    }

    /**
     * The address written in {@code text}, of either case, with or without {@code 0x}.
     *
     * @throws IllegalArgumentException if it is not 20 bytes of hex
     */
    public static Address parse(String text) {
        return new Address(text);
    }

    /** The address of 20 bytes. */
    public static Address of(byte[] bytes) {
        return new Address(Hex.encode(bytes));
    }

    /** A new array of the 20 bytes. */
    public byte[] toBytes() {
        return Hex.decode(hex);
    }

    /** First four and last four digits, for tables: {@code 0x1234…cdef}. */
    public String abbreviated() {
        return hex.substring(0, 6) + "…" + hex.substring(38);
    }

    @Override
    public int compareTo(Address other) {
        return hex.compareTo(other.hex);
    }

    /** The lower-case text; {@link #parse} reads it back. */
    @Override
    public String toString() {
        return hex;
    }
}
