package io.plimsoll.evm.protocol.perpdex;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Decimals of the contract's numbers. */
final class Scale {
    private Scale() {}

    static BigDecimal usd(BigInteger units) {
        return new BigDecimal(units, 6);
    }

    static BigDecimal price(BigInteger units) {
        return new BigDecimal(units, 8);
    }

    /** Rates, leverage, health factors. */
    static BigDecimal fraction(BigInteger units) {
        return new BigDecimal(units, 18);
    }
}
