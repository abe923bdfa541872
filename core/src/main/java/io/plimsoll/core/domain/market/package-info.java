/**
 * What can be traded and on which terms: {@link io.plimsoll.core.domain.market.Market}, {@link
 * io.plimsoll.core.domain.market.MarginTable}, {@link io.plimsoll.core.domain.market.AssetContext}; and what was traded: {@link
 * io.plimsoll.core.domain.market.MarketTrade}, {@link io.plimsoll.core.domain.market.MarketCandle}, {@link
 * io.plimsoll.core.domain.market.TradeSummary}.
 */
@NullMarked
package io.plimsoll.core.domain.market;

import org.jspecify.annotations.NullMarked;
