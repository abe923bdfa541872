package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Endpoint {@code userNonFundingLedgerUpdates}: deposits, transfers, liquidations and the like of an account. */
public final class UserNonFundingLedgerUpdates {
    private UserNonFundingLedgerUpdates() {}

    /**
     * One page: the oldest 500 rows of a span, oldest first. Weight 20 and 1 per 20 rows.
     *
     * @param startTime milliseconds, inclusive; null: from the beginning, which the venue does not document
     * @param endTime milliseconds, inclusive; null for now
     */
    public static InfoRequest<List<LedgerUpdate>> of(Address user, @Nullable Long startTime, @Nullable Long endTime) {
        return InfoRequest.of("userNonFundingLedgerUpdates", 20, new TypeReference<List<LedgerUpdate>>() {})
                .with("user", user.hex())
                .with("startTime", startTime)
                .with("endTime", endTime)
                .surcharge(20, 500);
    }
}
