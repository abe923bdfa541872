package io.plimsoll.evm.protocol.perpdex;

import io.plimsoll.core.domain.market.PerpDexMarket.Status;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;

/** What the contract's numbers mean. */
final class Scale {
    /** By the contract's numbers, 0 to 2. */
    static final List<Status> STATUSES = List.of(Status.ACTIVE, Status.PAUSED, Status.CLOSED);

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
