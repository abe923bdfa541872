package io.plimsoll.core.domain.account;

import io.plimsoll.core.foundation.chain.Address;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was known of an account in one time bucket, as it is stored. (address, bucket) is its identity: saving again
 * replaces, so that a repeated run stores nothing twice. Empty means not known, never zero.
 *
 * <p>Every number fits {@code NUMERIC(38,18)}: whoever builds a snapshot rounds, and says which way; the store never
 * does.
 *
 * @param address of the account
 * @param bucket start of the time bucket
 * @param takenAt when the venue reported the state, not before the bucket; both are whole milliseconds
 * @param mode of the account
 * @param verdict {@code OK}, or why the account could not be valued
 * @param equity of all margin pools, USDC
 * @param maintenance margin of all pools, USDC
 * @param healthFactor of the weakest pool; empty also where there is nothing to maintain
 * @param nearestLiquidation of all positions that have a liquidation price
 * @param netDelta signed base units by asset
 * @param fundingApr yearly fraction earned (+) or paid (−) on the notional of all perps
 */
public record AccountSnapshot(
        Address address,
        Instant bucket,
        Instant takenAt,
        AccountMode mode,
        String verdict,
        Optional<BigDecimal> equity,
        Optional<BigDecimal> maintenance,
        Optional<BigDecimal> healthFactor,
        Optional<NearestLiquidation> nearestLiquidation,
        Map<String, BigDecimal> netDelta,
        Optional<BigDecimal> fundingApr) {

    /** Decimals that a stored number may have. */
    public static final int SCALE = 18;

    private static final int INTEGER_DIGITS = 38 - SCALE;

    /** The largest number that can be stored: 38 nines, 18 of them decimals. */
    public static final BigDecimal MAX =
            BigDecimal.TEN.pow(INTEGER_DIGITS).subtract(BigDecimal.ONE.movePointLeft(SCALE));

    /**
     * The position that would be liquidated first.
     *
     * @param coin its market
     * @param price mark price at which it is liquidated, others frozen
     * @param distance fraction of the mark price that the market must move; negative if it is already past
     */
    public record NearestLiquidation(String coin, BigDecimal price, BigDecimal distance) {
        public NearestLiquidation {
            requireStorable("liquidation price", price);
            requireStorable("distance", distance);
        }
    }

    public AccountSnapshot {
        if (takenAt.isBefore(bucket)) {
            throw new IllegalArgumentException("snapshot of " + address + " taken at " + takenAt
                    + " does not belong in the later bucket " + bucket);
        }
        if (!isWholeMillis(takenAt) || !isWholeMillis(bucket)) {
            throw new IllegalArgumentException(
                    "snapshot times are whole milliseconds, got " + bucket + " and " + takenAt);
        }
        equity.ifPresent(value -> requireStorable("equity", value));
        maintenance.ifPresent(value -> requireStorable("maintenance", value));
        healthFactor.ifPresent(value -> requireStorable("healthFactor", value));
        fundingApr.ifPresent(value -> requireStorable("fundingApr", value));
        netDelta.forEach((asset, delta) -> requireStorable("netDelta of " + asset, delta));
        netDelta = Collections.unmodifiableMap(new TreeMap<>(netDelta));
    }

    /** The same snapshot with other deltas. */
    public AccountSnapshot withNetDelta(Map<String, BigDecimal> deltas) {
        return new AccountSnapshot(
                address,
                bucket,
                takenAt,
                mode,
                verdict,
                equity,
                maintenance,
                healthFactor,
                nearestLiquidation,
                deltas,
                fundingApr);
    }

    private static boolean isWholeMillis(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS).equals(time);
    }

    private static void requireStorable(String what, BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        if (stripped.scale() > SCALE || stripped.precision() - stripped.scale() > INTEGER_DIGITS) {
            throw new IllegalArgumentException(what + " must fit NUMERIC(38," + SCALE + "), got " + value
                    + ": round it where its meaning is known");
        }
    }
}
