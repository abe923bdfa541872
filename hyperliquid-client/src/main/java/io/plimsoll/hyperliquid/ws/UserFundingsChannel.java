package io.plimsoll.hyperliquid.ws;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.hyperliquid.info.InfoClient;
import io.plimsoll.hyperliquid.info.UserFunding;
import io.plimsoll.hyperliquid.ws.Rows.First;
import io.plimsoll.hyperliquid.ws.Rows.Span;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Channel {@code userFundings}: funding paid and received by a user, hourly. The newest come first, as a snapshot; after a loss, what was missed is delivered once and
 * oldest first.
 */
public final class UserFundingsChannel {
    static final Channel<Message> CHANNEL = Channel.ofEvents("userFundings", new TypeReference<Message>() {})
            .routedBy(message -> Routes.of(message.user()))
            .snapshotIf(message -> Boolean.TRUE.equals(message.isSnapshot()))
            .withRows(new Rows<>(
                    Message::fundings,
                    Funding::time,
                    funding -> new Key(funding.time(), funding.coin()),
                    (subscription, rows) -> List.of(new Message(user(subscription), rows, null)),
                    First.SNAPSHOT,
                    List.of(UserFundingsChannel::missed)));

    private UserFundingsChannel() {}

    /**
     * Funding payments.
     *
     * @param user whose
     * @param fundings in a snapshot newest first
     * @param isSnapshot true for the newest rows before the subscription; missing otherwise
     */
    public record Message(
            String user, List<Funding> fundings, @Nullable Boolean isSnapshot) {}

    /**
     * A funding payment.
     *
     * @param time milliseconds
     * @param coin market
     * @param usdc received (+) or paid (−)
     * @param szi signed size at that time
     * @param fundingRate hourly
     * @param nSamples how many payments an aggregated row sums; null for a single one
     */
    public record Funding(
            long time,
            String coin,
            BigDecimal usdc,
            BigDecimal szi,
            BigDecimal fundingRate,
            @Nullable Integer nSamples) {
        static Funding of(UserFunding.Payment row) {
            UserFunding.Delta delta = row.delta();
            return new Funding(
                    row.time(), delta.coin(), delta.usdc(), delta.szi(), delta.fundingRate(), delta.nSamples());
        }
    }

    /** A market pays once at a time. */
    record Key(long time, String coin) {}

    /** Of a user. */
    public static Subscription<Message> of(Address user) {
        return Subscription.to(CHANNEL, "userFundings").about(user).routedBy(Routes.of(user.hex()));
    }

    private static Span<Funding> missed(InfoClient info, Subscription<Message> subscription, long from) {
        Address user = subscription.user().orElseThrow();
        return Pages.from(
                from,
                start -> info.fetch(UserFunding.of(user, start, null)).stream()
                        .map(Funding::of)
                        .toList(),
                Funding::time,
                funding -> new Key(funding.time(), funding.coin()),
                Integer.MAX_VALUE);
    }

    private static String user(Subscription<Message> subscription) {
        return subscription.user().orElseThrow().hex();
    }
}
