package io.plimsoll.hyperliquid.ws;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.hyperliquid.info.ExplorerBlock;
import java.util.List;

/**
 * Channel {@code explorerBlock}: blocks of the chain. Only on {@link VenueStream.Host#EXPLORER}, where frames are bare lists.
 * A loss is a {@link ChannelEvent.Gap}; heights tell which blocks are missing.
 */
public final class ExplorerBlockChannel {
    static final Channel<List<ExplorerBlock>> CHANNEL =
            Channel.ofEvents("explorerBlock", new TypeReference<List<ExplorerBlock>>() {});

    private ExplorerBlockChannel() {}

    /** Of all blocks. */
    public static Subscription<List<ExplorerBlock>> of() {
        return Subscription.to(CHANNEL, "explorerBlock");
    }
}
