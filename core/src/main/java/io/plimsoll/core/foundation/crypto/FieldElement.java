package io.plimsoll.core.foundation.crypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A number modulo p = 2^256 - 2^32 - 977, the field under secp256k1, that its methods overwrite. For public data only:
 * the time taken depends on the value. Not thread-safe.
 *
 * <p>The value is n0 + n1 · 2^52 + n2 · 2^104 + n3 · 2^156 + n4 · 2^208 modulo p. Limbs of 52 bits leave room in a
 * long, so sums are not carried. How full they may be is the <i>magnitude</i> m, which nothing keeps track of at run
 * time: n0 to n3 are at most 2m · (2^52 - 1) and n4 at most 2m · (2^48 - 1), never negative. Each method says what it
 * takes and what it gives; products take 8 and give 1. This is the layout of libsecp256k1's {@code field_5x52}.
 *
 * <p>Java has no 128-bit integers. The upper part of a product of limbs is {@code multiplyHigh(a << 6, b << 6)},
 * exactly ⌊ab / 2^52⌋ for limbs below 2^57. The lower parts ab mod 2^52 of a column are never cut out one by one: their
 * sum is below 2^55, so it is the wrapped sum of the products less 2^52 times the sum of the upper parts. Columns from
 * 2^260 on come back multiplied by 2^260 mod p.
 */
final class FieldElement {
    private static final VarHandle BIG_ENDIAN =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final long LIMB = (1L << 52) - 1;
    private static final long TOP_LIMB = (1L << 48) - 1;
    /** 2^256 mod p. */
    private static final long FOLD = 0x1000003D1L;
    /** 2^260 mod p, and the same where its product is wanted without the lower 52 bits. */
    private static final long FOLD_COLUMN = FOLD << 4;

    private static final long FOLD_COLUMN_UPPER = FOLD_COLUMN << 12;
    /** The lowest limb of p; the three above it are full, and so is the top one. */
    private static final long P0 = LIMB - FOLD + 1;

    private long n0;
    private long n1;
    private long n2;
    private long n3;
    private long n4;

    /** Zero. */
    FieldElement() {}

    /** A copy. */
    FieldElement(FieldElement other) {
        set(other);
    }

    void set(FieldElement other) {
        n0 = other.n0;
        n1 = other.n1;
        n2 = other.n2;
        n3 = other.n3;
        n4 = other.n4;
    }

    /** A small number, not negative. */
    void set(int value) {
        n0 = value;
        n1 = 0;
        n2 = 0;
        n3 = 0;
        n4 = 0;
    }

    /** The 32 bytes from {@code offset} on, big-endian; p and above count modulo p. Gives magnitude 1. */
    void setBytes(byte[] bytes, int offset) {
        setWords(
                (long) BIG_ENDIAN.get(bytes, offset + 24),
                (long) BIG_ENDIAN.get(bytes, offset + 16),
                (long) BIG_ENDIAN.get(bytes, offset + 8),
                (long) BIG_ENDIAN.get(bytes, offset));
    }

    /** Four words of 64 bits, the lowest first, as {@link #putWords} leaves them. Gives magnitude 1. */
    void setWords(long[] words, int offset) {
        setWords(words[offset], words[offset + 1], words[offset + 2], words[offset + 3]);
    }

    private void setWords(long w0, long w1, long w2, long w3) {
        n0 = w0 & LIMB;
        n1 = (w0 >>> 52 | w1 << 12) & LIMB;
        n2 = (w1 >>> 40 | w2 << 24) & LIMB;
        n3 = (w2 >>> 28 | w3 << 36) & LIMB;
        n4 = w3 >>> 16;
    }

    /** Big-endian; must be normalised. */
    void putBytes(byte[] bytes, int offset) {
        BIG_ENDIAN.set(bytes, offset, n3 >>> 36 | n4 << 16);
        BIG_ENDIAN.set(bytes, offset + 8, n2 >>> 24 | n3 << 28);
        BIG_ENDIAN.set(bytes, offset + 16, n1 >>> 12 | n2 << 40);
        BIG_ENDIAN.set(bytes, offset + 24, n0 | n1 << 52);
    }

