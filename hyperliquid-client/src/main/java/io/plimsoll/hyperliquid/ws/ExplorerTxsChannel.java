package io.plimsoll.hyperliquid.ws;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.hyperliquid.info.ExplorerTransaction;
import java.util.List;

/**
 * Channel {@code explorerTxs}: transactions of the chain. Only on {@link VenueStream.Host#EXPLORER}, where frames are bare
 * lists. A loss is a {@link ChannelEvent.Gap}.
 */
public final class ExplorerTxsChannel {
    static final Channel<List<ExplorerTransaction>> CHANNEL =
            Channel.ofEvents("explorerTxs", new TypeReference<List<ExplorerTransaction>>() {});

    private ExplorerTxsChannel() {}

    /** Of all transactions. */
    public static Subscription<List<ExplorerTransaction>> of() {
        return Subscription.to(CHANNEL, "explorerTxs");
    }
}
