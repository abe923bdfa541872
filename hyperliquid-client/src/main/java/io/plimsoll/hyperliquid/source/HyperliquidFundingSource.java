package io.plimsoll.hyperliquid.source;

import io.plimsoll.core.domain.funding.FundingPayment;
import io.plimsoll.core.domain.funding.FundingRate;
import io.plimsoll.core.domain.funding.FundingSource;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.hyperliquid.info.FundingHistory;
import io.plimsoll.hyperliquid.info.InfoClient;
import io.plimsoll.hyperliquid.info.UserFunding;
import java.time.Instant;
import java.util.List;

/** Funding from {@code fundingHistory} and {@code userFunding}, all pages of them. Thread-safe. */
public final class HyperliquidFundingSource implements FundingSource {
    private final InfoClient info;

    public HyperliquidFundingSource(InfoClient info) {
        this.info = info;
    }

    @Override
    public List<FundingRate> fetchRates(String coin, Instant from, Instant to) {
        return info.stream(FundingHistory.pages(coin, from.toEpochMilli(), to.toEpochMilli()))
                .map(row -> new FundingRate(row.coin(), Instant.ofEpochMilli(row.time()), row.fundingRate()))
                .toList();
    }

    @Override
    public List<FundingPayment> fetchPayments(Address account, Instant from, Instant to) {
        return info.stream(UserFunding.pages(account, from.toEpochMilli(), to.toEpochMilli()))
                .map(HyperliquidFundingSource::payment)
                .toList();
    }

    private static FundingPayment payment(UserFunding.Payment row) {
        UserFunding.Delta delta = row.delta();
        if (!delta.type().equals("funding")) {
            throw new MalformedResponse(
                    InfoClient.SOURCE,
                    "userFunding at " + Instant.ofEpochMilli(row.time()) + " is of the unknown type " + delta.type(),
                    null);
        }
        return new FundingPayment(
                delta.coin(), Instant.ofEpochMilli(row.time()), delta.usdc(), delta.szi(), delta.fundingRate());
    }
}