    /** Four words of 64 bits, the lowest first; must be normalised. */
    void putWords(long[] words, int offset) {
        words[offset] = n0 | n1 << 52;
        words[offset + 1] = n1 >>> 12 | n2 << 40;
        words[offset + 2] = n2 >>> 24 | n3 << 28;
        words[offset + 3] = n3 >>> 36 | n4 << 16;
    }

    /** Makes the value the one in [0, p). Takes any magnitude up to 2^10, gives 1. */
    void normalise() {
        fold();
        boolean beyond = n4 > TOP_LIMB || (n4 == TOP_LIMB && (n1 & n2 & n3) == LIMB && n0 >= P0);
        if (beyond) {
            n0 += FOLD;
            carry();
            n4 &= TOP_LIMB;
        }
    }

    /**
     * Afterwards the value is below 2^256 + 2^220, so less than twice p, and every limb but n4 is in its own 52 bits. At
     * magnitude 2^10 limbs are below 2^63 and stay, read without a sign, below 2^64.
     */
    private void fold() {
        n0 += (n4 >>> 48) * FOLD;
        n4 &= TOP_LIMB;
        carry();
    }

    private void carry() {
        n1 += n0 >>> 52;
        n0 &= LIMB;
        n2 += n1 >>> 52;
        n1 &= LIMB;
        n3 += n2 >>> 52;
        n2 &= LIMB;
        n4 += n3 >>> 52;
        n3 &= LIMB;
    }

    /** Whether it is zero modulo p. Takes any magnitude up to 2^10 and changes nothing. */
    boolean isZero() {
        // folded, zero is either 0 or p
        long low = (n0 + (n4 >>> 48) * FOLD) & LIMB;
        if (low != 0 && low != P0) {
            return false;
        }
        FieldElement normal = new FieldElement(this);
        normal.normalise();
        return (normal.n0 | normal.n1 | normal.n2 | normal.n3 | normal.n4) == 0;
    }

    /** Of a normalised value. */
    boolean isOdd() {
        return (n0 & 1) != 0;
    }

    /** Whether both are the same number; both must be normalised. */
    boolean sameAs(FieldElement other) {
        return n0 == other.n0 && n1 == other.n1 && n2 == other.n2 && n3 == other.n3 && n4 == other.n4;
    }

    /** this += other. The magnitudes add up. */
    void add(FieldElement other) {
        n0 += other.n0;
        n1 += other.n1;
        n2 += other.n2;
        n3 += other.n3;
        n4 += other.n4;
    }

    /** this = a + b. The magnitudes add up. */
    void setSum(FieldElement a, FieldElement b) {
        n0 = a.n0 + b.n0;
        n1 = a.n1 + b.n1;
        n2 = a.n2 + b.n2;
        n3 = a.n3 + b.n3;
        n4 = a.n4 + b.n4;
    }

    /**
     * this = -a, as 2 (m + 1) p - a, no limb of which is below zero, as (m + 1) P0 is more than m (2^52 - 1). Takes magnitude m,
     * gives m + 1.
     */
    void setNegative(FieldElement a, int magnitude) {
        long times = 2L * (magnitude + 1);
        n0 = times * P0 - a.n0;
        n1 = times * LIMB - a.n1;
        n2 = times * LIMB - a.n2;
        n3 = times * LIMB - a.n3;
        n4 = times * TOP_LIMB - a.n4;
    }

    /** this *= factor, a small positive number that multiplies the magnitude, too. */
    void scale(int factor) {
        n0 *= factor;
        n1 *= factor;
        n2 *= factor;
        n3 *= factor;
        n4 *= factor;
    }

