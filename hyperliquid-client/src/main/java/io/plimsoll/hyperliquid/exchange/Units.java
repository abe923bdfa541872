package io.plimsoll.hyperliquid.exchange;

import io.plimsoll.hyperliquid.internal.ActionMapping;
import java.math.BigDecimal;

/** Amounts as actions carry them. */
final class Units {
    private static final int MICRO_DECIMALS = 6;

    private Units() {}

    static BigDecimal positive(String parameter, BigDecimal amount) {
        if (amount.signum() <= 0) {
            throw new IllegalArgumentException(parameter + " must be positive, got " + amount);
        }
        return amount;
    }

    static String plain(BigDecimal amount) {
        return ActionMapping.canonical(amount);
    }

    /** Millionths of a USD. */
    static long micro(String parameter, BigDecimal usd) {
        try {
            return usd.movePointRight(MICRO_DECIMALS).longValueExact();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    parameter + " must have six decimals at most and fit into 64 bits, got " + usd);
        }
    }

    static long positiveMicro(String parameter, BigDecimal usd) {
        return micro(parameter, positive(parameter, usd));
    }
}
