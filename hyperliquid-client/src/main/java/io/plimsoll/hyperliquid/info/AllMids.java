package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.core.type.TypeReference;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Endpoint {@code allMids}: mid prices by coin; perps by name, spot as {@code @index}, outcomes as {@code #encoding}. */
public final class AllMids {
    private AllMids() {}

    /** Of the main dex and spot. Weight 2. */
    public static InfoRequest<Map<String, BigDecimal>> of() {
        return of(null);
    }

    /** Of a builder's dex; null for the main one. Weight 2. */
    public static InfoRequest<Map<String, BigDecimal>> of(@Nullable String dex) {
        return InfoRequest.of("allMids", 2, new TypeReference<Map<String, BigDecimal>>() {})
                .with("dex", dex);
    }
}
