package io.plimsoll.pyth.pro;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plimsoll.core.kit.http.JsonMapping;
import io.plimsoll.pyth.pro.ProResponse.ErrorMessage;
import io.plimsoll.pyth.pro.ProResponse.Other;
import io.plimsoll.pyth.pro.ProResponse.StreamUpdated;
import io.plimsoll.pyth.pro.ProResponse.Subscribed;
import io.plimsoll.pyth.pro.ProResponse.SubscribedWithInvalidFeedIdsIgnored;
import io.plimsoll.pyth.pro.ProResponse.SubscriptionError;
import io.plimsoll.pyth.pro.ProResponse.Unsubscribed;

/** Reads what the service sends over the websocket. */
final class ResponseReader {
    private static final ObjectMapper MAPPER = JsonMapping.newMapper();
    private static final int EXCERPT = 80;

    private ResponseReader() {}

    static ProResponse read(String text) {
        try {
            JsonNode node = MAPPER.readTree(text);
            String type = node.path("type").asText();
            return switch (type) {
                case "subscribed" -> MAPPER.treeToValue(node, Subscribed.class);
                case "subscribedWithInvalidFeedIdsIgnored" ->
                    MAPPER.treeToValue(node, SubscribedWithInvalidFeedIdsIgnored.class);
                case "unsubscribed" -> MAPPER.treeToValue(node, Unsubscribed.class);
                case "subscriptionError" -> new SubscriptionError(subscriptionId(node), error(node));
                case "error" -> new ErrorMessage(error(node));
                case "streamUpdated" ->
                    new StreamUpdated(subscriptionId(node), MAPPER.treeToValue(node, ProUpdate.class));
                default -> new Other(type);
            };
        } catch (JsonProcessingException e) {
            String excerpt = text.substring(0, Math.min(EXCERPT, text.length())).replaceAll("\\s+", " ");
            throw JsonMapping.malformed(ProStream.SOURCE, "message", e, excerpt);
        }
    }

    private static long subscriptionId(JsonNode node) throws JsonProcessingException {
        return MAPPER.treeToValue(node, Subscribed.class).subscriptionId();
    }

    /** The protocol's code says {@code error}, its documentation {@code message}. */
    private static String error(JsonNode node) {
        return node.path(node.hasNonNull("error") ? "error" : "message").asText();
    }
}
