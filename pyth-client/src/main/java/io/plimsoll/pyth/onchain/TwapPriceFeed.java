package io.plimsoll.pyth.onchain;

import io.plimsoll.core.domain.price.OraclePrice;
import io.plimsoll.core.foundation.chain.Bytes32;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * A time-weighted average, as the contract computes it from two updates.
 *
 * @param id of the feed
 * @param startTime of the average
 * @param endTime of the average
 * @param twap the average; its publish time is the end
 * @param downSlotsRatio slots without a price, in millionths; unsigned 32-bit
 */
public record TwapPriceFeed(Bytes32 id, Instant startTime, Instant endTime, OraclePrice twap, long downSlotsRatio) {
    /** {@link #downSlotsRatio} as a fraction: 1 means that there was no price at all. */
    public BigDecimal downSlots() {
        return BigDecimal.valueOf(downSlotsRatio, 6);
    }
}
