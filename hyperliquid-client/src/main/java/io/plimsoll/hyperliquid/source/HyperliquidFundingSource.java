package io.plimsoll.hyperliquid.source;

import io.plimsoll.core.domain.funding.FundingPayment;
import io.plimsoll.core.domain.funding.FundingRate;
import io.plimsoll.core.domain.funding.FundingSource;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.hyperliquid.info.FundingHistory;
import io.plimsoll.hyperliquid.info.FundingHistoryEntry;
import io.plimsoll.hyperliquid.info.InfoClient;
import io.plimsoll.hyperliquid.info.UserFunding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;

/**
 * Funding from {@code fundingHistory} and {@code userFunding}, all pages. The venue cuts an answer at 500 rows, maybe in
 * the middle of one moment; the next page therefore starts at the last time seen, and rows seen twice count once.
 */
public final class HyperliquidFundingSource implements FundingSource {
    private static final int PAGE = 500;

    private final InfoClient info;

    public HyperliquidFundingSource(InfoClient info) {
        this.info = info;
    }

    @Override
    public List<FundingRate> fetchRates(String coin, Instant from, Instant to) {
        long end = to.toEpochMilli();
        return pages(
                        from.toEpochMilli(),
                        start -> info.fetch(FundingHistory.of(coin, start, end)),
                        FundingHistoryEntry::time)
                .stream()
                .map(row -> new FundingRate(row.coin(), Instant.ofEpochMilli(row.time()), row.fundingRate()))
                .toList();
    }

    @Override
    public List<FundingPayment> fetchPayments(Address account, Instant from, Instant to) {
        long end = to.toEpochMilli();
        return pages(
                        from.toEpochMilli(),
                        start -> info.fetch(UserFunding.of(account, start, end)),
                        UserFunding.Payment::time)
                .stream()
                .map(row -> new FundingPayment(
                        row.delta().coin(),
                        Instant.ofEpochMilli(row.time()),
                        row.delta().usdc(),
                        row.delta().szi(),
                        row.delta().fundingRate()))
                .toList();
    }

    private static <T> List<T> pages(long from, LongFunction<List<T>> fetch, ToLongFunction<T> time) {
        Set<T> rows = new LinkedHashSet<>();
        long start = from;
        while (true) {
            List<T> page = fetch.apply(start);
            rows.addAll(page);
            if (page.size() < PAGE) {
                return new ArrayList<>(rows);
            }
            long last = time.applyAsLong(page.get(page.size() - 1));
            if (last <= start) {
                throw new MalformedResponse(
                        InfoClient.SOURCE,
                        "a full page of " + page.size() + " rows within one millisecond (" + last + "): cannot go on",
                        null);
            }
            start = last;
        }
    }
}
