package io.plimsoll.hyperliquid.history;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.plimsoll.hyperliquid.info.FrontendOpenOrder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of an order.
 *
 * @param time of the block
 * @param user whose order
 * @param status such as {@code open}, {@code filled}, {@code liquidatedCanceled}; an open set
 * @param order the order
 * @param hash of the transaction; newer nodes only
 */
public record NodeOrderStatus(
        @JsonDeserialize(using = NodeTime.class) Instant time,
        String user,
        String status,
        FrontendOpenOrder order,
        @Nullable String hash) {
    /** {@code node_order_statuses}. */
    public static final HistoryFormat<NodeOrderStatus> FORMAT =
            HistoryFormat.json("node_order_statuses", new TypeReference<NodeOrderStatus>() {});

    /** {@code node_order_statuses_by_block}. */
    public static final HistoryFormat<NodeBlock<NodeOrderStatus>> BY_BLOCK =
            HistoryFormat.json("node_order_statuses_by_block", new TypeReference<NodeBlock<NodeOrderStatus>>() {});
}