    /**
     * this /= 2. Takes magnitude m, gives m / 2 + 1, whole numbers: with p added and a bit from above, n0 to n3 are at most
     * (m + 1) · (2^52 - 1).
     */
    void halve() {
        long ifOdd = -(n0 & 1);
        long t0 = n0 + (ifOdd & P0);
        long t1 = n1 + (ifOdd & LIMB);
        long t2 = n2 + (ifOdd & LIMB);
        long t3 = n3 + (ifOdd & LIMB);
        long t4 = n4 + (ifOdd & TOP_LIMB);
        n0 = (t0 >>> 1) + ((t1 & 1) << 51);
        n1 = (t1 >>> 1) + ((t2 & 1) << 51);
        n2 = (t2 >>> 1) + ((t3 & 1) << 51);
        n3 = (t3 >>> 1) + ((t4 & 1) << 51);
        n4 = t4 >>> 1;
    }

    /**
     * this = a · b. Takes magnitudes up to 8, gives 1.
     *
     * <p>Limbs are then below 2^56, the top one below 2^52. Shifted they are below 2^62. An upper part is below 2^60, one
     * with a top limb below 2^56, of two top limbs below 2^52; a column has at most four of the first kind. So columns are
     * below 4 · 2^60 + 2^55, and c9, the upper part of a4 · b4, below 2^52.
     */
    void setProduct(FieldElement a, FieldElement b) {
        long a0 = a.n0;
        long a1 = a.n1;
        long a2 = a.n2;
        long a3 = a.n3;
        long a4 = a.n4;
        long b0 = b.n0;
        long b1 = b.n1;
        long b2 = b.n2;
        long b3 = b.n3;
        long b4 = b.n4;
        long u0 = a0 << 6;
        long u1 = a1 << 6;
        long u2 = a2 << 6;
        long u3 = a3 << 6;
        long u4 = a4 << 6;
        long v0 = b0 << 6;
        long v1 = b1 << 6;
        long v2 = b2 << 6;
        long v3 = b3 << 6;
        long v4 = b4 << 6;

        long upper0 = Math.multiplyHigh(u0, v0);
        long upper1 = Math.multiplyHigh(u0, v1) + Math.multiplyHigh(u1, v0);
        long upper2 = Math.multiplyHigh(u0, v2) + Math.multiplyHigh(u1, v1) + Math.multiplyHigh(u2, v0);
        long upper3 = Math.multiplyHigh(u0, v3)
                + Math.multiplyHigh(u1, v2)
                + Math.multiplyHigh(u2, v1)
                + Math.multiplyHigh(u3, v0);
        long upper4 = Math.multiplyHigh(u0, v4)
                + Math.multiplyHigh(u1, v3)
                + Math.multiplyHigh(u2, v2)
                + Math.multiplyHigh(u3, v1)
                + Math.multiplyHigh(u4, v0);
        long upper5 = Math.multiplyHigh(u1, v4)
                + Math.multiplyHigh(u2, v3)
                + Math.multiplyHigh(u3, v2)
                + Math.multiplyHigh(u4, v1);
        long upper6 = Math.multiplyHigh(u2, v4) + Math.multiplyHigh(u3, v3) + Math.multiplyHigh(u4, v2);
        long upper7 = Math.multiplyHigh(u3, v4) + Math.multiplyHigh(u4, v3);
        long upper8 = Math.multiplyHigh(u4, v4);

        setColumns(
                a0 * b0 - (upper0 << 52),
                a0 * b1 + a1 * b0 - (upper1 << 52) + upper0,
                a0 * b2 + a1 * b1 + a2 * b0 - (upper2 << 52) + upper1,
                a0 * b3 + a1 * b2 + a2 * b1 + a3 * b0 - (upper3 << 52) + upper2,
                a0 * b4 + a1 * b3 + a2 * b2 + a3 * b1 + a4 * b0 - (upper4 << 52) + upper3,
                a1 * b4 + a2 * b3 + a3 * b2 + a4 * b1 - (upper5 << 52) + upper4,
                a2 * b4 + a3 * b3 + a4 * b2 - (upper6 << 52) + upper5,
                a3 * b4 + a4 * b3 - (upper7 << 52) + upper6,
                a4 * b4 - (upper8 << 52) + upper7,
                upper8);
    }

