package io.plimsoll.core.domain.market;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A perpetual market of a protocol on a chain whose positions stand alone and are valued in USD. HyperCore's markets are
 * {@link Market}.
 *
 * @param id what tells it apart
 * @param base symbol of what is traded, such as {@code BTC}
 * @param quote symbol of what it is priced in, such as {@code USD}
 * @param collateral token that positions are backed with
 * @param priceFeed whose price the protocol uses; empty where it is not one of Pyth's
 * @param terms of positions
 * @param status what may be done in it
 * @param activity what is going on in it
 * @param updatedAt when all this was true
 */
public record PerpDexMarket(
        MarketId id,
        String base,
        String quote,
        Address collateral,
        Optional<Bytes32> priceFeed,
        Terms terms,
        Status status,
        Activity activity,
        Instant updatedAt) {

    /** What may be done in a market. */
    public enum Status {
        /** Everything. */
        ACTIVE,
        /** Nothing for the time being; positions stay. */
        PAUSED,
        /** Nothing any more. */
        CLOSED
    }

    /**
     * Terms of the positions of a market.
     *
     * @param maximumLeverage at opening; at least 1
     * @param minimumSize USD
     * @param maximumSize USD; not below the minimum
     * @param maintenanceMarginRate fraction of the size below which a position is liquidated; 0 to 1
     * @param liquidationFeeRate fraction of the collateral; 0 to 1
     * @param fundingInterval what funding rates are for; positive, whole milliseconds
     * @param maximumFundingRate fraction of the size for one interval, of either sign; not negative
     */
    public record Terms(
            BigDecimal maximumLeverage,
            BigDecimal minimumSize,
            BigDecimal maximumSize,
            BigDecimal maintenanceMarginRate,
            BigDecimal liquidationFeeRate,
            Duration fundingInterval,
            BigDecimal maximumFundingRate) {

        public Terms {
            if (maximumLeverage.compareTo(BigDecimal.ONE) < 0) {
                throw new IllegalArgumentException("maximum leverage must be >= 1, got " + maximumLeverage);
            }
            if (minimumSize.signum() < 0 || maximumSize.compareTo(minimumSize) < 0) {
                throw new IllegalArgumentException(
                        "sizes must be 0 <= minimum <= maximum, got " + minimumSize + " and " + maximumSize);
            }
            requireFraction("maintenance margin rate", maintenanceMarginRate);
            requireFraction("liquidation fee rate", liquidationFeeRate);
            if (fundingInterval.toMillis() <= 0
                    || !fundingInterval.truncatedTo(ChronoUnit.MILLIS).equals(fundingInterval)
                    || maximumFundingRate.signum() < 0) {
                throw new IllegalArgumentException(
                        "funding must have an interval > 0 of whole milliseconds and a maximum >= 0, got "
                                + fundingInterval + " and " + maximumFundingRate);
            }
        }

        private static void requireFraction(String what, BigDecimal value) {
            if (value.signum() < 0 || value.compareTo(BigDecimal.ONE) > 0) {
                throw new IllegalArgumentException(what + " must be 0 to 1, got " + value);
            }
        }
    }

    /**
     * What is going on in a market.
     *
     * @param longOpenInterest USD size of all long positions; not negative
     * @param shortOpenInterest USD size of all short positions; not negative
     * @param volume USD since the market began; not negative
     * @param fundingRate for one interval; positive: longs pay shorts; empty before the first
     * @param fundedAt when that rate was set
     */
    public record Activity(
            BigDecimal longOpenInterest,
            BigDecimal shortOpenInterest,
            BigDecimal volume,
            Optional<BigDecimal> fundingRate,
            Optional<Instant> fundedAt) {

        public Activity {
            if (longOpenInterest.signum() < 0 || shortOpenInterest.signum() < 0 || volume.signum() < 0) {
                throw new IllegalArgumentException("open interest and volume must not be negative, got "
                        + longOpenInterest + ", " + shortOpenInterest + " and " + volume);
            }
        }
    }
}
