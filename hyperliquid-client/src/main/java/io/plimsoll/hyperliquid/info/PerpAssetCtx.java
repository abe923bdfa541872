package io.plimsoll.hyperliquid.info;

import io.plimsoll.hyperliquid.internal.ReadBy;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Live numbers of a perp market.
 *
 * @param markPx mark price
 * @param oraclePx the venue's oracle price
 * @param funding hourly rate predicted for the running hour
 * @param openInterest one-sided, base units
 * @param prevDayPx mark price 24 h ago
 * @param dayNtlVlm 24 h volume in USDC
 * @param dayBaseVlm 24 h volume in base units
 * @param midPx mid of the book; null while a side is empty
 * @param premium of the impact prices over the oracle; null while a side is empty
 * @param impactPxs bid and ask for the impact notional
 */
@ReadBy(PerpAssetCtxReader.class)
public record PerpAssetCtx(
        BigDecimal markPx,
        BigDecimal oraclePx,
        BigDecimal funding,
        BigDecimal openInterest,
        @Nullable BigDecimal prevDayPx,
        @Nullable BigDecimal dayNtlVlm,
        @Nullable BigDecimal dayBaseVlm,
        @Nullable BigDecimal midPx,
        @Nullable BigDecimal premium,
        @Nullable List<BigDecimal> impactPxs) {}
