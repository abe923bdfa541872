package io.plimsoll.hyperliquid.info;

import io.plimsoll.hyperliquid.internal.ReadBy;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code recentTrades} and of the channel {@code trades}.
 *
 * @param coin market
 * @param side of the taker: {@code B} bought, {@code A} sold
 * @param px price
 * @param sz size
 * @param time milliseconds, of the block
 * @param hash of the transaction; all zeros is ordinary and says nothing about liquidation
 * @param tid of the pair of orders; unique only together with time and coin
 * @param users buyer, seller
 */
@ReadBy(TradeReader.class)
public record Trade(
        String coin,
        String side,
        BigDecimal px,
        BigDecimal sz,
        long time,
        String hash,
        long tid,
        @Nullable List<String> users) {}
