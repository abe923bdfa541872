package io.plimsoll.evm.hypercore.corewriter;

import io.plimsoll.evm.hypercore.CoreUnits;
import java.math.BigDecimal;
import java.math.BigInteger;

/** What the fields of actions can hold. */
final class Limits {
    private static final long MAX_INDEX = 0xffff_ffffL;
    private static final int CLOID_BITS = 128;

    private Limits() {}

    static void index(String what, long index) {
        if (index < 0 || index > MAX_INDEX) {
            throw new IllegalArgumentException(what + " must be 0 to " + MAX_INDEX + ", got " + index);
        }
    }

    static void notNegative(String what, long number) {
        if (number < 0) {
            throw new IllegalArgumentException(what + " must not be negative, got " + number);
        }
    }

    static void cloid(BigInteger cloid) {
        if (cloid.signum() <= 0 || cloid.bitLength() > CLOID_BITS) {
            throw new IllegalArgumentException("cloid must be 1 to 2^128 - 1, got " + cloid);
        }
    }

    /** The same number with all its decimals, so that equal numbers are equal actions. */
    static BigDecimal decimal(String what, BigDecimal value, int decimals) {
        return new BigDecimal(CoreUnits.uint64(what, CoreUnits.raw(what, value, decimals)), decimals);
    }
}
