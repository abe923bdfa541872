package io.plimsoll.pyth.testing;

import java.math.BigInteger;

/** Public keys as Solana, and so Pyth's publishers, write them. */
final class Base58 {
    private static final String DIGITS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(58);

    private Base58() {}

    /** The digits; each zero byte in front is a 1. */
    static String encode(byte[] bytes) {
        StringBuilder reversed = new StringBuilder();
        for (BigInteger left = new BigInteger(1, bytes); left.signum() > 0; left = left.divide(BASE)) {
            reversed.append(DIGITS.charAt(left.mod(BASE).intValue()));
        }
        for (int i = 0; i < bytes.length && bytes[i] == 0; i++) {
            reversed.append(DIGITS.charAt(0));
        }
        return reversed.reverse().toString();
    }
}
