package io.plimsoll.pyth.pro;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plimsoll.core.kit.http.JsonMapping;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is sent, as the service names it. What is null is not sent.
 *
 * @param type of a websocket message
 * @param subscriptionId of a websocket message
 * @param timestamp of {@code /v1/price}, microseconds since 1970
 */
record ProRequest(
        @Nullable String type,
        @Nullable Long subscriptionId,
        @Nullable Long timestamp,
        @Nullable List<Long> priceFeedIds,
        @Nullable List<String> symbols,
        @Nullable List<String> properties,
        @Nullable List<String> formats,
        @Nullable String deliveryFormat,
        @Nullable String jsonBinaryEncoding,
        @Nullable Boolean parsed,
        @Nullable String channel,
        @Nullable Boolean ignoreInvalidFeeds) {

    private static final ObjectMapper MAPPER = JsonMapping.newMapper();

    static String subscribe(long subscriptionId, ProSubscription subscription) {
        return of("subscribe", subscriptionId, null, subscription).json();
    }

    static String unsubscribe(long subscriptionId) {
        return new ProRequest("unsubscribe", subscriptionId, null, null, null, null, null, null, null, null, null, null)
                .json();
    }

    static ProRequest once(@Nullable Long timestamp, ProSubscription subscription) {
        return of(null, null, timestamp, subscription);
    }

    private static ProRequest of(
            @Nullable String type,
            @Nullable Long subscriptionId,
            @Nullable Long timestamp,
            ProSubscription subscription) {
        boolean stream = type != null;
        return new ProRequest(
                type,
                subscriptionId,
                timestamp,
                subscription.priceFeedIds().isEmpty() ? null : subscription.priceFeedIds(),
                subscription.symbols().isEmpty() ? null : subscription.symbols(),
                subscription.properties().stream().map(ProProperty::wireName).toList(),
                subscription.formats().stream().map(ProFormat::wireName).toList(),
                stream ? "json" : null,
                subscription.encoding().wireName(),
                subscription.parsed(),
                subscription.channel().wireName(),
                stream ? subscription.ignoreInvalidFeeds() : null);
    }

    private String json() {
        try {
            return MAPPER.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a request cannot be written as JSON", e);
        }
    }
}
