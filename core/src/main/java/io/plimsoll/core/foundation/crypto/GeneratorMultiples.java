package io.plimsoll.core.foundation.crypto;

import java.math.BigInteger;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECLookupTable;
import org.bouncycastle.math.ec.ECPoint;

/**
 * Multiples of the generator out of a table. Thread-safe, immutable.
 *
 * <p>A scalar is cut into digits d of WIDTH bits, and for each digit there is a table of the points (d + 1) · 2^(n · WIDTH) · G;
 * their sum less Σ 2^(n · WIDTH) · G is the product. So there is nothing to double, and no digit is special: each takes one look-up
 * that reads its whole table, and one addition, whatever the scalar.
 */
final class GeneratorMultiples {
    private static final int WIDTH = 5;
    private static final int SIZE = 1 << WIDTH;
    private static final int DIGITS = (256 + WIDTH - 1) / WIDTH;

    private final ECLookupTable[] tables = new ECLookupTable[DIGITS];
    private final ECPoint correction;

    GeneratorMultiples(X9ECParameters parameters) {
        ECCurve curve = parameters.getCurve();
        ECPoint base = parameters.getG();
        ECPoint sum = curve.getInfinity();
        for (int digit = 0; digit < DIGITS; digit++) {
            ECPoint[] points = new ECPoint[SIZE];
            points[0] = base;
            for (int n = 1; n < SIZE; n++) {
                points[n] = points[n - 1].add(base);
            }
            curve.normalizeAll(points);
            tables[digit] = curve.createCacheSafeLookupTable(points, 0, SIZE);
            sum = sum.add(base);
            base = points[SIZE - 1].normalize();
        }
        correction = sum.negate().normalize();
    }

    /** scalar · G, not normalised; the scalar is in [0, 2^256). */
    ECPoint times(BigInteger scalar) {
        byte[] bytes = Secp256k1.word(scalar);
        ECPoint product = correction;
        for (int digit = 0; digit < DIGITS; digit++) {
            product = product.add(tables[digit].lookup(digit(bytes, digit * WIDTH)));
        }
        return product;
    }

    /** Bits from {@code bit} on, counted from the lowest of the last byte. */
    private static int digit(byte[] bytes, int bit) {
        int low = bytes.length - 1 - bit / 8;
        int high = low > 0 ? bytes[low - 1] & 0xFF : 0;
        return (((high << 8) | (bytes[low] & 0xFF)) >>> (bit % 8)) & (SIZE - 1);
    }
}
