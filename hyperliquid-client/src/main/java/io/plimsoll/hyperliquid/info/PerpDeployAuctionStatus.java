package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.core.type.TypeReference;

/** Endpoint {@code perpDeployAuctionStatus}: the auction for the next perp market of a builder's dex. */
public final class PerpDeployAuctionStatus {
    private PerpDeployAuctionStatus() {}

    /** The running auction. Weight 20. */
    public static InfoRequest<GasAuction> of() {
        return InfoRequest.of("perpDeployAuctionStatus", 20, new TypeReference<GasAuction>() {});
    }
}
