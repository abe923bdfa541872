package io.plimsoll.pyth.hermes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message of the websocket. Every slot brings one for each feed.
 *
 * @param type {@code price_update} or {@code response}; null on errors that end the session
 * @param status of a response: {@code success} or {@code error}
 * @param error in words
 * @param price_feed of a price update
 */
record SocketMessage(
        @Nullable String type,
        @Nullable String status,
        @Nullable String error,
        @Nullable SocketPrice price_feed) {

    /**
     * A price; what is printed beside the signed bytes is not read.
     *
     * @param vaa the signed update as base64; null if it was not asked for
     */
    record SocketPrice(@Nullable String vaa) {}

    /** What the service says is wrong; null if nothing. */
    @Nullable
    String problem() {
        return "error".equals(status) ? String.valueOf(error) : null;
    }

    /** The signed bytes; none in a message that is no price update. */
    List<byte[]> blobs() {
        if (!"price_update".equals(type)) {
            return List.of();
        }
        SocketPrice price = price_feed;
        if (price == null || price.vaa == null) {
            throw new MalformedResponse(HermesStream.SOURCE, "price update without signed bytes", null);
        }
        return new PriceUpdate.Binary(Encoding.BASE64.wire(), List.of(price.vaa)).blobs();
    }

    static String subscribe(List<Bytes32> feeds, boolean unordered, boolean ignoreUnknown) {
        ObjectNode request = JsonNodeFactory.instance.objectNode().put("type", "subscribe");
        ArrayNode ids = request.putArray("ids");
        feeds.forEach(feed -> ids.add(feed.digits()));
        return request.put("verbose", false)
                .put("binary", true)
                .put("allow_out_of_order", unordered)
                .put("ignore_invalid_price_ids", ignoreUnknown)
                .toString();
    }
}
