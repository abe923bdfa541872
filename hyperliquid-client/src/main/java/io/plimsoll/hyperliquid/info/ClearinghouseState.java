package io.plimsoll.hyperliquid.info;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answer to {@code clearinghouseState}. Money is USDC.
 *
 * @param marginSummary of cross and isolated positions together
 * @param crossMarginSummary of the cross pool alone
 * @param crossMaintenanceMarginUsed maintenance margin of all cross positions
 * @param withdrawable what may leave the perp account
 * @param assetPositions open positions
 * @param time milliseconds
 */
public record ClearinghouseState(
        @Nullable MarginSummary marginSummary,
        @Nullable MarginSummary crossMarginSummary,
        @Nullable BigDecimal crossMaintenanceMarginUsed,
        @Nullable BigDecimal withdrawable,
        List<AssetPosition> assetPositions,
        @Nullable Long time) {

    /**
     * Sums over positions.
     *
     * @param accountValue cash plus value of the positions
     * @param totalNtlPos sum of |size| · mark
     * @param totalRawUsd cash
     * @param totalMarginUsed initial margin
     */
    public record MarginSummary(
            BigDecimal accountValue, BigDecimal totalNtlPos, BigDecimal totalRawUsd, BigDecimal totalMarginUsed) {}

    /**
     * One position and its kind.
     *
     * @param type {@code oneWay}
     * @param position itself
     */
    public record AssetPosition(String type, Position position) {}

    /**
     * An open position.
     *
     * @param coin market
     * @param szi signed size
     * @param leverage chosen by the user
     * @param entryPx average, rounded to few digits
     * @param positionValue |szi| · mark
     * @param unrealizedPnl at mark
     * @param returnOnEquity unrealizedPnl over initial margin at entry
     * @param liquidationPx null where none is printed; not a sign of safety
     * @param marginUsed cross: initial margin; isolated: equity of the pocket
     * @param maxLeverage of this account's margin tier at the present notional; missing before 2024
     * @param cumFunding paid so far
     */
    public record Position(
            String coin,
            BigDecimal szi,
            Leverage leverage,
            @Nullable BigDecimal entryPx,
            BigDecimal positionValue,
            BigDecimal unrealizedPnl,
            @Nullable BigDecimal returnOnEquity,
            @Nullable BigDecimal liquidationPx,
            BigDecimal marginUsed,
            @Nullable Integer maxLeverage,
            @Nullable CumFunding cumFunding) {}

    /**
     * Leverage of a position.
     *
     * @param type {@code cross} or {@code isolated}
     * @param value multiplier
     * @param rawUsd isolated only: the pocket's cash, negative for longs
     */
    public record Leverage(String type, int value, @Nullable BigDecimal rawUsd) {}

    /**
     * Funding paid (+) or received (−) in USDC.
     *
     * @param allTime in this market
     * @param sinceOpen of the position
     * @param sinceChange of its size
     */
    public record CumFunding(BigDecimal allTime, BigDecimal sinceOpen, BigDecimal sinceChange) {}
}
