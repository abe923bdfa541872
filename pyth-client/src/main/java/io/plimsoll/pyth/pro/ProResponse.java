package io.plimsoll.pyth.pro;

import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text that the service sends over the websocket.
 *
 * @see <a href="https://docs.pyth.network/price-feeds/pro/error-codes">error codes</a>
 */
public sealed interface ProResponse {
    /**
     * All feeds are served.
     *
     * @param subscriptionId of the request
     */
    record Subscribed(long subscriptionId) implements ProResponse {}

    /**
     * Some feeds are served.
     *
     * @param subscriptionId of the request
     * @param subscribedFeedIds those that are
     * @param ignoredInvalidFeedIds those that are not, and why
     */
    record SubscribedWithInvalidFeedIdsIgnored(
            long subscriptionId, List<Long> subscribedFeedIds, InvalidFeeds ignoredInvalidFeedIds)
            implements ProResponse {}

    /**
     * Nothing more comes for a subscription.
     *
     * @param subscriptionId of the request
     */
    record Unsubscribed(long subscriptionId) implements ProResponse {}

    /**
     * A subscription, or its end, was refused.
     *
     * @param subscriptionId of the request
     * @param error in the service's words
     */
    record SubscriptionError(long subscriptionId, String error) implements ProResponse {}

    /**
     * A request could not be read, or the service has failed.
     *
     * @param error in the service's words
     */
    record ErrorMessage(String error) implements ProResponse {}

    /**
     * New prices.
     *
     * @param subscriptionId of the request
     * @param update not verified
     */
    record StreamUpdated(long subscriptionId, ProUpdate update) implements ProResponse {}

    /**
     * Something that did not exist when this was written.
     *
     * @param type as sent
     */
    record Other(String type) implements ProResponse {}

    /**
     * Feeds that cannot be served. A list that the service leaves out is null.
     *
     * @param unknownIds there is no such number
     * @param unknownSymbols there is no such symbol
     * @param unsupportedChannels the feed is not that fast
     * @param unstable the feed is not ready for use
     * @param notEntitled the key does not cover the feed
     */
    record InvalidFeeds(
            @Nullable List<Long> unknownIds,
            @Nullable List<String> unknownSymbols,
            @Nullable List<Long> unsupportedChannels,
            @Nullable List<Long> unstable,
            @Nullable List<Long> notEntitled) {
        /** None. */
        public static final InvalidFeeds NONE = new InvalidFeeds(List.of(), List.of(), List.of(), List.of(), List.of());
    }

    /**
     * Reads a text.
     *
     * @throws MalformedResponse if it is not JSON, or a field is missing
     */
    static ProResponse parse(String text) {
        return ResponseReader.read(text);
    }
}
