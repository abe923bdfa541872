package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.core.type.TypeReference;

/** Endpoint {@code spotPairDeployAuctionStatus}: the auction for the next spot pair of tokens that exist. */
public final class SpotPairDeployAuctionStatus {
    private SpotPairDeployAuctionStatus() {}

    /** The running auction. Weight 20. */
    public static InfoRequest<GasAuction> of() {
        return InfoRequest.of("spotPairDeployAuctionStatus", 20, new TypeReference<GasAuction>() {});
    }
}
