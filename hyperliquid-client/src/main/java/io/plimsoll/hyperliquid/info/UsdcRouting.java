package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.core.type.TypeReference;

/**
 * Answer to {@code usdcRouting}: which way USDC goes in and out now.
 *
 * @param depositRoute {@code bridge} or {@code cctp}; an open set
 * @param withdrawalRoute {@code bridge} or {@code cctp}; an open set
 */
public record UsdcRouting(String depositRoute, String withdrawalRoute) {

    /** Now. Weight 20. */
    public static InfoRequest<UsdcRouting> of() {
        return InfoRequest.of("usdcRouting", 20, new TypeReference<UsdcRouting>() {});
    }
}
