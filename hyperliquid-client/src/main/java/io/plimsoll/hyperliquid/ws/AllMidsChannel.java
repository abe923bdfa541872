package io.plimsoll.hyperliquid.ws;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.hyperliquid.internal.ReadBy;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Channel {@code allMids}: mid prices by coin, every few seconds. */
public final class AllMidsChannel {
    static final Channel<Message> CHANNEL = Channel.ofState("allMids", new TypeReference<Message>() {})
            .routedBy(message -> Objects.requireNonNullElse(message.dex(), ""));

    private AllMidsChannel() {}

    /**
     * Mid prices.
     *
     * @param mids perps by name, spot as {@code @index}, outcomes as {@code #encoding}
     * @param dex of a builder; null for the main one and spot
     */
    @ReadBy(AllMidsReader.class)
    public record Message(
            Map<String, BigDecimal> mids, @Nullable String dex) {}

    /** Of the main dex and spot. */
    public static Subscription<Message> of() {
        return of(null);
    }

    /** Of a builder's dex; null for the main one. */
    public static Subscription<Message> of(@Nullable String dex) {
        return Subscription.to(CHANNEL, "allMids").with("dex", dex).routedBy(Objects.requireNonNullElse(dex, ""));
    }
}
