package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import java.util.List;

/** Endpoint {@code userTwapSliceFills}: the newest fills of an account's TWAP orders. */
public final class UserTwapSliceFills {
    private UserTwapSliceFills() {}

    /** The 2000 newest. Weight 20 and 1 per 20 rows. */
    public static InfoRequest<List<TwapSliceFill>> of(Address user) {
        return InfoRequest.of("userTwapSliceFills", 20, new TypeReference<List<TwapSliceFill>>() {})
                .with("user", user.hex())
                .surcharge(20, 2000);
    }
}
