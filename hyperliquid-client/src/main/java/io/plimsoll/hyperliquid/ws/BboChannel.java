package io.plimsoll.hyperliquid.ws;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.hyperliquid.info.L2Book;
import io.plimsoll.hyperliquid.internal.ReadBy;
import org.jspecify.annotations.Nullable;

/** Channel {@code bbo}: best bid and offer, when they changed in a block. */
public final class BboChannel {
    static final Channel<Message> CHANNEL =
            Channel.ofState("bbo", new TypeReference<Message>() {}).routedBy(Message::coin);

    private BboChannel() {}

    /**
     * Best prices.
     *
     * @param coin market
     * @param time milliseconds, of the block
     * @param bbo best bid, best offer; null where the side is empty
     */
    @ReadBy(BboReader.class)
    public record Message(String coin, long time, Sides bbo) {}

    /**
     * A pair on the wire.
     *
     * @param bid best; null if there is none
     * @param offer best; null if there is none
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record Sides(L2Book.@Nullable Level bid, L2Book.@Nullable Level offer) {}

    /** Of a market. */
    public static Subscription<Message> of(String coin) {
        return Subscription.to(CHANNEL, "bbo").with("coin", coin).routedBy(coin);
    }
}
