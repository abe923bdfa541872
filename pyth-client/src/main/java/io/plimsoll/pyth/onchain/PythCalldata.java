package io.plimsoll.pyth.onchain;

import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.pyth.update.Emitter;
import java.math.BigInteger;
import java.util.List;

/**
 * Selector and encoded arguments of calls to Pyth's contract, named as the functions are. Blobs go in
 * as Hermes gives them: the whole array. What the answers mean is in {@link PythResults}. Thread-safe.
 */
public final class PythCalldata {
    private PythCalldata() {}

    /** {@link PythFunction#GET_PRICE_UNSAFE}. */
    public static byte[] getPriceUnsafe(Bytes32 feed) {
        return of(PythFunction.GET_PRICE_UNSAFE, feed);
    }

    /**
     * {@link PythFunction#GET_PRICE_NO_OLDER_THAN}.
     *
     * @param age in seconds: the largest distance between price and block, before or after
     */
    public static byte[] getPriceNoOlderThan(Bytes32 feed, long age) {
        return new AbiWriter().word(feed).u256(BigInteger.valueOf(age)).call(PythFunction.GET_PRICE_NO_OLDER_THAN);
    }

    /** {@link PythFunction#GET_EMA_PRICE_UNSAFE}. */
    public static byte[] getEmaPriceUnsafe(Bytes32 feed) {
        return of(PythFunction.GET_EMA_PRICE_UNSAFE, feed);
    }

    /**
     * {@link PythFunction#GET_EMA_PRICE_NO_OLDER_THAN}.
     *
     * @param age in seconds: the largest distance between price and block, before or after
     */
    public static byte[] getEmaPriceNoOlderThan(Bytes32 feed, long age) {
        return new AbiWriter().word(feed).u256(BigInteger.valueOf(age)).call(PythFunction.GET_EMA_PRICE_NO_OLDER_THAN);
    }

    /** {@link PythFunction#GET_PRICE}. */
    public static byte[] getPrice(Bytes32 feed) {
        return of(PythFunction.GET_PRICE, feed);
    }

    /** {@link PythFunction#GET_EMA_PRICE}. */
    public static byte[] getEmaPrice(Bytes32 feed) {
        return of(PythFunction.GET_EMA_PRICE, feed);
    }

    /** {@link PythFunction#GET_VALID_TIME_PERIOD}. */
    public static byte[] getValidTimePeriod() {
        return of(PythFunction.GET_VALID_TIME_PERIOD);
    }

    /** {@link PythFunction#QUERY_PRICE_FEED}. */
    public static byte[] queryPriceFeed(Bytes32 feed) {
        return of(PythFunction.QUERY_PRICE_FEED, feed);
    }

    /** {@link PythFunction#PRICE_FEED_EXISTS}. */
    public static byte[] priceFeedExists(Bytes32 feed) {
        return of(PythFunction.PRICE_FEED_EXISTS, feed);
    }

    /** {@link PythFunction#UPDATE_PRICE_FEEDS}; to be sent with the fee of {@link #getUpdateFee(List)}. */
    public static byte[] updatePriceFeeds(List<byte[]> blobs) {
        return of(PythFunction.UPDATE_PRICE_FEEDS, blobs);
    }

    /**
     * {@link PythFunction#UPDATE_PRICE_FEEDS_IF_NECESSARY}; to be sent with the fee of {@link #getUpdateFee(List)}.
     *
     * @param feeds whose times decide
     * @param publishTimes one for each feed, seconds since 1970: it is necessary if a stored one is older
     * @throws IllegalArgumentException if there is not one time for each feed
     */
    public static byte[] updatePriceFeedsIfNecessary(List<byte[]> blobs, List<Bytes32> feeds, List<Long> publishTimes) {
        if (feeds.size() != publishTimes.size()) {
            throw new IllegalArgumentException(
                    "publishTimes must be one for each feed, got " + publishTimes.size() + " for " + feeds.size());
        }
        return new AbiWriter()
                .bytesArray(blobs)
                .words(feeds)
                .u64s(publishTimes)
                .call(PythFunction.UPDATE_PRICE_FEEDS_IF_NECESSARY);
    }

    /** {@link PythFunction#GET_UPDATE_FEE}. */
    public static byte[] getUpdateFee(List<byte[]> blobs) {
        return of(PythFunction.GET_UPDATE_FEE, blobs);
    }

    /** {@link PythFunction#GET_UPDATE_FEE_OF_COUNT}. */
    public static byte[] getUpdateFee(long blobs) {
        return new AbiWriter().u256(BigInteger.valueOf(blobs)).call(PythFunction.GET_UPDATE_FEE_OF_COUNT);
    }

    /**
     * {@link PythFunction#PARSE_PRICE_FEED_UPDATES}; payable as an update. The answer is in the order of {@code feeds}; the
     * first match of each wins.
     *
     * @param minPublishTime seconds since 1970, inclusive
     * @param maxPublishTime seconds since 1970, inclusive
     */
    public static byte[] parsePriceFeedUpdates(
            List<byte[]> blobs, List<Bytes32> feeds, long minPublishTime, long maxPublishTime) {
        return window(blobs, feeds, minPublishTime, maxPublishTime).call(PythFunction.PARSE_PRICE_FEED_UPDATES);
    }

