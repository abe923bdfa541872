package io.plimsoll.hyperliquid.ws;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.hyperliquid.info.SpotClearinghouseState;

/** Channel {@code spotState}: spot balances of a user, sent whole every few seconds. */
public final class SpotStateChannel {
    static final Channel<Message> CHANNEL = Channel.ofState("spotState", new TypeReference<Message>() {})
            .routedBy(message -> Routes.of(message.user()));

    private SpotStateChannel() {}

    /**
     * Balances of a user.
     *
     * @param user whose
     * @param spotState balances
     */
    public record Message(String user, SpotClearinghouseState spotState) {}

    /** Of a user. */
    public static Subscription<Message> of(Address user) {
        return Subscription.to(CHANNEL, "spotState").about(user).routedBy(Routes.of(user.hex()));
    }

    /** Of a user, as if the account were not in portfolio margin if {@code ignorePortfolioMargin}. */
    public static Subscription<Message> of(Address user, boolean ignorePortfolioMargin) {
        return of(user).with("ignorePortfolioMargin", ignorePortfolioMargin);
    }
}
