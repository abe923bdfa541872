package io.plimsoll.hyperliquid.info;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Live numbers of a spot market.
 *
 * @param coin market
 * @param prevDayPx price 24 h ago
 * @param dayNtlVlm 24 h volume in the quote token
 * @param markPx mark price
 * @param midPx mid of the book; null while a side is empty
 * @param circulatingSupply of the base token
 * @param totalSupply of the base token
 * @param dayBaseVlm 24 h volume in base units
 */
public record SpotAssetCtx(
        String coin,
        BigDecimal prevDayPx,
        BigDecimal dayNtlVlm,
        BigDecimal markPx,
        @Nullable BigDecimal midPx,
        @Nullable BigDecimal circulatingSupply,
        @Nullable BigDecimal totalSupply,
        @Nullable BigDecimal dayBaseVlm) {}
