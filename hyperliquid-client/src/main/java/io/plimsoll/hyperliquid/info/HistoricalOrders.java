package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import java.util.List;

/** Endpoint {@code historicalOrders}: what became of the orders of an account. */
public final class HistoricalOrders {
    private HistoricalOrders() {}

    /** The 2000 newest changes. Weight 20 and 1 per 20 rows. */
    public static InfoRequest<List<HistoricalOrder>> of(Address user) {
        return InfoRequest.of("historicalOrders", 20, new TypeReference<List<HistoricalOrder>>() {})
                .with("user", user.hex())
                .surcharge(20, 2000);
    }
}
