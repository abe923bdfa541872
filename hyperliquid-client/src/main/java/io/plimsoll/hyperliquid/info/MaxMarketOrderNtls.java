package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.type.TypeReference;
import java.math.BigDecimal;
import java.util.List;

/** Endpoint {@code maxMarketOrderNtls}: how large one market order may be. */
public final class MaxMarketOrderNtls {
    private MaxMarketOrderNtls() {}

    /**
     * A pair on the wire.
     *
     * @param maxLeverage of the market
     * @param maxMarketOrderNtl largest notional in USDC
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record Limit(int maxLeverage, BigDecimal maxMarketOrderNtl) {}

    /** All limits. Weight 20. */
    public static InfoRequest<List<Limit>> of() {
        return InfoRequest.of("maxMarketOrderNtls", 20, new TypeReference<List<Limit>>() {});
    }
}
