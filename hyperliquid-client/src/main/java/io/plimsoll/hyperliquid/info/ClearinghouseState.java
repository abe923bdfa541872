package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answer to {@code clearinghouseState}: perp positions and margin of an account on one dex. Money is USDC, or the collateral
 * token of the dex. An address the venue has never seen gives an empty state, an agent's address too.
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
     * Sums over positions. It has been seen empty.
     *
     * @param accountValue cash plus value of the positions
     * @param totalNtlPos sum of |size| · mark
     * @param totalRawUsd cash
     * @param totalMarginUsed initial margin
     */
    public record MarginSummary(
            @Nullable BigDecimal accountValue,
            @Nullable BigDecimal totalNtlPos,
            @Nullable BigDecimal totalRawUsd,
            @Nullable BigDecimal totalMarginUsed) {}

    /**
     * One position and its kind.
     *
     * @param type {@code oneWay}
     * @param position itself
     */
    public record AssetPosition(String type, Position position) {}

    /**
     * An open position. Within {@code subAccounts2} it has been seen with market and size alone.
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
     * @param maxTradeSzs largest sizes of a further trade; only in 2023, now in {@link ActiveAssetData}
     */
    public record Position(
            String coin,
            BigDecimal szi,
            @Nullable Leverage leverage,
            @Nullable BigDecimal entryPx,
            @Nullable BigDecimal positionValue,
            @Nullable BigDecimal unrealizedPnl,
            @Nullable BigDecimal returnOnEquity,
            @Nullable BigDecimal liquidationPx,
            @Nullable BigDecimal marginUsed,
            @Nullable Integer maxLeverage,
            @Nullable CumFunding cumFunding,
            ActiveAssetData.@Nullable Sides maxTradeSzs) {}

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

    /**
     * A pair on the wire.
     *
     * @param dex builder's dex; empty for the main one
     * @param state on it
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record OfDex(String dex, ClearinghouseState state) {}

    /** On the main dex. Weight 2. */
    public static InfoRequest<ClearinghouseState> of(Address user) {
        return of(user, null);
    }

    /** On a builder's dex; null for the main one. Weight 2. */
    public static InfoRequest<ClearinghouseState> of(Address user, @Nullable String dex) {
        return InfoRequest.of("clearinghouseState", 2, new TypeReference<ClearinghouseState>() {})
                .with("user", user.hex())
                .with("dex", dex);
    }
}
