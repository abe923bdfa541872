package io.plimsoll.core.foundation.crypto;

import java.math.BigInteger;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECLookupTable;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.raw.Nat;

/**
 * Multiples of a curve's generator, so that a multiplication is one addition for each {@value #WINDOW} bits of the scalar and no
 * doubling. Every addition reads a whole row of the table, whichever entry it wants, so that the memory that is touched says
 * nothing about the scalar. Thread-safe.
 */
final class GeneratorTable {
    /** Larger windows save additions and cost reading. */
    private static final int WINDOW = 6;

    private static final int ENTRIES = 1 << WINDOW;
    private static final int SCALAR_BITS = 256;
    private static final int ROWS = (SCALAR_BITS + WINDOW - 1) / WINDOW;

    private final BigInteger order;

    /** Row i holds 1 to {@value #ENTRIES} times 2^(6i) G: there is no entry for zero, which no addition could take. */
    private final ECLookupTable[] rows = new ECLookupTable[ROWS];

    /** What the rows add beyond the scalar's digits: one 2^(6i) each. */
    private final BigInteger excess;

    GeneratorTable(ECCurve curve, ECPoint generator, BigInteger order) {
        this.order = order;
        BigInteger sum = BigInteger.ZERO;
        ECPoint base = generator;
        for (int i = 0; i < ROWS; i++) {
            ECPoint[] row = new ECPoint[ENTRIES];
            row[0] = base;
            for (int j = 1; j < ENTRIES; j++) {
                row[j] = row[j - 1].add(base);
            }
            curve.normalizeAll(row);
            rows[i] = curve.createCacheSafeLookupTable(row, 0, ENTRIES);
            base = row[ENTRIES - 1];
            sum = sum.setBit(WINDOW * i);
        }
        this.excess = sum.mod(order);
    }

    /**
     * The generator times a scalar, in affine coordinates.
     *
     * @param scalar in [1, order)
     */
    ECPoint multiply(BigInteger scalar) {
        int[] digits = Nat.fromBigInteger(
                SCALAR_BITS + Integer.SIZE, scalar.subtract(excess).mod(order));
        ECPoint sum = rows[0].lookup(digit(digits, 0));
        for (int i = 1; i < ROWS; i++) {
            sum = sum.add(rows[i].lookup(digit(digits, WINDOW * i)));
        }
        // a fault in the arithmetic would give the key away with the signature
        if (!sum.isValid()) {
            throw new IllegalStateException("multiplication left the curve");
        }
        return sum.normalize();
    }

    private static int digit(int[] words, int bit) {
        int word = bit >>> 5;
        int shift = bit & 31;
        int low = words[word] >>> shift;
        // a digit may reach into the next word
        int high = shift > Integer.SIZE - WINDOW ? words[word + 1] << (Integer.SIZE - shift) : 0;
        return (low | high) & (ENTRIES - 1);
    }
}
