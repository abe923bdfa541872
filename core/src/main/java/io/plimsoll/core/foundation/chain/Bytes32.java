package io.plimsoll.core.foundation.chain;

/**
 * A 32-byte word: a hash, a price feed id, a storage key.
 *
 * @param hex {@code 0x} and 64 lower-case hex digits
 */
public record Bytes32(String hex) implements Comparable<Bytes32> {
    /** Accepts either case, with or without {@code 0x}. */
    public Bytes32 {
        hex = Hex.normalise("32-byte word", hex, 32);
    }

    /**
     * The word written in {@code text}, of either case, with or without {@code 0x}.
     *
     * @throws IllegalArgumentException if it is not 32 bytes of hex
     */
    public static Bytes32 parse(String text) {
        return new Bytes32(text);
    }

    /** The word of 32 bytes. */
    public static Bytes32 of(byte[] bytes) {
        return new Bytes32(Hex.encode(bytes));
    }

    /** A new array of the 32 bytes. */
    public byte[] toBytes() {
        return Hex.decode(hex);
    }

    /** The 64 digits without {@code 0x}, as Hermes prints ids. */
    public String digits() {
        return hex.substring(2);
    }

    @Override
    public int compareTo(Bytes32 other) {
        return hex.compareTo(other.hex);
    }

    /** The lower-case text; {@link #parse} reads it back. */
    @Override
    public String toString() {
        return hex;
    }
}
