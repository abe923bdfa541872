package io.plimsoll.hyperliquid.ws;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.hyperliquid.info.ClearinghouseState;
import java.util.List;

/** Channel {@code allDexsClearinghouseState}: perp positions and margin of a user on all dexs, sent whole. */
public final class AllDexsClearinghouseStateChannel {
    static final Channel<Message> CHANNEL = Channel.ofState(
                    "allDexsClearinghouseState", new TypeReference<Message>() {})
            .routedBy(message -> Routes.of(message.user()));

    private AllDexsClearinghouseStateChannel() {}

    /**
     * State of a user.
     *
     * @param user whose
     * @param clearinghouseStates by dex
     */
    public record Message(String user, List<DexState> clearinghouseStates) {}

    /**
     * A pair on the wire.
     *
     * @param dex of a builder; empty for the main one
     * @param state positions and margin
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record DexState(String dex, ClearinghouseState state) {}

    /** Of a user. */
    public static Subscription<Message> of(Address user) {
        return Subscription.to(CHANNEL, "allDexsClearinghouseState").about(user).routedBy(Routes.of(user.hex()));
    }
}
