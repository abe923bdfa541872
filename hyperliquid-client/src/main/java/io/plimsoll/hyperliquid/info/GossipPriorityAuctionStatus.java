package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answer to {@code gossipPriorityAuctionStatus}, a pair on the wire: who hears of blocks first.
 *
 * @param winners IPv4 address that won each slot last; null for a slot nobody has won
 * @param auctions running ones, in the order of the slots
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
public record GossipPriorityAuctionStatus(List<@Nullable String> winners, List<GasAuction> auctions) {

    /** All slots. Weight 20. */
    public static InfoRequest<GossipPriorityAuctionStatus> of() {
        return InfoRequest.of("gossipPriorityAuctionStatus", 20, new TypeReference<GossipPriorityAuctionStatus>() {});
    }
}
