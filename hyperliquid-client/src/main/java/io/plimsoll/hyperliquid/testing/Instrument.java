package io.plimsoll.hyperliquid.testing;

import java.math.BigDecimal;

/**
 * Something with an order book.
 *
 * @param coin as in reads: {@code BTC}, {@code PURR/USDC}, {@code @107}
 * @param asset number in actions
 * @param sizeDecimals decimals a size may have
 * @param spot whether tokens change hands; else a position is opened
 * @param token what is bought on spot; the coin of a perp
 */
record Instrument(String coin, int asset, int sizeDecimals, boolean spot, String token) {
    private static final int SIGNIFICANT_FIGURES = 5;

    boolean sizeFits(BigDecimal size) {
        return size.stripTrailingZeros().scale() <= sizeDecimals;
    }

    /** Whole numbers always; else five significant figures and 6 (spot: 8) decimals less those of the size. */
    boolean onTick(BigDecimal price) {
        BigDecimal stripped = price.stripTrailingZeros();
        return stripped.scale() <= 0
                || (stripped.precision() <= SIGNIFICANT_FIGURES && stripped.scale() <= (spot ? 8 : 6) - sizeDecimals);
    }
}
