package io.plimsoll.core.domain.market;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * One match of two orders.
 *
 * @param coin market
 * @param taker what the side did that took liquidity
 * @param price quote units per base unit; positive
 * @param size base units; positive
 * @param time of the block
 * @param id given by the venue; tells trades apart only together with time and coin, see {@link #key}
 * @param hash of the transaction; empty where the venue gives none
 * @param buyer who bought, where the venue says so
 * @param seller who sold, where the venue says so
 */
public record MarketTrade(
        String coin,
        Side taker,
        BigDecimal price,
        BigDecimal size,
        Instant time,
        long id,
        Optional<Bytes32> hash,
        Optional<Address> buyer,
        Optional<Address> seller) {

    public MarketTrade {
        if (price.signum() <= 0 || size.signum() <= 0) {
            throw new IllegalArgumentException(
                    "trade in " + coin + " must have price and size > 0, got " + price + ", " + size);
        }
    }

    /** What tells it apart from every other trade. */
    public Key key() {
        return new Key(time, coin, id);
    }

    /** price × size, exact. */
    public BigDecimal notional() {
        return price.multiply(size);
    }

    /**
     * Identity of a trade. An id alone is a hash of two order numbers and repeats.
     *
     * @param time of the block
     * @param coin market
     * @param id given by the venue
     */
    public record Key(Instant time, String coin, long id) {}
}
