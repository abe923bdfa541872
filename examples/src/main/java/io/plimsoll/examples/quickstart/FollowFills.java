package io.plimsoll.examples.quickstart;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.hyperliquid.HyperliquidClient;
import io.plimsoll.hyperliquid.ws.ChannelEvent.Gap;
import io.plimsoll.hyperliquid.ws.ChannelEvent.Received;
import io.plimsoll.hyperliquid.ws.UserFillsChannel;
import io.plimsoll.hyperliquid.ws.VenueStream;
import java.util.function.Consumer;

/** Every fill of an account, once, whatever happens to the connection. */
public final class FollowFills {
    private FollowFills() {}

    /**
     * Follows until the stream is closed.
     *
     * @param client of the venue, for example {@code HyperliquidClient.mainnet()}
     * @param account whose fills
     * @param say what to do with each line
     */
    public static VenueStream start(HyperliquidClient client, Address account, Consumer<String> say) {
        VenueStream stream = client.stream().build();
        stream.start();
        stream.subscribe(UserFillsChannel.of(account), event -> {
            if (event instanceof Received<UserFillsChannel.Message> received && !received.snapshot()) {
                received.message()
                        .fills()
                        .forEach(fill ->
                                say.accept(fill.dir() + " " + fill.sz() + " " + fill.coin() + " at " + fill.px()));
            } else if (event instanceof Gap<UserFillsChannel.Message> gap) {
                say.accept("not proven complete from " + gap.from() + " to " + gap.to() + ": " + gap.unproven());
            }
        });
        return stream;
    }
}
