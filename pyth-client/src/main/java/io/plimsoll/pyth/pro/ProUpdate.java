package io.plimsoll.pyth.pro;

import io.plimsoll.core.foundation.chain.Hex;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * An update as Pyth Pro sends it: in a {@code streamUpdated} message, and as the answer to {@code /v1/latest_price} and {@code
 * /v1/price}. Nothing here is verified: see {@link ProVerifier#verify(ProUpdate, java.util.Collection, java.time.Instant)}.
 *
 * @param parsed what the service says is in it; null if not asked for
 * @param evm message; null if not asked for
 * @param solana message; null if not asked for
 * @param leEcdsa message; null if not asked for
 * @param leUnsigned message; null if not asked for
 */
public record ProUpdate(
        @Nullable Parsed parsed,
        @Nullable Binary evm,
        @Nullable Binary solana,
        @Nullable Binary leEcdsa,
        @Nullable Binary leUnsigned) {

    /**
     * A message as text.
     *
     * @param encoding {@code hex} or {@code base64}
     * @param data the message
     */
    public record Binary(String encoding, String data) {}

    /**
     * The update, parsed and not signed.
     *
     * @param timestampUs of the update, microseconds since 1970; unsigned
     * @param priceFeeds one for each feed that was asked for, 255 at most
     */
    public record Parsed(long timestampUs, List<ParsedFeed> priceFeeds) {
        private static final int MAX_FEEDS = 255;

        public Parsed {
            if (priceFeeds.size() > MAX_FEEDS) {
                throw new IllegalArgumentException("an update has at most 255 feeds, got " + priceFeeds.size());
            }
            priceFeeds = List.copyOf(priceFeeds);
        }

        /**
         * As a payload, which then has those properties only that have a value.
         *
         * @param channelId of the subscription, which the parsed part does not tell
         */
        public ProPayload toPayload(int channelId) {
            return new ProPayload(
                    timestampUs,
                    channelId,
                    priceFeeds.stream().map(ParsedFeed::toFeed).toList());
        }
    }

    /**
     * A feed, parsed. What was not asked for or has no value at that time is null. Mantissas count in 10^exponent.
     *
     * @param priceFeedId number of the feed
     * @param price see {@link ProProperty#PRICE}, as are the others
     * @param bestBidPrice mantissa
     * @param bestAskPrice mantissa
     * @param publisherCount publishers
     * @param exponent power of ten
     * @param confidence mantissa
     * @param fundingRate mantissa
     * @param fundingTimestamp microseconds since 1970
     * @param fundingRateInterval microseconds
     * @param marketSession name, see {@link ProMarketSession}
     * @param emaPrice mantissa
     * @param emaConfidence mantissa
     * @param feedUpdateTimestamp microseconds since 1970
     */
    public record ParsedFeed(
            long priceFeedId,
            @Nullable Long price,
            @Nullable Long bestBidPrice,
            @Nullable Long bestAskPrice,
            @Nullable Integer publisherCount,
            @Nullable Integer exponent,
            @Nullable Long confidence,
            @Nullable Long fundingRate,
            @Nullable Long fundingTimestamp,
            @Nullable Long fundingRateInterval,
            @Nullable String marketSession,
            @Nullable Long emaPrice,
            @Nullable Long emaConfidence,
            @Nullable Long feedUpdateTimestamp) {

        public ParsedFeed {
            if (priceFeedId < 0 || priceFeedId > 0xffff_ffffL) {
                throw new IllegalArgumentException("priceFeedId must be unsigned 32-bit, got " + priceFeedId);
            }
        }

        private ProFeed toFeed() {
            List<ProFeed.Value> values = new ArrayList<>();
            for (ProProperty property : ProProperty.values()) {
                OptionalLong bits = find(property);
                if (bits.isPresent() && property.allows(bits)) {
                    values.add(new ProFeed.Value(property, bits));
                }
            }
            return new ProFeed(priceFeedId, values);
        }

        /** The value of a property; empty if it was not asked for, or has none. */
        public OptionalLong find(ProProperty property) {
            return optional(
                    switch (property) {
                        case PRICE -> price;
                        case BEST_BID_PRICE -> bestBidPrice;
                        case BEST_ASK_PRICE -> bestAskPrice;
                        case PUBLISHER_COUNT -> publisherCount;
                        case EXPONENT -> exponent;
                        case CONFIDENCE -> confidence;
                        case FUNDING_RATE -> fundingRate;
                        case FUNDING_TIMESTAMP -> fundingTimestamp;
                        case FUNDING_RATE_INTERVAL -> fundingRateInterval;
                        case MARKET_SESSION -> sessionId();
                        case EMA_PRICE -> emaPrice;
                        case EMA_CONFIDENCE -> emaConfidence;
                        case FEED_UPDATE_TIMESTAMP -> feedUpdateTimestamp;
                    });
        }

        private @Nullable Number sessionId() {
            return marketSession == null
                    ? null
                    : ProMarketSession.of(marketSession)
                            .map(ProMarketSession::id)
                            .orElse(null);
        }

        private static OptionalLong optional(@Nullable Number value) {
            return value == null ? OptionalLong.empty() : OptionalLong.of(value.longValue());
        }
    }

    /** The message of a format, as text; empty if there is none. */
    public Optional<Binary> binary(ProFormat format) {
        return Optional.ofNullable(
                switch (format) {
                    case EVM -> evm;
                    case SOLANA -> solana;
                    case LE_ECDSA -> leEcdsa;
                    case LE_UNSIGNED -> leUnsigned;
                });
    }

    /**
     * The message of a format; empty if there is none.
     *
     * @throws ProMessageException with {@link ProReason#BAD_ENCODING} if it is not in its encoding
     */
    public Optional<byte[]> message(ProFormat format) {
        return binary(format).map(binary -> decode(format, binary));
    }

    private static byte[] decode(ProFormat format, Binary binary) {
        ProEncoding encoding = ProEncoding.of(binary.encoding)
                .orElseThrow(() ->
                        new ProMessageException(ProReason.BAD_ENCODING, format.wireName() + " in an unknown encoding"));
        try {
            return switch (encoding) {
                case HEX -> Hex.decode(binary.data);
                case BASE64 -> Base64.getDecoder().decode(binary.data);
            };
        } catch (IllegalArgumentException e) {
            throw new ProMessageException(ProReason.BAD_ENCODING, format.wireName() + " is no " + encoding.wireName());
        }
    }
}
