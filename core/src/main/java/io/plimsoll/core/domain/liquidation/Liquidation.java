package io.plimsoll.core.domain.liquidation;

import io.plimsoll.core.domain.position.PositionSide;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One account's position in one market closed by force, as far as the sources saw it.
 *
 * @param id the same for the same liquidation whichever sources saw it in which order, across restarts too: a key to store it
 *     under
 * @param method how it was closed
 * @param user whose position was closed: the liquidated account, or with auto-deleveraging the one that was made to close
 * @param liquidators who was on the other side, as far as seen: the vault, or those who traded with the market order
 * @param time of the block; of the receipt where only {@link Evidence#USER_EVENT} saw it
 * @param hash of the transaction; empty where no source gave one
 * @param closed what was closed; empty where the only source names no market
 * @param accountValue of the liquidated account or isolated pocket before, in USDC; may be negative
 * @param evidence the sources that saw it; not empty
 * @param certainty whether the venue itself called it a liquidation
 */
public record Liquidation(
        String id,
        LiquidationMethod method,
        Optional<Address> user,
        Set<Address> liquidators,
        Instant time,
        Optional<Bytes32> hash,
        Optional<Closed> closed,
        Optional<BigDecimal> accountValue,
        Set<Evidence> evidence,
        Certainty certainty) {

    public Liquidation {
        if (evidence.isEmpty()) {
            throw new IllegalArgumentException("liquidation " + id + " without evidence");
        }
        liquidators = Collections.unmodifiableSet(new TreeSet<>(liquidators));
        evidence = Collections.unmodifiableSet(EnumSet.copyOf(evidence));
    }

    /**
     * What was closed.
     *
     * @param coin market
     * @param side of the position
     * @param size base units; positive
     * @param whole true if size is all that was closed in this transaction, by the venue's ledger or the account's own fills;
     *     false if only other accounts' trades were seen: then it is the least it can be
     * @param notional USDC: price × size of the trades where they were seen, else the ledger's figure, else mark price × size
     * @param price average of the trades, notional / size; where no trade was seen it is not known
     * @param markPrice of the venue at that time
     */
    public record Closed(
            String coin,
            PositionSide side,
            BigDecimal size,
            boolean whole,
            Optional<BigDecimal> notional,
            Optional<BigDecimal> price,
            Optional<BigDecimal> markPrice) {
        private static final int PRICE_DECIMALS = 12;

        public Closed {
            if (size.signum() <= 0) {
                throw new IllegalArgumentException("liquidation in " + coin + " must have size > 0, got " + size);
            }
            size = plain(size);
            notional = notional.map(Closed::plain);
            price = price.map(Closed::plain);
            markPrice = markPrice.map(Closed::plain);
        }

        /** The average price of trades of {@code notional} over {@code size}; half even at 12 decimals, for people. */
        public static BigDecimal averagePrice(BigDecimal notional, BigDecimal size) {
            return notional.divide(size, PRICE_DECIMALS, RoundingMode.HALF_EVEN);
        }

        /** Without trailing zeros, so that the same told by two sources is equal; not as a power of ten. */
        private static BigDecimal plain(BigDecimal value) {
            BigDecimal stripped = value.stripTrailingZeros();
            return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
        }
    }
}
