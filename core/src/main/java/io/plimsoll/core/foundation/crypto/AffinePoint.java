package io.plimsoll.core.foundation.crypto;

/**
 * A point of y² = x³ + 7 that is not at infinity, by its coordinates. Whoever makes one hands the coordinates over;
 * from then on nobody changes them.
 *
 * @param x normalised
 * @param y normalised
 */
record AffinePoint(FieldElement x, FieldElement y) {
    /** G. */
    static final AffinePoint GENERATOR = new AffinePoint(
            element(0x79BE667EF9DCBBACL, 0x55A06295CE870B07L, 0x029BFCDB2DCE28D9L, 0x59F2815B16F81798L),
            element(0x483ADA7726A3C465L, 0x5DA4FBFC0E1108A8L, 0xFD17B448A6855419L, 0x9C47D08FFB10D4B8L));

    /** A number by its words of 64 bits, the highest first. */
    static FieldElement element(long w3, long w2, long w1, long w0) {
        FieldElement element = new FieldElement();
        element.setWords(new long[] {w0, w1, w2, w3}, 0);
        return element;
    }

    /** 64 bytes: x and y, big-endian. */
    byte[] toBytes() {
        byte[] bytes = new byte[64];
        x.putBytes(bytes, 0);
        y.putBytes(bytes, 32);
        return bytes;
    }
}
