package io.plimsoll.hyperliquid.history;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A trade as a node wrote it before there were fills. It has no tid: the two order ids tell it apart.
 *
 * @param coin market
 * @param side of the taker: {@code B} bought, {@code A} sold
 * @param time of the block
 * @param px price
 * @param sz size
 * @param hash of the transaction
 * @param tradeDirOverride {@code Na}, {@code LiquidatedMarket}, {@code NetChildVaultPositions}; an open set
 * @param sideInfo buyer, seller, as the venue documents it
 */
public record NodeTrade(
        String coin,
        String side,
        @JsonDeserialize(using = NodeTime.class) Instant time,
        BigDecimal px,
        BigDecimal sz,
        String hash,
        @JsonProperty("trade_dir_override") @Nullable String tradeDirOverride,
        @JsonProperty("side_info") List<Party> sideInfo) {
    /** {@code node_trades}: 2025-03-22 to 2025-05-25 in the bucket. */
    public static final HistoryFormat<NodeTrade> FORMAT =
            HistoryFormat.json("node_trades", new TypeReference<NodeTrade>() {});

    /** {@code node_trades_by_block}. */
    public static final HistoryFormat<NodeBlock<NodeTrade>> BY_BLOCK =
            HistoryFormat.json("node_trades_by_block", new TypeReference<NodeBlock<NodeTrade>>() {});

    public NodeTrade {
        sideInfo = List.copyOf(sideInfo);
    }

    /**
     * One side of it.
     *
     * @param user who
     * @param startPos signed size before
     * @param oid order
     * @param twapId of the TWAP order it is a slice of
     * @param cloid the client's order id
     */
    public record Party(
            String user,
            @JsonProperty("start_pos") @Nullable BigDecimal startPos,
            @Nullable Long oid,
            @JsonProperty("twap_id") @Nullable Long twapId,
            @Nullable String cloid) {}
}
