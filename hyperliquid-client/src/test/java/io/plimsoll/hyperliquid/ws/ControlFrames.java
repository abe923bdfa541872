package io.plimsoll.hyperliquid.ws;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JavaType;
import io.plimsoll.hyperliquid.info.InfoClient;
import io.plimsoll.hyperliquid.internal.WireJson;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads recorded frames that belong to no subscription as the stream does. */
public final class ControlFrames {
    private static final Map<String, JavaType> TYPES = Map.of(
            "error", WireJson.type(new TypeReference<String>() {}),
            "post", WireJson.type(new TypeReference<Posts.Answer>() {}),
            "subscriptionResponse", WireJson.type(new TypeReference<Router.Acknowledgement>() {}));

    /** The channels that carry data. */
    public static final Set<String> CHANNELS = TYPES.keySet();

    private ControlFrames() {}

    /** What the stream makes of the data of such a frame. */
    public static @Nullable Object read(String channel, byte[] data) {
        return WireJson.read(TYPES.get(channel), data, 0, data.length, InfoClient.SOURCE, "frame of " + channel);
    }
}
