package io.plimsoll.pyth.update;

import io.plimsoll.core.domain.price.OraclePrice;
import io.plimsoll.core.foundation.chain.Bytes32;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A message under a signed Merkle root. Bytes after the known fields are ignored, as later versions may add some; unknown
 * types are kept as they are. The bytes as they were signed are in {@link UpdateCodec.Proof#message()}.
 */
public sealed interface UpdateMessage {
    /** The bytes that are proven, type byte included; without bytes of a later version after the known fields. */
    byte[] encode();

    /** The feed that it is about; empty for a message that is about none. */
    Optional<Bytes32> feed();

    /**
     * A price.
     *
     * @param feedId of the feed
     * @param price signed mantissa
     * @param conf unsigned 64-bit, in the unit of {@code price}
     * @param expo of price, conf, emaPrice and emaConf
     * @param publishTime seconds since 1970
     * @param prevPublishTime of the update before; equal to publishTime if there was no new price in this slot
     * @param emaPrice moving average over about an hour
     * @param emaConf unsigned 64-bit
     */
    record Price(
            Bytes32 feedId,
            long price,
            long conf,
            int expo,
            long publishTime,
            long prevPublishTime,
            long emaPrice,
            long emaConf)
            implements UpdateMessage {

        /** Length on the wire, type byte included. */
        public static final int LENGTH = 85;

        static final int TYPE = 0;

        /**
         * The spot price as core's type.
         *
         * @throws DateTimeException if no {@link Instant} is as far away as its time
         */
        public OraclePrice oraclePrice() {
            return new OraclePrice(price, expo, conf, Instant.ofEpochSecond(publishTime));
        }

        /**
         * The moving average as core's type; its time is that of the price.
         *
         * @throws DateTimeException if no {@link Instant} is as far away as its time
         */
        public OraclePrice oracleEma() {
            return new OraclePrice(emaPrice, expo, emaConf, Instant.ofEpochSecond(publishTime));
        }

        @Override
        public Optional<Bytes32> feed() {
            return Optional.of(feedId);
        }

        @Override
        public byte[] encode() {
            return new ByteWriter(LENGTH)
                    .u8(TYPE)
                    .word(feedId)
                    .i64(price)
                    .i64(conf)
                    .i32(expo)
                    .i64(publishTime)
                    .i64(prevPublishTime)
                    .i64(emaPrice)
                    .i64(emaConf)
                    .toBytes();
        }

        static Price read(ByteReader in) {
            return new Price(in.word(), in.i64(), in.i64(), in.i32(), in.i64(), in.i64(), in.i64(), in.i64());
        }
    }

    /**
     * A cumulative price, from which two give a time-weighted average. No longer published.
     *
     * @param feedId of the feed
     * @param cumulativePrice sum of price · slots; signed 128-bit
     * @param cumulativeConf sum of conf · slots; unsigned 128-bit
     * @param numDownSlots slots without a price so far; unsigned 64-bit
     * @param expo of price and conf
     * @param publishTime seconds since 1970
     * @param prevPublishTime of the update before
     * @param publishSlot slot of publishTime; unsigned 64-bit
     */
    record Twap(
            Bytes32 feedId,
            BigInteger cumulativePrice,
            BigInteger cumulativeConf,
            long numDownSlots,
            int expo,
            long publishTime,
            long prevPublishTime,
            long publishSlot)
            implements UpdateMessage {

        /** Length on the wire, type byte included. */
        public static final int LENGTH = 101;

        static final int TYPE = 1;

        @Override
        public Optional<Bytes32> feed() {
            return Optional.of(feedId);
        }

        /**
         * {@inheritDoc}
         *
         * @throws IllegalArgumentException if a sum does not fit 128 bits
         */
        @Override
        public byte[] encode() {
            return new ByteWriter(LENGTH)
                    .u8(TYPE)
                    .word(feedId)
                    .i128(cumulativePrice)
                    .u128(cumulativeConf)
                    .i64(numDownSlots)
                    .i32(expo)
                    .i64(publishTime)
                    .i64(prevPublishTime)
                    .i64(publishSlot)
                    .toBytes();
        }

        static Twap read(ByteReader in) {
            return new Twap(in.word(), in.i128(), in.u128(), in.i64(), in.i32(), in.i64(), in.i64(), in.i64());
        }
    }

    /**
     * How much stake of each publisher counts, for Pyth's integrity staking; about no feed.
     *
     * @param publishTime seconds since 1970
     * @param caps in the order given, at most 65535
     */
    record PublisherStakeCaps(long publishTime, List<Cap> caps) implements UpdateMessage {
        static final int TYPE = 2;
        private static final int HEADER_BYTES = 1 + 8 + 2;

        /**
         * A publisher's cap.
         *
         * @param publisher public key on Pythnet; Hermes prints it in base 58
         * @param cap in 10⁻⁶ PYTH; unsigned 64-bit
         */
        public record Cap(Bytes32 publisher, long cap) {
            private static final int LENGTH = 40;
        }

        public PublisherStakeCaps {
            caps = List.copyOf(caps);
        }

        @Override
        public Optional<Bytes32> feed() {
            return Optional.empty();
        }

        /**
         * {@inheritDoc}
         *
         * @throws IllegalArgumentException if there are too many
         */
        @Override
        public byte[] encode() {
            ByteWriter out = new ByteWriter(HEADER_BYTES + Cap.LENGTH * caps.size())
                    .u8(TYPE)
                    .i64(publishTime)
                    .u16(caps.size());
            caps.forEach(cap -> out.word(cap.publisher).i64(cap.cap));
            return out.toBytes();
        }

        static PublisherStakeCaps read(ByteReader in) {
            long publishTime = in.i64();
            int count = in.u16();
            List<Cap> caps = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                caps.add(new Cap(in.word(), in.i64()));
            }
            return new PublisherStakeCaps(publishTime, caps);
        }
    }

    /**
     * A message of a type this version does not know.
     *
     * @param bytes all of them, the first is its type
     */
    @SuppressWarnings("ArrayRecordComponent") // copied in and out, compared by content
    record Other(byte[] bytes) implements UpdateMessage {
        /**
         * Copies the bytes.
         *
         * @throws IllegalArgumentException if there is not even a type
         */
        public Other {
            if (bytes.length == 0) {
                throw new IllegalArgumentException("a message has at least its type byte");
            }
            bytes = bytes.clone();
        }

        @Override
        public byte[] bytes() {
            return bytes.clone();
        }

        /** Its first byte, 0 to 255. */
        public int type() {
            return bytes[0] & 0xff;
        }

        @Override
        public Optional<Bytes32> feed() {
            return Optional.empty();
        }

        @Override
        public byte[] encode() {
            return bytes.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Other message && Arrays.equals(bytes, message.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return "Other[type=" + type() + ", length=" + bytes.length + "]";
        }
    }

    /**
     * Decodes a message.
     *
     * @throws UpdateFormatException with {@link Reason#BAD_MESSAGE} if it is shorter than its type needs
     */
    static UpdateMessage decode(byte[] message) {
        return UpdateCodec.message(message, 0, message.length);
    }
}
