package io.plimsoll.core.foundation.crypto;

import java.math.BigInteger;
import java.nio.ByteBuffer;

/**
 * Multiples of a point that is used again and again, out of a table and without doubling. For public data only: the
 * time taken and the memory read depend on the scalar; secrets take {@link GeneratorMultiples}. Thread-safe, immutable.
 *
 * <p>A scalar is Σ d_i 2^(i · width) with digits between -2^(width - 1) and 2^(width - 1). For each place the table has
 * 2^(i · width) P and its multiples up to the largest digit, x and y in 64 bytes: a product is an addition per place.
 * Width 7 takes 37 places and 152 kB, width 10 takes 26 places and 852 kB.
 */
final class FixedMultiples {
    private static final int WORDS = 4;

    private final int width;
    private final int places;
    private final long[] table;

    /** The table of G: made when first needed, kept for good. */
    private static final class Generator {
        private static final FixedMultiples TABLE = new FixedMultiples(AffinePoint.GENERATOR, 10);
    }

    FixedMultiples(AffinePoint point, int width) {
        this.width = width;
        this.places = 256 / width + 1;
        int largest = largestDigit();
        this.table = new long[places * largest * 2 * WORDS];
        AffinePoint base = point;
        for (int place = 0; place < places; place++) {
            base = fill(place * largest, base);
        }
    }

    /** Those of G. */
    static FixedMultiples ofGenerator() {
        return Generator.TABLE;
    }

    private int largestDigit() {
        return 1 << (width - 1);
    }

    /**
     * Writes base, 2 base … largest · base from a row on; gives the base of the next place, which is twice the last.
     */
    private AffinePoint fill(int firstRow, AffinePoint base) {
        int largest = largestDigit();
        FieldElement[] x = new FieldElement[largest + 1];
        FieldElement[] y = new FieldElement[largest + 1];
        FieldElement[] z = new FieldElement[largest + 1];
        JacobianPoint multiple = new JacobianPoint();
        for (int n = 0; n <= largest; n++) {
            if (n < largest) {
                multiple.add(base.x(), base.y(), false);
            } else {
                multiple.twice();
            }
            x[n] = new FieldElement(multiple.x());
            y[n] = new FieldElement(multiple.y());
            z[n] = new FieldElement(multiple.z());
        }
        FieldElement.invertAll(z);
        for (int n = 0; n < largest; n++) {
            AffinePoint point = JacobianPoint.affine(x[n], y[n], z[n]);
            int word = (firstRow + n) * 2 * WORDS;
            point.x().putWords(table, word);
            point.y().putWords(table, word + WORDS);
        }
        return JacobianPoint.affine(x[largest], y[largest], z[largest]);
    }

    /** sum += scalar · P, for a scalar in [0, 2^256). */
    void add(BigInteger scalar, JacobianPoint sum) {
        ByteBuffer words = ByteBuffer.wrap(Secp256k1.word(scalar));
        long w3 = words.getLong();
        long w2 = words.getLong();
        long w1 = words.getLong();
        long w0 = words.getLong();
        int largest = largestDigit();
        FieldElement x = new FieldElement();
        FieldElement y = new FieldElement();
        int carry = 0;
        for (int place = 0; place < places; place++) {
            int digit = (int) (w0 & (2L * largest - 1)) + carry;
            w0 = w0 >>> width | w1 << (64 - width);
            w1 = w1 >>> width | w2 << (64 - width);
            w2 = w2 >>> width | w3 << (64 - width);
            w3 >>>= width;
            carry = digit > largest ? 1 : 0;
            digit -= carry << width;
            if (digit != 0) {
                int word = (place * largest + Math.abs(digit) - 1) * 2 * WORDS;
                x.setWords(table, word);
                y.setWords(table, word + WORDS);
                sum.add(x, y, digit < 0);
            }
        }
    }
}
