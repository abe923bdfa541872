package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How far a TWAP order is.
 *
 * @param coin market
 * @param user owner
 * @param side {@code B} buys, {@code A} sells
 * @param sz whole size
 * @param executedSz filled so far
 * @param executedNtl value of the fills in USDC
 * @param minutes how long it runs
 * @param reduceOnly never opens or turns a position
 * @param randomize slices come at random moments
 * @param timestamp milliseconds, of the start
 * @param trigger price it waits for; missing before July 2026
 * @param stopPx price at which it stops; missing before July 2026
 */
public record TwapState(
        String coin,
        String user,
        String side,
        BigDecimal sz,
        BigDecimal executedSz,
        BigDecimal executedNtl,
        int minutes,
        boolean reduceOnly,
        boolean randomize,
        long timestamp,
        @Nullable Trigger trigger,
        @Nullable BigDecimal stopPx) {

    /**
     * What a TWAP waits for.
     *
     * @param px price
     * @param above true: starts when the price is above; false: below
     */
    public record Trigger(BigDecimal px, boolean above) {}

    /**
     * A pair on the wire.
     *
     * @param twapId of the order
     * @param state itself
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record Entry(long twapId, TwapState state) {}
}
