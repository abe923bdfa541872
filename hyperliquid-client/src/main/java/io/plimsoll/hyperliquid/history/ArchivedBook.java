package io.plimsoll.hyperliquid.history;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.plimsoll.hyperliquid.info.L2Book;
import java.time.Instant;

/**
 * A book as the venue's archive recorded it from its own websocket.
 *
 * @param time of the recording; the block's time is in the book
 * @param verNum of the line's format; 1 so far
 * @param raw the frame
 */
public record ArchivedBook(
        @JsonDeserialize(using = NodeTime.class) Instant time,
        @JsonProperty("ver_num") int verNum,
        Frame raw) {
    /** {@code market_data/…/l2Book/{coin}}: since 2023-04-15, perps only, with gaps. */
    public static final HistoryFormat<ArchivedBook> FORMAT =
            HistoryFormat.json("l2Book archive", new TypeReference<ArchivedBook>() {});

    /**
     * What came over the websocket.
     *
     * @param channel {@code l2Book}
     * @param data the book
     */
    public record Frame(String channel, L2Book data) {}

    /** The book. */
    public L2Book book() {
        return raw.data;
    }
}