    /** this = a², the same columns with twice the mixed products, of limbs below 2^63. Takes magnitude up to 8, gives 1. */
    void setSquare(FieldElement a) {
        long a0 = a.n0;
        long a1 = a.n1;
        long a2 = a.n2;
        long a3 = a.n3;
        long a4 = a.n4;
        long u0 = a0 << 6;
        long u1 = a1 << 6;
        long u2 = a2 << 6;
        long u3 = a3 << 6;
        long u4 = a4 << 6;
        long d0 = a0 << 1;
        long d1 = a1 << 1;
        long d2 = a2 << 1;
        long d3 = a3 << 1;
        long e0 = a0 << 7;
        long e1 = a1 << 7;
        long e2 = a2 << 7;
        long e3 = a3 << 7;

        long upper0 = Math.multiplyHigh(u0, u0);
        long upper1 = Math.multiplyHigh(e0, u1);
        long upper2 = Math.multiplyHigh(e0, u2) + Math.multiplyHigh(u1, u1);
        long upper3 = Math.multiplyHigh(e0, u3) + Math.multiplyHigh(e1, u2);
        long upper4 = Math.multiplyHigh(e0, u4) + Math.multiplyHigh(e1, u3) + Math.multiplyHigh(u2, u2);
        long upper5 = Math.multiplyHigh(e1, u4) + Math.multiplyHigh(e2, u3);
        long upper6 = Math.multiplyHigh(e2, u4) + Math.multiplyHigh(u3, u3);
        long upper7 = Math.multiplyHigh(e3, u4);
        long upper8 = Math.multiplyHigh(u4, u4);

        setColumns(
                a0 * a0 - (upper0 << 52),
                d0 * a1 - (upper1 << 52) + upper0,
                d0 * a2 + a1 * a1 - (upper2 << 52) + upper1,
                d0 * a3 + d1 * a2 - (upper3 << 52) + upper2,
                d0 * a4 + d1 * a3 + a2 * a2 - (upper4 << 52) + upper3,
                d1 * a4 + d2 * a3 - (upper5 << 52) + upper4,
                d2 * a4 + a3 * a3 - (upper6 << 52) + upper5,
                d3 * a4 - (upper7 << 52) + upper6,
                a4 * a4 - (upper8 << 52) + upper7,
                upper8);
    }

    /**
     * The sum of c_i · 2^(52 i), each column in [0, 2^62 + 2^56), without a carry before the upper half is folded into the
     * lower one.
     *
     * <p>FOLD_COLUMN is below 2^37, so what comes back from above is below 2^52 for the lower part and 2^48 for the upper;
     * every t is below 2^63, its carry below 2^11, and t4 / 2^48 below 2^15. That times FOLD, which is below 2^33, leaves
     * n0 below 2^52 + 2^48.
     */
    private void setColumns(long c0, long c1, long c2, long c3, long c4, long c5, long c6, long c7, long c8, long c9) {
        long folded9 = Math.multiplyHigh(c9, FOLD_COLUMN_UPPER);
        long d5 = c5 + folded9;
        long folded5 = Math.multiplyHigh(d5, FOLD_COLUMN_UPPER);
        long folded6 = Math.multiplyHigh(c6, FOLD_COLUMN_UPPER);
        long folded7 = Math.multiplyHigh(c7, FOLD_COLUMN_UPPER);
        long folded8 = Math.multiplyHigh(c8, FOLD_COLUMN_UPPER);
        long t0 = c0 + (d5 * FOLD_COLUMN & LIMB);
        long t1 = c1 + (c6 * FOLD_COLUMN & LIMB) + folded5 + (t0 >>> 52);
        long t2 = c2 + (c7 * FOLD_COLUMN & LIMB) + folded6 + (t1 >>> 52);
        long t3 = c3 + (c8 * FOLD_COLUMN & LIMB) + folded7 + (t2 >>> 52);
        long t4 = c4 + (c9 * FOLD_COLUMN & LIMB) + folded8 + (t3 >>> 52);
        n0 = (t0 & LIMB) + (t4 >>> 48) * FOLD;
        n1 = t1 & LIMB;
        n2 = t2 & LIMB;
        n3 = t3 & LIMB;
        n4 = t4 & TOP_LIMB;
    }

