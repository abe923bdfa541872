package io.plimsoll.analytics.snapshot;

import io.plimsoll.analytics.margin.MarginAssessment;
import io.plimsoll.analytics.margin.MarginAssessment.Refused;
import io.plimsoll.analytics.margin.MarginReport;
import io.plimsoll.analytics.margin.PositionMargin;
import io.plimsoll.core.domain.account.AccountSnapshot;
import io.plimsoll.core.domain.account.AccountSnapshot.NearestLiquidation;
import io.plimsoll.core.domain.account.AccountState;
import io.plimsoll.core.foundation.chain.Address;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Turns results into rows of {@value AccountSnapshot#SCALE} decimals. Rounded against the account: equity, health factor,
 * distance and yield down, maintenance up, a liquidation price towards the mark.
 */
public final class Snapshots {
    /** The verdict of an account that could be valued. */
    public static final String OK = "OK";

    private Snapshots() {}

    /**
     * The snapshot of an account in the five-minute bucket of its state.
     *
     * @param address the account is watched under
     * @param netDelta by asset
     * @param fundingApr of the holder, see {@link io.plimsoll.analytics.funding.FundingApr#ofHolder}
     */
    public static AccountSnapshot of(
            Address address,
            AccountState state,
            MarginAssessment assessment,
            Map<String, BigDecimal> netDelta,
            Optional<BigDecimal> fundingApr) {
        Optional<MarginReport> report = assessment.findReport();
        Map<String, BigDecimal> deltas = new TreeMap<>();
        netDelta.forEach((asset, delta) -> deltas.put(asset, rounded(delta, RoundingMode.HALF_EVEN)));
        return new AccountSnapshot(
                address,
                TimeBuckets.floor(state.time(), TimeBuckets.FIVE_MINUTES),
                state.time(),
                state.mode(),
                assessment instanceof Refused refused ? refused.reason().name() : OK,
                report.map(r -> rounded(r.equity(), RoundingMode.FLOOR)),
                report.map(r -> rounded(r.maintenance(), RoundingMode.CEILING)),
                report.flatMap(MarginReport::weakest)
                        .flatMap(pool -> pool.value())
                        .map(value -> rounded(value, RoundingMode.FLOOR)),
                report.flatMap(MarginReport::nearest).map(Snapshots::nearest),
                deltas,
                fundingApr.map(apr -> rounded(apr, RoundingMode.FLOOR)));
    }

    private static NearestLiquidation nearest(PositionMargin margin) {
        boolean isLong = margin.position().direction() > 0;
        return new NearestLiquidation(
                margin.position().coin(),
                rounded(
                        margin.liquidationPrice().findPrice().orElseThrow(),
                        isLong ? RoundingMode.CEILING : RoundingMode.FLOOR),
                rounded(margin.distance().orElseThrow(), RoundingMode.FLOOR));
    }

    private static BigDecimal rounded(BigDecimal value, RoundingMode mode) {
        BigDecimal scaled = value.setScale(AccountSnapshot.SCALE, mode);
        // a dust position can be a factor of 10^20 away from harm: rounding down may stop at what can be stored
        return mode == RoundingMode.FLOOR ? scaled.min(AccountSnapshot.MAX) : scaled;
    }
}
