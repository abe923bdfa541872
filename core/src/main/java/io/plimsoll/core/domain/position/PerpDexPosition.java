package io.plimsoll.core.domain.position;

import io.plimsoll.core.domain.market.MarketId;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * A position of a {@link io.plimsoll.core.domain.market.PerpDexMarket}, open or not any more. Money is USD.
 *
 * @param market it is in
 * @param id given by the protocol, unique in its market; not blank
 * @param account whose it is
 * @param side which way
 * @param size at entry price; positive
 * @param collateral that stands behind it; not negative
 * @param leverage chosen at opening; positive
 * @param entryPrice average; positive
 * @param accumulatedFunding paid since it was opened; negative: received
 * @param version the event that last touched it
 * @param opened when and where
 * @param closing how it ended; empty while it is open
 */
public record PerpDexPosition(
        MarketId market,
        String id,
        Address account,
        PositionSide side,
        BigDecimal size,
        BigDecimal collateral,
        BigDecimal leverage,
        BigDecimal entryPrice,
        BigDecimal accumulatedFunding,
        PositionVersion version,
        Happening opened,
        Optional<Closing> closing) {

    /** What has become of a position. */
    public enum Status {
        /** It is there. */
        OPEN,
        /** Its owner has closed it. */
        CLOSED,
        /** Somebody has liquidated it. */
        LIQUIDATED
    }

    /**
     * When and where something happened.
     *
     * @param transaction it was done by
     * @param block height of it; not negative
     * @param time of the block
     */
    public record Happening(Bytes32 transaction, long block, Instant time) {
        public Happening {
            if (block < 0) {
                throw new IllegalArgumentException("block must not be negative, got " + block);
            }
        }
    }

    /**
     * How a position ended.
     *
     * @param liquidated by force
     * @param exitPrice where the protocol says it; positive
     * @param realizedProfit where the protocol says it; a loss is negative
     * @param at when and where
     */
    public record Closing(
            boolean liquidated, Optional<BigDecimal> exitPrice, Optional<BigDecimal> realizedProfit, Happening at) {}

    public PerpDexPosition {
        if (id.isBlank()) {
            throw new IllegalArgumentException("id of a position in " + market + " must not be blank");
        }
        if (size.signum() <= 0 || entryPrice.signum() <= 0 || leverage.signum() <= 0) {
            throw new IllegalArgumentException("position " + id + " in " + market
                    + " must have size, entry price and leverage > 0, got " + size + ", " + entryPrice + " and "
                    + leverage);
        }
        if (collateral.signum() < 0) {
            throw new IllegalArgumentException(
                    "position " + id + " in " + market + " has collateral " + collateral + ", must not be negative");
        }
    }

    /** What has become of it. */
    public Status status() {
        return closing.map(end -> end.liquidated() ? Status.LIQUIDATED : Status.CLOSED)
                .orElse(Status.OPEN);
    }
}
