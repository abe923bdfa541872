package io.plimsoll.pyth.hermes;

import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answer to {@code /v2/updates/price/latest}. Only {@code binary} is signed.
 *
 * @param binary the signed updates
 * @param parsed what Hermes says is in them, in no particular order; null if not asked for
 */
public record PriceUpdate(Binary binary, @Nullable List<Parsed> parsed) {
    /**
     * Signed updates: one blob for each slot, as feeds may sit in different ones.
     *
     * @param encoding {@code hex} or {@code base64}
     * @param data the blobs
     */
    public record Binary(String encoding, List<String> data) {}

    /**
     * A parsed price; not signed.
     *
     * @param id of the feed, 64 hex digits
     * @param price at the spot
     * @param ema_price moving average
     */
    public record Parsed(String id, RpcPrice price, RpcPrice ema_price) {}

    /**
     * A price as Hermes prints it.
     *
     * @param price signed 64-bit
     * @param conf unsigned 64-bit
     * @param expo of both
     * @param publish_time seconds since 1970
     */
    public record RpcPrice(String price, String conf, int expo, long publish_time) {}

    /**
     * The signed blobs as bytes.
     *
     * @throws MalformedResponse if the encoding is unknown or a blob is not in it
     */
    public List<byte[]> blobs() {
        try {
            return switch (binary.encoding) {
                case "hex" -> binary.data.stream().map(Hex::decode).toList();
                case "base64" ->
                    binary.data.stream()
                            .map(text -> Base64.getDecoder().decode(text))
                            .toList();
                default -> throw new IllegalArgumentException("unknown encoding " + binary.encoding);
            };
        } catch (IllegalArgumentException e) {
            throw new MalformedResponse(HermesClient.SOURCE, "binary data: " + e.getMessage(), e);
        }
    }
}
