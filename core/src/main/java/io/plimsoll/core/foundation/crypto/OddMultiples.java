package io.plimsoll.core.foundation.crypto;

import java.math.BigInteger;

/**
 * Multiples of a point that is used once: P, 3P, 5P … 15P. For public data only: the time taken depends on the scalar.
 * Immutable once made; for one thread, as that is all it is made for.
 *
 * <p>The curve has an endomorphism: λ(x, y) = (βx, y) with β³ = 1 modulo p and λ³ = 1 modulo n. A scalar is split into
 * k1 + k2 λ with halves of 128 bits, so one run of 128 doublings serves both. Each half is in non-adjacent form: odd
 * digits between -15 and 15, every sixth place on average.
 *
 * <p>The halves are (k, 0) - c1 (A1, -B1) - c2 (A2, A1) with c1 and c2 the nearest integers to A1 k / n and B1 k / n. Shares
 * that are cut off at 2^-384 move those by less than 2^-128, so neither is further away than ½ + 2^-128. Thus |k1| is at most
 * (½ + 2^-128) (A1 + A2) &lt; 0.64 · 2^128, and |k2| at most (½ + 2^-128) (B1 + A1) &lt; 0.55 · 2^128.
 *
 * <p>The table costs no inversion. With 2P = (X / C², Y / C³), the sums are made on the curve on which 2P is (X, Y),
 * and the multiples, which there have different Z, are brought to the last one's Z. They are then plain (x, y) of a
 * third curve; only the product of {@link #times} is brought back, by {@link #factor}. This is libsecp256k1's table of
 * odd multiples.
 *
 * @see <a href="https://doi.org/10.1007/3-540-44647-8_11">Gallant, Lambert and Vanstone, Faster point
 *     multiplication</a>
 */
final class OddMultiples {
    private static final int WIDTH = 5;
    private static final int SIZE = 1 << (WIDTH - 2);
    /** Halves are below 2^128, and the form of a number may be one digit longer. */
    private static final int DIGITS = 129;

    private static final FieldElement BETA =
            AffinePoint.element(0x7AE96A2B657C0710L, 0x6E64479EAC3434E9L, 0x9CF0497512F58995L, 0xC1396C28719501EEL);
    /** k1 + k2 λ = 0 modulo n for (A1, -B1) and (A2, A1), the shortest such pairs. */
    private static final BigInteger A1 = new BigInteger("3086d221a7d46bcde86c90e49284eb15", 16);

    private static final BigInteger B1 = new BigInteger("e4437ed6010e88286f547fa90abfe4c3", 16);
    private static final BigInteger A2 = new BigInteger("114ca50f7a8e2f3f657c1108d9d44cfd8", 16);
    private static final int SHIFT = 384;
    private static final BigInteger HALF = BigInteger.ONE.shiftLeft(SHIFT - 1);
    /** A1 / n and B1 / n, times 2^384. */
    private static final BigInteger SHARE_1 = A1.shiftLeft(SHIFT).divide(Secp256k1.order());

    private static final BigInteger SHARE_2 = B1.shiftLeft(SHIFT).divide(Secp256k1.order());

    private final FieldElement[] x = new FieldElement[SIZE];
    private final FieldElement[] y = new FieldElement[SIZE];
    private final FieldElement[] betaX = new FieldElement[SIZE];
    /** What the Z of a product here must be multiplied by. */
    private final FieldElement factor;

    OddMultiples(AffinePoint point) {
        JacobianPoint twice = new JacobianPoint();
        twice.set(point.x(), point.y());
        twice.twice();
        FieldElement scale = new FieldElement();
        FieldElement startX = new FieldElement();
        FieldElement startY = new FieldElement();
        scale.setSquare(twice.z());
        startX.setProduct(point.x(), scale);
        scale.setProduct(scale, twice.z());
        startY.setProduct(point.y(), scale);

        JacobianPoint sum = new JacobianPoint();
        sum.set(startX, startY);
        FieldElement[] ratios = new FieldElement[SIZE];
        for (int n = 0; n < SIZE; n++) {
            if (n > 0) {
                sum.add(twice.x(), twice.y(), false);
                ratios[n] = new FieldElement(sum.lastFactor());
            }
            x[n] = new FieldElement(sum.x());
            y[n] = new FieldElement(sum.y());
        }
        factor = new FieldElement(sum.z());
        factor.setProduct(factor, twice.z());

        FieldElement toLast = new FieldElement();
        toLast.set(1);
        for (int n = SIZE - 1; n >= 0; n--) {
            scale.setSquare(toLast);
            x[n].setProduct(x[n], scale);
            scale.setProduct(scale, toLast);
            y[n].setProduct(y[n], scale);
            betaX[n] = new FieldElement();
            betaX[n].setProduct(x[n], BETA);
            if (n > 0) {
                toLast.setProduct(toLast, ratios[n]);
            }
        }
    }

    /** scalar · P, for a scalar in [0, n). */
    JacobianPoint times(BigInteger scalar) {
        BigInteger c1 = scalar.multiply(SHARE_1).add(HALF).shiftRight(SHIFT);
        BigInteger c2 = scalar.multiply(SHARE_2).add(HALF).shiftRight(SHIFT);
        byte[] digits = digits(scalar.subtract(c1.multiply(A1)).subtract(c2.multiply(A2)));
        byte[] lambdaDigits = digits(c1.multiply(B1).subtract(c2.multiply(A1)));
        JacobianPoint product = new JacobianPoint();
        for (int place = DIGITS - 1; place >= 0; place--) {
            product.twice();
            add(product, x, digits[place]);
            add(product, betaX, lambdaDigits[place]);
        }
        product.scaleZ(factor);
        return product;
    }

    private void add(JacobianPoint sum, FieldElement[] abscissas, int digit) {
        if (digit != 0) {
            int n = Math.abs(digit) >> 1;
            sum.add(abscissas[n], y[n], digit < 0);
        }
    }

    /** Digits by place, the lowest first: zero or odd, and at most one of any five neighbours is not zero. */
    static byte[] digits(BigInteger number) {
        BigInteger magnitude = number.abs();
        long low = magnitude.longValue();
        long high = magnitude.shiftRight(64).longValue();
        byte[] digits = new byte[DIGITS];
        int carry = 0;
        int place = 0;
        while (place < DIGITS) {
            int window = (int) bits(low, high, place) & ((1 << WIDTH) - 1);
            if ((window & 1) == carry) {
                place++;
                continue;
            }
            int digit = window + carry;
            carry = digit >> (WIDTH - 1);
            digit -= carry << WIDTH;
            digits[place] = (byte) (number.signum() < 0 ? -digit : digit);
            place += WIDTH;
        }
        return digits;
    }

    private static long bits(long low, long high, int place) {
        if (place >= 64) {
            return place == 128 ? 0 : high >>> (place - 64);
        }
        return place == 0 ? low : low >>> place | high << (64 - place);
    }
}
