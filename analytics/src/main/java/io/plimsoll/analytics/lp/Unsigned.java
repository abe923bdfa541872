package io.plimsoll.analytics.lp;

import java.math.BigInteger;

/** Unsigned whole numbers of the EVM and its fixed points. */
final class Unsigned {
    /** 2⁹⁶: one, in square roots of prices. */
    static final BigInteger Q96 = BigInteger.ONE.shiftLeft(96);

    /** 2¹⁹²: one, in squares of those. */
    static final BigInteger Q192 = BigInteger.ONE.shiftLeft(192);

    private Unsigned() {}

    /** The value, if it is a uint of that many bits. */
    static BigInteger require(String name, BigInteger value, int bits) {
        if (!fits(value, bits)) {
            throw new IllegalArgumentException(name + " must be a uint" + bits + ", got " + value);
        }
        return value;
    }

    /** The value, if it is a uint of that many bits and not 0. */
    static BigInteger requirePositive(String name, BigInteger value, int bits) {
        if (value.signum() == 0) {
            throw new IllegalArgumentException(name + " must be positive, got 0");
        }
        return require(name, value, bits);
    }

    static boolean fits(BigInteger value, int bits) {
        return value.signum() >= 0 && value.bitLength() <= bits;
    }

    /** value mod 2^bits: what unchecked EVM arithmetic leaves. */
    static BigInteger wrap(BigInteger value, int bits) {
        return fits(value, bits) ? value : value.mod(BigInteger.ONE.shiftLeft(bits));
    }

    /** ⌊numerator / denominator⌋ or ⌈numerator / denominator⌉, of numbers that are not negative. */
    static BigInteger divide(BigInteger numerator, BigInteger denominator, boolean roundUp) {
        BigInteger[] parts = numerator.divideAndRemainder(denominator);
        return roundUp && parts[1].signum() != 0 ? parts[0].add(BigInteger.ONE) : parts[0];
    }
}