    /** this = this^(2^times). Takes magnitude up to 8, gives 1. */
    private void squareRepeatedly(int times) {
        for (int n = 0; n < times; n++) {
            setSquare(this);
        }
    }

    /** The powers a^(2^k - 1) that both exponents below are put together from: their bits are long runs of ones. */
    private record Runs(FieldElement two, FieldElement twentyTwo, FieldElement all223) {
        static Runs of(FieldElement a) {
            FieldElement two = joined(a, 1, a);
            FieldElement three = joined(two, 1, a);
            FieldElement six = joined(three, 3, three);
            FieldElement nine = joined(six, 3, three);
            FieldElement eleven = joined(nine, 2, two);
            FieldElement twentyTwo = joined(eleven, 11, eleven);
            FieldElement run44 = joined(twentyTwo, 22, twentyTwo);
            FieldElement run88 = joined(run44, 44, run44);
            FieldElement run176 = joined(run88, 88, run88);
            FieldElement run220 = joined(run176, 44, run44);
            return new Runs(two, twentyTwo, joined(run220, 3, three));
        }

        /** high^(2^length) · low: the ones of {@code low}, {@code length} many, behind those of {@code high}. */
        private static FieldElement joined(FieldElement high, int length, FieldElement low) {
            FieldElement run = new FieldElement(high);
            run.squareRepeatedly(length);
            run.setProduct(run, low);
            return run;
        }
    }

    /** this = 1 / a as a^(p - 2), zero for zero. Takes magnitude up to 8, gives 1. */
    void setInverse(FieldElement a) {
        Runs runs = Runs.of(a);
        FieldElement power = new FieldElement(runs.all223);
        power.squareRepeatedly(23);
        power.setProduct(power, runs.twentyTwo);
        power.squareRepeatedly(5);
        power.setProduct(power, a);
        power.squareRepeatedly(3);
        power.setProduct(power, runs.two);
        power.squareRepeatedly(2);
        power.setProduct(power, a);
        set(power);
    }

    /**
     * this = a^((p + 1) / 4), which is a square root of {@code a} if it has any: p is 3 modulo 4. Takes magnitude up to
     * 7, gives 1.
     *
     * @return whether it is a root
     */
    boolean setRoot(FieldElement a) {
        Runs runs = Runs.of(a);
        FieldElement power = new FieldElement(runs.all223);
        power.squareRepeatedly(23);
        power.setProduct(power, runs.twentyTwo);
        power.squareRepeatedly(6);
        power.setProduct(power, runs.two);
        power.squareRepeatedly(2);
        FieldElement difference = new FieldElement();
        difference.setSquare(power);
        difference.setNegative(difference, 1);
        difference.add(a);
        set(power);
        return difference.isZero();
    }

    /**
     * Replaces each number by its inverse, at three products each and a single inversion. None may be zero; takes
     * magnitudes up to 8, gives 1.
     *
     * @see <a href="https://doi.org/10.1090/S0025-5718-1987-0866113-7">P. Montgomery, Speeding the Pollard and elliptic
     *     curve methods of factorization, 10.3.1</a>
     */
    static void invertAll(FieldElement[] numbers) {
        FieldElement product = new FieldElement();
        product.set(1);
        FieldElement[] before = new FieldElement[numbers.length];
        for (int n = 0; n < numbers.length; n++) {
            before[n] = new FieldElement(product);
            product.setProduct(product, numbers[n]);
        }
        FieldElement inverse = new FieldElement();
        inverse.setInverse(product);
        for (int n = numbers.length - 1; n >= 0; n--) {
            before[n].setProduct(before[n], inverse);
            inverse.setProduct(inverse, numbers[n]);
            numbers[n].set(before[n]);
        }
    }
}
