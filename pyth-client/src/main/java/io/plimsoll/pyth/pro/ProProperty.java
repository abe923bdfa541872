package io.plimsoll.pyth.pro;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a feed can tell, in the order of their numbers. Prices, rates and confidences are mantissas: the value is mantissa ·
 * 10^{@link #EXPONENT}.
 *
 * @see <a href="https://docs.pyth.network/price-feeds/pro/payload-reference">payload reference</a>
 */
public enum ProProperty {
    /** Aggregate price; of a funding rate feed, the funding price. */
    PRICE(0, "price", Form.NON_ZERO),
    /** Highest bid of a publisher that crosses no ask; experimental, says Pyth. */
    BEST_BID_PRICE(1, "bestBidPrice", Form.NON_ZERO),
    /** Lowest ask of a publisher that crosses no bid; experimental, says Pyth. */
    BEST_ASK_PRICE(2, "bestAskPrice", Form.NON_ZERO),
    /** Publishers that the update rests on; unsigned 16-bit. */
    PUBLISHER_COUNT(3, "publisherCount", Form.UNSIGNED_SHORT),
    /** Power of ten of all mantissas; signed 16-bit, usually −8. */
    EXPONENT(4, "exponent", Form.SHORT),
    /** How far the publishers disagree, half width. */
    CONFIDENCE(5, "confidence", Form.NON_ZERO),
    /** Funding rate of a perpetual; positive: longs pay shorts. */
    FUNDING_RATE(6, "fundingRate", Form.FLAGGED),
    /** When the funding rate was last calculated, microseconds since 1970; unsigned. */
    FUNDING_TIMESTAMP(7, "fundingTimestamp", Form.FLAGGED),
    /** Between two funding rates, microseconds; unsigned. */
    FUNDING_RATE_INTERVAL(8, "fundingRateInterval", Form.FLAGGED),
    /** Session of the market, see {@link ProMarketSession}; signed 16-bit. */
    MARKET_SESSION(9, "marketSession", Form.SHORT),
    /** Moving average of the price, about one hour. */
    EMA_PRICE(10, "emaPrice", Form.NON_ZERO),
    /** Moving average of the confidence. */
    EMA_CONFIDENCE(11, "emaConfidence", Form.NON_ZERO),
    /**
     * When the price was made, microseconds since 1970; unsigned. Since March 2026 a feed whose market is closed repeats its
     * last price: only this tells.
     */
    FEED_UPDATE_TIMESTAMP(12, "feedUpdateTimestamp", Form.FLAGGED);

    /** What a price needs to be used: value, exponent, confidence, moving average and the time it was made. */
    public static final List<ProProperty> FOR_PRICES =
            List.of(PRICE, EXPONENT, CONFIDENCE, EMA_PRICE, EMA_CONFIDENCE, FEED_UPDATE_TIMESTAMP);

    /** How a value lies in a payload. */
    enum Form {
        /** 64 bits; 0 means that there is no value. */
        NON_ZERO,
        /** 16 bits, always there. */
        UNSIGNED_SHORT,
        /** 16 bits with a sign, always there. */
        SHORT,
        /** A byte that says whether 64 bits follow. */
        FLAGGED
    }

    private static final ProProperty[] ALL = values();

    private final int id;
    private final String wireName;
    private final Form form;

    ProProperty(int id, String wireName, Form form) {
        this.id = id;
        this.wireName = wireName;
        this.form = form;
    }

    /** Its number in payloads: 0 to 12. */
    public int id() {
        return id;
    }

    /** Its name in requests and parsed updates, such as {@code bestBidPrice}. */
    public String wireName() {
        return wireName;
    }

    /** The property of a number; empty for one that did not exist when this was written. */
    public static Optional<ProProperty> of(int id) {
        for (ProProperty property : ALL) {
            if (property.id == id) {
                return Optional.of(property);
            }
        }
        return Optional.empty();
    }

    /** The property of a name; empty for one that did not exist when this was written. */
    public static Optional<ProProperty> of(String wireName) {
        return Arrays.stream(ALL)
                .filter(property -> property.wireName.equals(wireName))
                .findFirst();
    }

    Form form() {
        return form;
    }

    /** Whether a payload can say this. */
    boolean allows(OptionalLong bits) {
        return switch (form) {
            case NON_ZERO -> bits.isEmpty() || bits.getAsLong() != 0;
            case UNSIGNED_SHORT -> bits.isPresent() && bits.getAsLong() >= 0 && bits.getAsLong() <= 0xffff;
            case SHORT -> bits.isPresent() && bits.getAsLong() == (short) bits.getAsLong();
            case FLAGGED -> true;
        };
    }
}
