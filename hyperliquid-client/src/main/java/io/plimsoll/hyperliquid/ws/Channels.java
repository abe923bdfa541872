package io.plimsoll.hyperliquid.ws;

import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All channels by the name that frames carry. The subscription {@code userEvents} arrives on {@code user}, that of {@code
 * activeAssetCtx} for a spot market on {@code activeSpotAssetCtx}; the names of the explorer's channels are ours, as its
 * frames carry none.
 */
public final class Channels {
    private static final Map<String, Channel<?>> BY_NAME = Stream.of(
                    ActiveAssetCtxChannel.CHANNEL,
                    ActiveAssetDataChannel.CHANNEL,
                    ActiveSpotAssetCtxChannel.CHANNEL,
                    AllDexsAssetCtxsChannel.CHANNEL,
                    AllDexsClearinghouseStateChannel.CHANNEL,
                    AllMidsChannel.CHANNEL,
                    AssetCtxsChannel.CHANNEL,
                    BboChannel.CHANNEL,
                    CandleChannel.CHANNEL,
                    ClearinghouseStateChannel.CHANNEL,
                    ExplorerBlockChannel.CHANNEL,
                    ExplorerTxsChannel.CHANNEL,
                    FastAssetCtxsChannel.CHANNEL,
                    L2BookChannel.CHANNEL,
                    NotificationChannel.CHANNEL,
                    OpenOrdersChannel.CHANNEL,
                    OrderUpdatesChannel.CHANNEL,
                    OutcomeMetaUpdatesChannel.CHANNEL,
                    SpotAssetCtxsChannel.CHANNEL,
                    SpotStateChannel.CHANNEL,
                    TradesChannel.CHANNEL,
                    TwapStatesChannel.CHANNEL,
                    UserEventsChannel.CHANNEL,
                    UserFillsChannel.CHANNEL,
                    UserFundingsChannel.CHANNEL,
                    UserHistoricalOrdersChannel.CHANNEL,
                    UserNonFundingLedgerUpdatesChannel.CHANNEL,
                    UserTwapHistoryChannel.CHANNEL,
                    UserTwapSliceFillsChannel.CHANNEL,
                    WebData3Channel.CHANNEL)
            .collect(Collectors.toUnmodifiableMap(Channel::name, channel -> channel));

    private Channels() {}

    /** The names of all channels. */
    public static Set<String> names() {
        return BY_NAME.keySet();
    }

    /**
     * The message in the data of a recorded frame.
     *
     * @param channel as the frame names it
     * @param data UTF-8 JSON
     * @throws IllegalArgumentException if there is no such channel
     * @throws MalformedResponse if the data are not what the channel promises; names channel and path
     */
    public static Object parse(String channel, byte[] data) {
        Channel<?> known = find(channel);
        if (known == null) {
            throw new IllegalArgumentException("channel is unknown, got " + channel);
        }
        return known.parse(data);
    }

    static @Nullable Channel<?> find(String name) {
        return BY_NAME.get(name);
    }
}
