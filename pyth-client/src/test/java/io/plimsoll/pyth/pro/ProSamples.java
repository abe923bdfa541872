package io.plimsoll.pyth.pro;

import java.util.List;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Payloads to test with. */
final class ProSamples {
    static final long TIMESTAMP_US = 1_767_225_600_000_000L;

    private ProSamples() {}

    /** Two feeds with all properties: the first with values, the second without where a payload can say so. */
    static ProPayload full() {
        return new ProPayload(
                TIMESTAMP_US,
                ProChannel.FIXED_RATE_200_MS.id(),
                List.of(
                        new ProFeed(
                                1,
                                List.of(
                                        ProFeed.Value.of(ProProperty.PRICE, 6_713_436_287_632L),
                                        ProFeed.Value.of(ProProperty.BEST_BID_PRICE, 6_713_017_907_790L),
                                        ProFeed.Value.of(ProProperty.BEST_ASK_PRICE, 6_713_596_631_740L),
                                        ProFeed.Value.of(ProProperty.PUBLISHER_COUNT, 0xfffe),
                                        ProFeed.Value.of(ProProperty.EXPONENT, -8),
                                        ProFeed.Value.of(ProProperty.CONFIDENCE, 1_500_580_860L),
                                        ProFeed.Value.of(ProProperty.FUNDING_RATE, 0),
                                        ProFeed.Value.of(ProProperty.FUNDING_TIMESTAMP, -1),
                                        ProFeed.Value.of(ProProperty.FUNDING_RATE_INTERVAL, 28_800_000_000L),
                                        ProFeed.Value.of(ProProperty.MARKET_SESSION, 4),
                                        ProFeed.Value.of(ProProperty.EMA_PRICE, 6_795_545_700_000L),
                                        ProFeed.Value.of(ProProperty.EMA_CONFIDENCE, 1_400_000_000L),
                                        ProFeed.Value.of(ProProperty.FEED_UPDATE_TIMESTAMP, TIMESTAMP_US - 7_000_000))),
                        new ProFeed(
                                0xffff_ffffL,
                                List.of(
                                        ProFeed.Value.none(ProProperty.PRICE),
                                        ProFeed.Value.none(ProProperty.BEST_BID_PRICE),
                                        ProFeed.Value.none(ProProperty.BEST_ASK_PRICE),
                                        ProFeed.Value.of(ProProperty.PUBLISHER_COUNT, 0),
                                        ProFeed.Value.of(ProProperty.EXPONENT, 32_767),
                                        ProFeed.Value.none(ProProperty.CONFIDENCE),
                                        ProFeed.Value.none(ProProperty.FUNDING_RATE),
                                        ProFeed.Value.none(ProProperty.FUNDING_TIMESTAMP),
                                        ProFeed.Value.none(ProProperty.FUNDING_RATE_INTERVAL),
                                        ProFeed.Value.of(ProProperty.MARKET_SESSION, -32_768),
                                        ProFeed.Value.none(ProProperty.EMA_PRICE),
                                        ProFeed.Value.none(ProProperty.EMA_CONFIDENCE),
                                        ProFeed.Value.none(ProProperty.FEED_UPDATE_TIMESTAMP)))));
    }

    /** A price with all that it needs. */
    static ProPayload price(long timestampUs, long feedId, long price) {
        return new ProPayload(
                timestampUs,
                ProChannel.REAL_TIME.id(),
                List.of(new ProFeed(
                        feedId,
                        List.of(
                                ProFeed.Value.of(ProProperty.PRICE, price),
                                ProFeed.Value.of(ProProperty.EXPONENT, -8),
                                ProFeed.Value.of(ProProperty.CONFIDENCE, 5),
                                ProFeed.Value.of(ProProperty.EMA_PRICE, price + 1),
                                ProFeed.Value.of(ProProperty.EMA_CONFIDENCE, 6),
                                ProFeed.Value.of(ProProperty.FEED_UPDATE_TIMESTAMP, timestampUs)))));
    }

    static Arbitrary<ProPayload> payloads() {
        return Combinators.combine(
                        Arbitraries.longs(),
                        Arbitraries.integers().between(0, 255),
                        feeds().list().ofMaxSize(6))
                .as(ProPayload::new);
    }

    private static Arbitrary<ProFeed> feeds() {
        return Combinators.combine(
                        Arbitraries.longs().between(0, 0xffff_ffffL),
                        values().list().ofMaxSize(15))
                .as(ProFeed::new);
    }

    private static Arbitrary<ProFeed.Value> values() {
        return Arbitraries.of(ProProperty.values())
                .flatMap(property -> Arbitraries.longs()
                        .map(bits -> switch (property.form()) {
                            case UNSIGNED_SHORT -> OptionalLong.of(bits & 0xffff);
                            case SHORT -> OptionalLong.of((short) bits.longValue());
                            case NON_ZERO, FLAGGED -> bits % 3 == 0 ? OptionalLong.empty() : OptionalLong.of(bits);
                        })
                        .map(bits -> new ProFeed.Value(property, bits)));
    }
}
