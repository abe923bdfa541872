package io.plimsoll.hyperliquid.ws;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JavaType;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.hyperliquid.info.InfoClient;
import io.plimsoll.hyperliquid.internal.Frame;
import io.plimsoll.hyperliquid.internal.WireJson;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Channel {@code fastAssetCtxs}: mark and mid prices by coin, about once a second. The first message after a (re)subscription
 * has all coins, the others those that changed; who joins an equal subscription later gets changes only.
 */
public final class FastAssetCtxsChannel {
    /** Of the inflated JSON: the venue's is under 100 KB; far more could only be meant to fill the memory. */
    private static final int MOST_BYTES = 32 << 20;

    private static final JavaType PACKED = WireJson.type(new TypeReference<String>() {});
    private static final JavaType PRICES = WireJson.type(new TypeReference<Map<String, Ctx>>() {});

    static final Channel<Map<String, Ctx>> CHANNEL = Channel.ofState(
                    "fastAssetCtxs", new TypeReference<Map<String, Ctx>>() {})
            .readBy(FastAssetCtxsChannel::read);

    private FastAssetCtxsChannel() {}

    /**
     * Prices of a market.
     *
     * @param markPx mark price; null if it did not change
     * @param midPx mid of the book; null if it did not change or a side is empty
     */
    public record Ctx(@Nullable BigDecimal markPx, @Nullable BigDecimal midPx) {}

    /** Of all markets. */
    public static Subscription<Map<String, Ctx>> of() {
        return Subscription.to(CHANNEL, "fastAssetCtxs");
    }

    /** The data are base64 of a raw DEFLATE stream of JSON. */
    private static @Nullable Map<String, Ctx> read(Frame frame) {
        String packed = frame.read(PACKED);
        if (packed == null) {
            return null;
        }
        byte[] json = inflate(packed);
        return WireJson.read(PRICES, json, 0, json.length, InfoClient.SOURCE, "frame of fastAssetCtxs");
    }

    private static byte[] inflate(String packed) {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(Base64.getDecoder().decode(packed));
            ByteArrayOutputStream json = new ByteArrayOutputStream(packed.length() * 4);
            byte[] part = new byte[8192];
            while (!inflater.finished()) {
                int read = inflater.inflate(part);
                if ((read == 0 && !inflater.finished()) || json.size() + read > MOST_BYTES) {
                    throw unreadable(read == 0 ? "is cut off" : "inflates to more than " + MOST_BYTES + " bytes", null);
                }
                json.write(part, 0, read);
            }
            return json.toByteArray();
        } catch (DataFormatException | IllegalArgumentException e) {
            throw unreadable("is no base64 of a raw DEFLATE stream", e);
        } finally {
            inflater.end();
        }
    }

    private static MalformedResponse unreadable(String why, @Nullable Exception cause) {
        return new MalformedResponse(InfoClient.SOURCE, "frame of fastAssetCtxs " + why, cause);
    }
}
