package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Endpoint {@code perpsAtOpenInterestCap}: coins whose positions may only be reduced now. */
public final class PerpsAtOpenInterestCap {
    private PerpsAtOpenInterestCap() {}

    /** Of the main dex. Weight 20. */
    public static InfoRequest<List<String>> of() {
        return of(null);
    }

    /** Of a builder's dex; null for the main one. Weight 20. */
    public static InfoRequest<List<String>> of(@Nullable String dex) {
        return InfoRequest.of("perpsAtOpenInterestCap", 20, new TypeReference<List<String>>() {})
                .with("dex", dex);
    }
}
