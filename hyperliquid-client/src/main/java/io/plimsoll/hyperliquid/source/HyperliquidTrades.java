package io.plimsoll.hyperliquid.source;

import io.plimsoll.core.domain.market.MarketTrade;
import io.plimsoll.core.domain.market.Side;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.hyperliquid.info.InfoClient;
import io.plimsoll.hyperliquid.info.Trade;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** The venue's trades as domain records. Thread-safe, no state. */
public final class HyperliquidTrades {
    private HyperliquidTrades() {}

    /**
     * A row of {@code recentTrades} or of the channel {@code trades}. A hash of all zeros becomes none, and so does a text that
     * is no hash or no address.
     *
     * @throws MalformedResponse if side, price or size are impossible
     */
    public static MarketTrade map(Trade wire) {
        try {
            return new MarketTrade(
                    wire.coin(),
                    side(wire),
                    wire.px(),
                    wire.sz(),
                    Instant.ofEpochMilli(wire.time()),
                    wire.tid(),
                    parse(Bytes32::parse, wire.hash())
                            .filter(hash -> hash.digits().chars().anyMatch(digit -> digit != '0')),
                    user(wire, 0),
                    user(wire, 1));
        } catch (IllegalArgumentException impossible) {
            throw new MalformedResponse(InfoClient.SOURCE, String.valueOf(impossible.getMessage()), null);
        }
    }

    private static Side side(Trade wire) {
        return switch (wire.side()) {
            case "B" -> Side.BUY;
            case "A" -> Side.SELL;
            default ->
                throw new IllegalArgumentException(
                        "trade " + wire.tid() + " in " + wire.coin() + " has the unknown side " + wire.side());
        };
    }

    private static Optional<Address> user(Trade wire, int index) {
        return wire.users() == null || wire.users().size() != 2
                ? Optional.empty()
                : parse(Address::parse, wire.users().get(index));
    }

    private static <T> Optional<T> parse(Function<String, T> parser, String text) {
        try {
            return Optional.of(parser.apply(text));
        } catch (IllegalArgumentException other) {
            return Optional.empty();
        }
    }
}
