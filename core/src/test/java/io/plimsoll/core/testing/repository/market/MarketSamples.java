package io.plimsoll.core.testing.repository.market;

import io.plimsoll.core.domain.market.MarketTrade;
import io.plimsoll.core.domain.market.Side;
import io.plimsoll.core.domain.repository.Cursor;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.foundation.chain.Address;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;

/** Rows to store, and how to read and compare them. */
final class MarketSamples {
    static final Address ALICE = Address.parse("0x" + "a1".repeat(20));
    static final Address BOB = Address.parse("0x" + "b0".repeat(20));
    static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");

    private MarketSamples() {}

    static MarketTrade trade(String coin, Instant time, long id, Side taker, String price, String size) {
        return new MarketTrade(
                coin,
                taker,
                new BigDecimal(price),
                new BigDecimal(size),
                time,
                id,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static MarketTrade trade(String coin, Instant time, long id) {
        return trade(coin, time, id, Side.BUY, "100", "1");
    }

    /** All rows, read in pages. */
    static <T> List<T> all(int limit, Function<PageRequest, Page<T>> read) {
        List<T> all = new ArrayList<>();
        Optional<Cursor> after = Optional.empty();
        do {
            Page<T> page = read.apply(new PageRequest(limit, after));
            all.addAll(page.items());
            after = page.next();
        } while (after.isPresent());
        return all;
    }

    /** A decimal is its number: 1.0 is 1. */
    static RecursiveComparisonConfiguration exactly() {
        return RecursiveComparisonConfiguration.builder()
                .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                .withStrictTypeChecking(false)
                .build();
    }
}
