package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * Bids for a place in the gossip network.
 *
 * @param slotId 0 or 1
 * @param ip of the node
 * @param maxGas most to pay, in wei
 *
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/exchange-endpoint">exchange endpoint</a>
 */
@JsonTypeName("gossipPriorityBid")
public record GossipPriorityBidAction(int slotId, String ip, long maxGas) implements L1Action<Accepted> {
    @Override
    public ResultType<Accepted> resultType() {
        return ResultType.ACCEPTED;
    }
}
