package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import java.util.List;

/** Endpoint {@code twapHistory}: the changes of an account's TWAP orders. */
public final class TwapHistory {
    private TwapHistory() {}

    /** Of one account. Weight 20 and 1 per 20 rows. */
    public static InfoRequest<List<TwapUpdate>> of(Address user) {
        return InfoRequest.of("twapHistory", 20, new TypeReference<List<TwapUpdate>>() {})
                .with("user", user.hex())
                .surcharge(20, 2000);
    }
}
