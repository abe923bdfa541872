package io.plimsoll.core.domain.market;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * A trade that was found large. It is told from others as its trade is, so that it counts once however often the stream repeats
 * it.
 *
 * @param trade what was found
 * @param category how large
 * @param priceImpact by how much it moved the price, as a signed fraction of the price before it; empty where nobody looked
 */
public record WhaleTrade(MarketTrade trade, TradeSize category, Optional<BigDecimal> priceImpact) {}
