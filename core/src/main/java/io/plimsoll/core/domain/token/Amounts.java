package io.plimsoll.core.domain.token;

import java.math.BigInteger;

/** What the amounts of this package have in common. */
final class Amounts {
    private static final int WORD_BITS = 256;

    private Amounts() {}

    /** Refuses what a contract cannot hold: below zero, or more than 256 bits. */
    static void requireWord(String what, BigInteger amount) {
        if (amount.signum() < 0 || amount.bitLength() > WORD_BITS) {
            throw new IllegalArgumentException(what + " must be 0 to 2^256 - 1, got " + amount);
        }
    }

    static void requireNotNegative(String what, BigInteger amount) {
        if (amount.signum() < 0) {
            throw new IllegalArgumentException(what + " must not be negative, got " + amount);
        }
    }

    static void requireNotNegative(String what, long count) {
        if (count < 0) {
            throw new IllegalArgumentException(what + " must not be negative, got " + count);
        }
    }
}
