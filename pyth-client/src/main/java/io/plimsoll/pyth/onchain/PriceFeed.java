package io.plimsoll.pyth.onchain;

import io.plimsoll.core.domain.price.OraclePrice;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.Bytes32;
import java.time.Duration;

/**
 * What a contract has stored about a feed, or has parsed from an update.
 *
 * @param id of the feed
 * @param price with the time of its publishing
 * @param ema moving average over about an hour; its time is the price's
 */
public record PriceFeed(Bytes32 id, OraclePrice price, OraclePrice ema) {
    /**
     * How far the price is from a block, as the contract counts it: without a sign, so that a price from the future is as bad
     * as one of the past. {@code getPriceNoOlderThan} reverts where this is more than the age it was given.
     */
    public Duration distance(BlockRef block) {
        return Duration.between(price.publishTime(), block.time()).abs();
    }
}
