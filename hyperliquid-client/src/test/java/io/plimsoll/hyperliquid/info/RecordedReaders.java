package io.plimsoll.hyperliquid.info;

import java.util.Map;
import java.util.function.Function;

/** How recorded JSON that is no info answer is read: the channels and the exchange bring their readers here. */
final class RecordedReaders {
    /** Reads a whole frame, by its channel. */
    static final Map<String, Function<byte[], Object>> FRAMES = Map.of();

    /** Reads an answer of the exchange; the key is {@code ""} for all of them. */
    static final Map<String, Function<byte[], Object>> EXCHANGE = Map.of();

    private RecordedReaders() {}
}
