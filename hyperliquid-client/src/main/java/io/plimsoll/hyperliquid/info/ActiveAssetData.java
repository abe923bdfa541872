package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Answer to {@code activeAssetData} and message of the channel of that name: what an account may still trade in a market.
 *
 * @param user account
 * @param coin market
 * @param leverage chosen by the user
 * @param maxTradeSzs largest sizes, base units
 * @param availableToTrade margin for them, USDC
 * @param markPx mark price
 */
public record ActiveAssetData(
        String user,
        String coin,
        ClearinghouseState.Leverage leverage,
        Sides maxTradeSzs,
        Sides availableToTrade,
        @Nullable BigDecimal markPx) {

    /**
     * A pair on the wire.
     *
     * @param buy for a buy
     * @param sell for a sell
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record Sides(BigDecimal buy, BigDecimal sell) {}

    /** Of one market. Weight 20. */
    public static InfoRequest<ActiveAssetData> of(Address user, String coin) {
        return InfoRequest.of("activeAssetData", 20, new TypeReference<ActiveAssetData>() {})
                .with("coin", coin)
                .with("user", user.hex());
    }
}
