package io.plimsoll.pyth.pro;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/**
 * Which feeds, what of them, and how: asked for with {@link ProStream#subscribe}, and once with {@link ProClient}.
 *
 * @param priceFeedIds Pyth Pro's numbers of the feeds; empty if {@code symbols} are given
 * @param symbols such as {@code Crypto.BTC/USD}; empty if numbers are given. A symbol may change, a number does not; and only the
 *     number is signed, so that a host can answer with other feeds: look at the numbers in the payload
 * @param properties what is told of each feed
 * @param formats messages that come with each update; with none, only the parsed part, which is not signed
 * @param channel how often
 * @param encoding of the messages
 * @param parsed whether the parsed part comes, too
 * @param ignoreInvalidFeeds whether the others are served if a feed cannot be; otherwise none is
 */
public record ProSubscription(
        List<Long> priceFeedIds,
        List<String> symbols,
        List<ProProperty> properties,
        List<ProFormat> formats,
        ProChannel channel,
        ProEncoding encoding,
        boolean parsed,
        boolean ignoreInvalidFeeds) {

    /** Refuses what the service refuses. */
    public ProSubscription {
        if (priceFeedIds.isEmpty() == symbols.isEmpty()) {
            throw new IllegalArgumentException(
                    "ask for either priceFeedIds or symbols, got " + priceFeedIds + " and " + symbols);
        }
        priceFeedIds = unique("priceFeedIds", priceFeedIds);
        symbols = unique("symbols", symbols);
        properties = unique("properties", properties);
        formats = unique("formats", formats);
        if (properties.isEmpty()) {
            throw new IllegalArgumentException("ask for at least one of properties");
        }
        if (formats.isEmpty() && !parsed) {
            throw new IllegalArgumentException("with no formats and without parsed nothing would come");
        }
        for (long id : priceFeedIds) {
            if (id < 0 || id > 0xffff_ffffL) {
                throw new IllegalArgumentException("a feed's number must be unsigned 32-bit, got " + id);
            }
        }
    }

    private static <T> List<T> unique(String parameter, List<T> values) {
        if (new HashSet<>(values).size() < values.size()) {
            throw new IllegalArgumentException(parameter + " must not repeat, got " + values);
        }
        return List.copyOf(values);
    }

    /**
     * Prices of feeds, signed for EVM chains: {@link ProProperty#FOR_PRICES}, base64, not parsed, feeds that cannot be served
     * left out.
     */
    public static ProSubscription prices(ProChannel channel, List<Long> priceFeedIds) {
        return new ProSubscription(
                priceFeedIds,
                List.of(),
                ProProperty.FOR_PRICES,
                List.of(ProFormat.EVM),
                channel,
                ProEncoding.BASE64,
                false,
                true);
    }

    /** The same with other messages. */
    public ProSubscription withFormats(ProFormat... wanted) {
        return new ProSubscription(
                priceFeedIds,
                symbols,
                properties,
                List.of(wanted),
                channel,
                encoding,
                parsed || wanted.length == 0,
                ignoreInvalidFeeds);
    }

    /** The same with other properties. */
    public ProSubscription withProperties(ProProperty... wanted) {
        return new ProSubscription(
                priceFeedIds, symbols, Arrays.asList(wanted), formats, channel, encoding, parsed, ignoreInvalidFeeds);
    }

    /** The same with messages written otherwise. */
    public ProSubscription withEncoding(ProEncoding wanted) {
        return new ProSubscription(
                priceFeedIds, symbols, properties, formats, channel, wanted, parsed, ignoreInvalidFeeds);
    }

    /** The same with the parsed part. */
    public ProSubscription withParsed() {
        return new ProSubscription(
                priceFeedIds, symbols, properties, formats, channel, encoding, true, ignoreInvalidFeeds);
    }

    /** The same, refused as a whole if one of the feeds cannot be served. */
    public ProSubscription allOrNothing() {
        return new ProSubscription(priceFeedIds, symbols, properties, formats, channel, encoding, parsed, false);
    }

    /** Whether its updates are signed. */
    public boolean isSigned() {
        return formats.stream().anyMatch(ProFormat::isSigned);
    }
}
