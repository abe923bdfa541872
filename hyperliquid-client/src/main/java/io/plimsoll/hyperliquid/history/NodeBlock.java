package io.plimsoll.hyperliquid.history;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.time.Instant;
import java.util.List;

/**
 * What one block did, or a part of it: a line of a file whose name ends in {@code _by_block}. Files are cut by {@code
 * localTime}, so the first and last blocks of an hour may be in its neighbours.
 *
 * @param localTime of the node's writing; says nothing about the chain
 * @param blockTime of the block
 * @param blockNumber height
 * @param events in the block's order
 * @param <E> what happened
 */
public record NodeBlock<E>(
        @JsonProperty("local_time") @JsonDeserialize(using = NodeTime.class)
        Instant localTime,

        @JsonProperty("block_time") @JsonDeserialize(using = NodeTime.class)
        Instant blockTime,

        @JsonProperty("block_number") long blockNumber,
        List<E> events) {

    public NodeBlock {
        events = List.copyOf(events);
    }
}
