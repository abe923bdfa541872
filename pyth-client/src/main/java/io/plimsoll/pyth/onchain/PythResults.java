package io.plimsoll.pyth.onchain;

import io.plimsoll.core.domain.price.OraclePrice;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.pyth.update.Emitter;
import java.math.BigInteger;
import java.util.List;

/**
 * What calls of {@link PythCalldata} answered. The data may be anybody's: each of these methods gives a value of the promised
 * type or a {@link MalformedResponse}, whatever the bytes. Thread-safe.
 */
public final class PythResults {
    /** Exponents further from 0 than this are nonsense, and would make decimals of absurd length. */
    static final int MAX_EXPONENT = 255;

    private static final int PRICE_WORDS = 4;

    private PythResults() {}

    /** A {@code Price}: of {@code getPrice…} and {@code getEmaPrice…}. */
    public static OraclePrice price(byte[] data) {
        return price(new AbiReader("Price", data));
    }

    /** A {@code PriceFeed}: of {@code queryPriceFeed}. */
    public static PriceFeed priceFeed(byte[] data) {
        return priceFeed(new AbiReader("PriceFeed", data));
    }

    /** A {@code PriceFeed[]}: of {@code parsePriceFeedUpdates} and {@code …Unique}. */
    public static List<PriceFeed> priceFeeds(byte[] data) {
        return priceFeeds(new AbiReader("PriceFeed[]", data).at(0));
    }

    /** A {@code PriceFeed[]} and a {@code uint64[]}: of {@code parsePriceFeedUpdatesWithConfig}. */
    public static ParsedPriceFeeds parsedPriceFeeds(byte[] data) {
        AbiReader reader = new AbiReader("PriceFeed[] and slots", data);
        List<PriceFeed> feeds = priceFeeds(reader.at(0));
        List<Long> slots = reader.at(1).array(1, slot -> slot.u64(0));
        if (slots.size() != feeds.size()) {
            throw reader.malformed(slots.size() + " slots for " + feeds.size() + " feeds");
        }
        return new ParsedPriceFeeds(feeds, slots);
    }

    /** A {@code TwapPriceFeed[]}: of {@code parseTwapPriceFeedUpdates}. */
    public static List<TwapPriceFeed> twapPriceFeeds(byte[] data) {
        return new AbiReader("TwapPriceFeed[]", data)
                .at(0)
                .array(
                        PRICE_WORDS + 4,
                        feed -> new TwapPriceFeed(
                                feed.word(0),
                                feed.time(1),
                                feed.time(2),
                                price(feed.from(3)),
                                feed.u32(3 + PRICE_WORDS)));
    }

    /** A {@code uint256}: of fees, in wei, and of periods, in seconds. */
    public static BigInteger number(byte[] data) {
        return new AbiReader("uint256", data).u256(0);
    }

    /** A {@code bool}. */
    public static boolean flag(byte[] data) {
        return new AbiReader("bool", data).bool(0);
    }

    /** An {@code address}: of {@code wormhole}. */
    public static Address address(byte[] data) {
        return new AbiReader("address", data).address(0);
    }

    /** A {@code string}: of {@code version}. */
    public static String text(byte[] data) {
        return new AbiReader("string", data).at(0).text();
    }

    /** A {@code uint64}, the 64 bits: of {@code latestPriceInfoPublishTime}, seconds since 1970. */
    public static long publishTime(byte[] data) {
        return new AbiReader("uint64", data).u64(0);
    }

    /** A {@code uint16}: of {@code chainId}. */
    public static int wormholeChain(byte[] data) {
        return new AbiReader("uint16", data).u16(0);
    }

    /** A {@code DataSource[]}, in order: of {@code validDataSources}. */
    public static List<Emitter> dataSources(byte[] data) {
        return dataSources(new AbiReader("DataSource[]", data).at(0));
    }

    static List<Emitter> dataSources(AbiReader array) {
        return array.array(2, source -> new Emitter(source.u16(0), source.word(1)));
    }

    private static List<PriceFeed> priceFeeds(AbiReader array) {
        return array.array(1 + 2 * PRICE_WORDS, PythResults::priceFeed);
    }

    private static PriceFeed priceFeed(AbiReader feed) {
        Bytes32 id = feed.word(0);
        return new PriceFeed(id, price(feed.from(1)), price(feed.from(1 + PRICE_WORDS)));
    }

    private static OraclePrice price(AbiReader price) {
        int expo = price.i32(2);
        if (Math.abs((long) expo) > MAX_EXPONENT) {
            throw price.malformed("exponent " + expo);
        }
        return new OraclePrice(price.i64(0), expo, price.u64(1), price.time(3));
    }
}
