package io.plimsoll.pyth.pro;

import io.plimsoll.core.domain.price.OraclePrice;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One moment of some feeds: what the signatures of Pyth Pro are over. Pure; {@code decode} after {@code encode} is the same.
 *
 * @param timestampUs of the moment, microseconds since 1970; unsigned
 * @param channelId number of the channel, 0 to 255
 * @param feeds 255 at most, in order
 */
public record ProPayload(long timestampUs, int channelId, List<ProFeed> feeds) {
    private static final int MAGIC = 0x93c7d375;
    private static final int HEADER_BYTES = 4 + 8 + 1 + 1;
    private static final int FEED_BYTES = 4 + 1;
    private static final int MAX_VALUE_BYTES = 1 + 1 + 8;

    public ProPayload {
        if (channelId < 0 || channelId > 0xff) {
            throw new IllegalArgumentException("channelId must be one byte, got " + channelId);
        }
        if (feeds.size() > 0xff) {
            throw new IllegalArgumentException("a payload has at most 255 feeds, got " + feeds.size());
        }
        feeds = List.copyOf(feeds);
    }

    /** The moment. */
    public Instant timestamp() {
        return ProFeed.instant(timestampUs);
    }

    /** The channel; empty if its number is not known here. */
    public Optional<ProChannel> channel() {
        return ProChannel.of(channelId);
    }

    /** What it says of a feed; empty if nothing. */
    public Optional<ProFeed> find(long feedId) {
        return feeds.stream().filter(feed -> feed.feedId() == feedId).findFirst();
    }

    /**
     * The price of a feed, as of the time it was made ({@code feedUpdateTimestamp}) and not of the payload's: a closed market
     * repeats its last price. Empty unless price, exponent, confidence and that time were asked for and are there.
     */
    public Optional<OraclePrice> price(long feedId) {
        return find(feedId).flatMap(feed -> price(feed, ProProperty.PRICE, ProProperty.CONFIDENCE));
    }

    /** The moving average of a feed's price, of the same time; empty unless all of its parts were asked for and are there. */
    public Optional<OraclePrice> ema(long feedId) {
        return find(feedId).flatMap(feed -> price(feed, ProProperty.EMA_PRICE, ProProperty.EMA_CONFIDENCE));
    }

    private static Optional<OraclePrice> price(ProFeed feed, ProProperty price, ProProperty confidence) {
        OptionalLong mantissa = feed.find(price);
        OptionalLong conf = feed.find(confidence);
        OptionalInt exponent = feed.exponent();
        Optional<Instant> updatedAt = feed.updatedAt();
        // a negative width is no width; read as unsigned it would only be an absurdly wide one
        if (mantissa.isEmpty() || conf.isEmpty() || conf.getAsLong() < 0 || exponent.isEmpty() || updatedAt.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new OraclePrice(mantissa.getAsLong(), exponent.getAsInt(), conf.getAsLong(), updatedAt.get()));
    }

    /**
     * Reads a payload, whole.
     *
     * @throws ProMessageException with {@link ProReason#TRUNCATED}, {@link ProReason#BAD_PAYLOAD_MAGIC}, {@link
     *     ProReason#UNKNOWN_PROPERTY} or {@link ProReason#TRAILING_BYTES}
     */
    public static ProPayload decode(byte[] bytes, ByteOrder order) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(order);
        try {
            int magic = in.getInt();
            if (magic != MAGIC) {
                throw new ProMessageException(
                        ProReason.BAD_PAYLOAD_MAGIC, "payload begins with " + Integer.toHexString(magic));
            }
            long timestampUs = in.getLong();
            int channelId = in.get() & 0xff;
            int count = in.get() & 0xff;
            List<ProFeed> feeds = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                feeds.add(decodeFeed(in));
            }
            if (in.hasRemaining()) {
                throw new ProMessageException(
                        ProReason.TRAILING_BYTES, in.remaining() + " bytes after the last feed of a payload");
            }
            return new ProPayload(timestampUs, channelId, feeds);
        } catch (BufferUnderflowException e) {
            throw new ProMessageException(
                    ProReason.TRUNCATED, "payload of " + bytes.length + " bytes ends in the middle of a field");
        }
    }

    private static ProFeed decodeFeed(ByteBuffer in) {
        long feedId = Integer.toUnsignedLong(in.getInt());
        int count = in.get() & 0xff;
        List<ProFeed.Value> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int id = in.get() & 0xff;
            ProProperty property = ProProperty.of(id)
                    .orElseThrow(() -> new ProMessageException(
                            ProReason.UNKNOWN_PROPERTY, "property " + id + " of feed " + feedId));
            values.add(new ProFeed.Value(property, decodeBits(property, in)));
        }
        return new ProFeed(feedId, values);
    }

    private static OptionalLong decodeBits(ProProperty property, ByteBuffer in) {
        return switch (property.form()) {
            case NON_ZERO -> {
                long bits = in.getLong();
                yield bits == 0 ? OptionalLong.empty() : OptionalLong.of(bits);
            }
            case UNSIGNED_SHORT -> OptionalLong.of(Short.toUnsignedLong(in.getShort()));
            case SHORT -> OptionalLong.of(in.getShort());
            case FLAGGED -> in.get() == 0 ? OptionalLong.empty() : OptionalLong.of(in.getLong());
        };
    }

    /** The bytes that are signed. */
    public byte[] encode(ByteOrder order) {
        int most = HEADER_BYTES;
        for (ProFeed feed : feeds) {
            most += FEED_BYTES + feed.values().size() * MAX_VALUE_BYTES;
        }
        ByteBuffer out = ByteBuffer.allocate(most).order(order);
        out.putInt(MAGIC).putLong(timestampUs).put((byte) channelId).put((byte) feeds.size());
        for (ProFeed feed : feeds) {
            out.putInt((int) feed.feedId()).put((byte) feed.values().size());
            for (ProFeed.Value value : feed.values()) {
                out.put((byte) value.property().id());
                encodeBits(value, out);
            }
        }
        byte[] bytes = new byte[out.position()];
        out.flip().get(bytes);
        return bytes;
    }

    private static void encodeBits(ProFeed.Value value, ByteBuffer out) {
        OptionalLong bits = value.bits();
        switch (value.property().form()) {
            case NON_ZERO -> out.putLong(bits.orElse(0));
            case UNSIGNED_SHORT, SHORT -> out.putShort((short) bits.orElseThrow());
            case FLAGGED -> {
                out.put((byte) (bits.isPresent() ? 1 : 0));
                bits.ifPresent(out::putLong);
            }
        }
    }
}
