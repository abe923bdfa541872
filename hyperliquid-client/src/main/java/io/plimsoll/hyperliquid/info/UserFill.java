package io.plimsoll.hyperliquid.info;

import io.plimsoll.hyperliquid.internal.ReadBy;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One fill of a user's order. Unique by (time, coin, tid) where there is a tid and it is not 0.
 *
 * @param coin market
 * @param px price
 * @param sz size
 * @param side {@code B} bought, {@code A} sold
 * @param time milliseconds, of the block
 * @param startPosition signed size before the fill
 * @param dir for people, such as {@code Open Long}, {@code Liquidated Cross Long}, {@code Auto-Deleveraging}; an open set
 * @param closedPnl realised, without fees
 * @param hash of the transaction; all zeros for TWAP slices
 * @param oid order
 * @param crossed true for the taker
 * @param fee paid (+) or received (−), in {@code feeToken}, with {@code builderFee} in it
 * @param builderFee part of the fee that went to the builder
 * @param tid hash of both orders; 0 for dust conversions, missing before 2023-07
 * @param feeToken never sum over different ones
 * @param feeTrialEscrow held back in a fee trial
 * @param twapId of the TWAP order it is a slice of
 * @param cloid the client's order id
 * @param liquidation present if either side was liquidated
 * @param deployerFee part of the fee that went to the deployer of a HIP-3 dex; in the output of a node only
 * @param priorityGas paid for priority; in the output of a node only
 */
@ReadBy(UserFillReader.class)
public record UserFill(
        String coin,
        BigDecimal px,
        BigDecimal sz,
        String side,
        long time,
        BigDecimal startPosition,
        String dir,
        BigDecimal closedPnl,
        String hash,
        long oid,
        boolean crossed,
        BigDecimal fee,
        @Nullable BigDecimal builderFee,
        @Nullable Long tid,
        @Nullable String feeToken,
        @Nullable BigDecimal feeTrialEscrow,
        @Nullable Long twapId,
        @Nullable String cloid,
        @Nullable Liquidation liquidation,
        @Nullable BigDecimal deployerFee,
        @Nullable BigDecimal priorityGas) {

    /**
     * What no other fill of the account shares: time, coin, tid and side (the side tells the two fills of an account that traded
     * with itself apart), or, where the venue gives no tid, all of it. Equal keys mean the same fill, whichever way it came.
     */
    public Object key() {
        return tid == null || tid == 0 ? this : new Key(time, coin, tid, side);
    }

    private record Key(long time, String coin, long tid, String side) {}

    /**
     * Why it is a liquidation.
     *
     * @param liquidatedUser who was liquidated; may be the counterparty of the user asked about
     * @param markPx at that time
     * @param method {@code market} or {@code backstop}
     */
    public record Liquidation(@Nullable String liquidatedUser, BigDecimal markPx, String method) {}
}
