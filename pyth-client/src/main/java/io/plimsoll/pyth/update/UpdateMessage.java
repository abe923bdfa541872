package io.plimsoll.pyth.update;

import io.plimsoll.core.domain.price.OraclePrice;
import io.plimsoll.core.foundation.chain.Bytes32;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;

/** A message under a signed Merkle root. Bytes after the known fields are ignored, unknown types are kept as they are. */
public sealed interface UpdateMessage {
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

        /** The spot price as core's type. */
        public OraclePrice oraclePrice() {
            return new OraclePrice(price, expo, conf, Instant.ofEpochSecond(publishTime));
        }

        /** The moving average as core's type; its time is that of the price. */
        public OraclePrice oracleEma() {
            return new OraclePrice(emaPrice, expo, emaConf, Instant.ofEpochSecond(publishTime));
        }

        /** The bytes that are proven, type byte included. */
        public byte[] encode() {
            return ByteBuffer.allocate(LENGTH)
                    .put((byte) 0)
                    .put(feedId.toBytes())
                    .putLong(price)
                    .putLong(conf)
                    .putInt(expo)
                    .putLong(publishTime)
                    .putLong(prevPublishTime)
                    .putLong(emaPrice)
                    .putLong(emaConf)
                    .array();
        }
    }

    /**
     * A cumulative price, from which two give a time-weighted average. No longer published.
     *
     * @param feedId of the feed
     * @param cumulativePrice sum of price · slots
     * @param cumulativeConf sum of conf · slots
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
            implements UpdateMessage {}

    /**
     * A message of a type this version does not know.
     *
     * @param type first byte
     * @param length in bytes, type byte included
     */
    record Other(int type, int length) implements UpdateMessage {}

    /**
     * Decodes a message.
     *
     * @throws UpdateFormatException with {@link Reason#BAD_MESSAGE} if it is shorter than its type needs
     */
    static UpdateMessage decode(byte[] message) {
        ByteReader in = new ByteReader(message);
        try {
            int type = in.u8();
            return switch (type) {
                case 0 -> new Price(in.word(), in.i64(), in.i64(), in.i32(), in.i64(), in.i64(), in.i64(), in.i64());
                case 1 -> new Twap(in.word(), in.i128(), in.u128(), in.i64(), in.i32(), in.i64(), in.i64(), in.i64());
                default -> new Other(type, message.length);
            };
        } catch (UpdateFormatException tooShort) {
            throw new UpdateFormatException(Reason.BAD_MESSAGE, "message of " + message.length + " bytes");
        }
    }
}
