package io.plimsoll.core.domain.funding;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.error.SourceException;
import java.time.Instant;
import java.util.List;

/** Where funding rates and payments come from. Times are inclusive, answers oldest first. */
public interface FundingSource {
    /**
     * The rates of a market.
     *
     * @throws SourceException if the venue cannot be reached, refuses, or answers nonsense
     */
    List<FundingRate> fetchRates(String coin, Instant from, Instant to);

    /**
     * The payments of an account over all its markets.
     *
     * @throws SourceException if the venue cannot be reached, refuses, or answers nonsense
     */
    List<FundingPayment> fetchPayments(Address account, Instant from, Instant to);
}