    /**
     * {@link PythFunction#PARSE_PRICE_FEED_UPDATES_UNIQUE}: the update before must be older than the window too.
     *
     * @param minPublishTime seconds since 1970, inclusive
     * @param maxPublishTime seconds since 1970, inclusive
     */
    public static byte[] parsePriceFeedUpdatesUnique(
            List<byte[]> blobs, List<Bytes32> feeds, long minPublishTime, long maxPublishTime) {
        return window(blobs, feeds, minPublishTime, maxPublishTime).call(PythFunction.PARSE_PRICE_FEED_UPDATES_UNIQUE);
    }

    /**
     * {@link PythFunction#PARSE_PRICE_FEED_UPDATES_WITH_CONFIG}.
     *
     * @param minPublishTime seconds since 1970, inclusive
     * @param maxPublishTime seconds since 1970, inclusive
     * @param checkUniqueness as {@link #parsePriceFeedUpdatesUnique} does
     * @param checkUpdateDataIsMinimal refuse blobs with messages that nobody asked for
     * @param storeUpdatesIfFresh store what is newer than stored
     */
    public static byte[] parsePriceFeedUpdatesWithConfig(
            List<byte[]> blobs,
            List<Bytes32> feeds,
            long minPublishTime,
            long maxPublishTime,
            boolean checkUniqueness,
            boolean checkUpdateDataIsMinimal,
            boolean storeUpdatesIfFresh) {
        return window(blobs, feeds, minPublishTime, maxPublishTime)
                .bool(checkUniqueness)
                .bool(checkUpdateDataIsMinimal)
                .bool(storeUpdatesIfFresh)
                .call(PythFunction.PARSE_PRICE_FEED_UPDATES_WITH_CONFIG);
    }

    /** {@link PythFunction#PARSE_TWAP_PRICE_FEED_UPDATES}; the contract wants exactly two blobs. */
    public static byte[] parseTwapPriceFeedUpdates(List<byte[]> blobs, List<Bytes32> feeds) {
        return new AbiWriter().bytesArray(blobs).words(feeds).call(PythFunction.PARSE_TWAP_PRICE_FEED_UPDATES);
    }

    /** {@link PythFunction#GET_TWAP_UPDATE_FEE}. */
    public static byte[] getTwapUpdateFee(List<byte[]> blobs) {
        return of(PythFunction.GET_TWAP_UPDATE_FEE, blobs);
    }

    /** {@link PythFunction#WORMHOLE}. */
    public static byte[] wormhole() {
        return of(PythFunction.WORMHOLE);
    }

    /** {@link PythFunction#SINGLE_UPDATE_FEE_IN_WEI}. */
    public static byte[] singleUpdateFeeInWei() {
        return of(PythFunction.SINGLE_UPDATE_FEE_IN_WEI);
    }

    /** {@link PythFunction#TRANSACTION_FEE_IN_WEI}. */
    public static byte[] transactionFeeInWei() {
        return of(PythFunction.TRANSACTION_FEE_IN_WEI);
    }

    /** {@link PythFunction#VALID_TIME_PERIOD_SECONDS}. */
    public static byte[] validTimePeriodSeconds() {
        return of(PythFunction.VALID_TIME_PERIOD_SECONDS);
    }

    /** {@link PythFunction#VERSION}. */
    public static byte[] version() {
        return of(PythFunction.VERSION);
    }

    /** {@link PythFunction#LATEST_PRICE_INFO_PUBLISH_TIME}. */
    public static byte[] latestPriceInfoPublishTime(Bytes32 feed) {
        return of(PythFunction.LATEST_PRICE_INFO_PUBLISH_TIME, feed);
    }

    /** {@link PythFunction#IS_VALID_DATA_SOURCE}. */
    public static byte[] isValidDataSource(Emitter emitter) {
        return new AbiWriter().u64(emitter.chain()).word(emitter.address()).call(PythFunction.IS_VALID_DATA_SOURCE);
    }

    /** {@link PythFunction#VALID_DATA_SOURCES}. */
    public static byte[] validDataSources() {
        return of(PythFunction.VALID_DATA_SOURCES);
    }

    /** {@link PythFunction#CHAIN_ID}. */
    public static byte[] chainId() {
        return of(PythFunction.CHAIN_ID);
    }

    private static byte[] of(PythFunction function) {
        return new AbiWriter().call(function);
    }

    private static byte[] of(PythFunction function, Bytes32 feed) {
        return new AbiWriter().word(feed).call(function);
    }

    private static byte[] of(PythFunction function, List<byte[]> blobs) {
        return new AbiWriter().bytesArray(blobs).call(function);
    }

    private static AbiWriter window(List<byte[]> blobs, List<Bytes32> feeds, long minPublishTime, long maxPublishTime) {
        return new AbiWriter()
                .bytesArray(blobs)
                .words(feeds)
                .u64(minPublishTime)
                .u64(maxPublishTime);
    }
}
