package io.plimsoll.examples.quickstart;

import io.plimsoll.hyperliquid.HyperliquidClient;
import io.plimsoll.hyperliquid.exchange.ActionRefused;
import io.plimsoll.hyperliquid.exchange.ActionSigner;
import io.plimsoll.hyperliquid.exchange.AssetId;
import io.plimsoll.hyperliquid.exchange.Cloid;
import io.plimsoll.hyperliquid.exchange.ExchangeClient;
import io.plimsoll.hyperliquid.exchange.OrderAction;
import io.plimsoll.hyperliquid.exchange.OrderBuilder;
import io.plimsoll.hyperliquid.exchange.OrderBuilder.PriceRounding;
import io.plimsoll.hyperliquid.exchange.OutcomeUnknown;
import io.plimsoll.hyperliquid.exchange.TimeInForce;
import io.plimsoll.hyperliquid.info.Meta;
import io.plimsoll.hyperliquid.info.OrderStatus;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;

/** What becomes of an order, also when its answer gets lost? */
public final class FirstOrder {
    private FirstOrder() {}

    /**
     * Buys, and says what came of it.
     *
     * @param client of the venue, for example {@code HyperliquidClient.testnet()}
     * @param signer for the account, for example {@code ActionSigner.of(TESTNET, key, nonces)}
     * @param coin a perp of the main dex
     * @param size in units of the coin
     * @param price at most
     */
    public static String buy(
            HyperliquidClient client, ActionSigner signer, String coin, BigDecimal size, BigDecimal price) {
        List<Meta.Asset> markets = client.info().fetch(Meta.of()).universe();
        int index = IntStream.range(0, markets.size())
                .filter(i -> markets.get(i).name().equals(coin))
                .findFirst()
                .orElseThrow();
        Cloid cloid = Cloid.random();
        OrderAction.Order order = OrderBuilder.in(
                        AssetId.perp(index), markets.get(index).szDecimals())
                .buy(size)
                .rounding(PriceRounding.AWAY)
                .limit(price, TimeInForce.GOOD_TIL_CANCEL)
                .cloid(cloid)
                .build();

        ExchangeClient exchange = client.exchange(signer);
        try {
            return exchange.submit(OrderAction.of(order)).get(0).toString();
        } catch (ActionRefused refused) {
            return "nothing was done: " + refused.reason();
        } catch (OutcomeUnknown lost) {
            // it may stand in the book: ask, never send it again
            return client.info()
                    .fetch(OrderStatus.of(signer.account(), cloid.hex()))
                    .toString();
        }
    }
}
