package io.plimsoll.core.domain.market;

import java.math.BigDecimal;

/**
 * A perpetual market's live numbers.
 *
 * @param coin name of the market
 * @param markPrice drives margin and liquidation
 * @param oraclePrice the venue's own oracle; drives funding payments
 * @param fundingRate per hour, as predicted for the running hour; positive: longs pay shorts
 * @param openInterest one-sided, base units
 */
public record AssetContext(
        String coin, BigDecimal markPrice, BigDecimal oraclePrice, BigDecimal fundingRate, BigDecimal openInterest) {}
