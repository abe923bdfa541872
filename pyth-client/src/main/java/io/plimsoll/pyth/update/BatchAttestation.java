package io.plimsoll.pyth.update;

import io.plimsoll.core.domain.price.OraclePrice;
import io.plimsoll.core.foundation.chain.Bytes32;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * Prices in the format before Merkle roots, {@code P2WH}: payload of a VAA, signed as a whole. Contracts take it no
 * longer; it is here to read what was signed until 2023.
 *
 * @param minorVersion of version 3; 0 and 1 were in use
 * @param header after the payload's id, nothing in both
 * @param attestationSize bytes of each attestation: 149 in 3.0, 157 in 3.1
 * @param attestations in order, at most 65535
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out, never compared
public record BatchAttestation(
        int minorVersion, byte[] header, int attestationSize, List<PriceAttestation> attestations) {

    private static final long MAGIC = 0x50325748;
    private static final int MAJOR = 3;
    private static final int PRICES = 2;

    /** What a publisher's price was worth in this moment. */
    public enum Status {
        /** Not enough publishers. */
        UNKNOWN,
        /** A price of now. */
        TRADING,
        /** Trading is halted. */
        HALTED,
        /** Before or after trading hours. */
        AUCTION,
        /** A price to be left alone. */
        IGNORED
    }

    /**
     * A price of the batch.
     *
     * @param productId of the product on Pythnet
     * @param priceId of the feed
     * @param price signed mantissa; the last aggregate, which only counts while trading
     * @param conf unsigned 64-bit, in the unit of {@code price}
     * @param expo of all prices here
     * @param emaPrice moving average
     * @param emaConf unsigned 64-bit
     * @param statusCode 1 is trading; 0 to 255
     * @param numPublishers that took part; unsigned 32-bit
     * @param maxNumPublishers that could have; unsigned 32-bit
     * @param attestationTime seconds since 1970
     * @param publishTime of {@code price}, seconds since 1970
     * @param prevPublishTime of {@code prevPrice}, seconds since 1970
     * @param prevPrice the last price while trading before this one
     * @param prevConf unsigned 64-bit
     * @param rest later fields, in 3.1 the time of the attestation before
     */
    @SuppressWarnings("ArrayRecordComponent") // copied in and out, never compared
    public record PriceAttestation(
            Bytes32 productId,
            Bytes32 priceId,
            long price,
            long conf,
            int expo,
            long emaPrice,
            long emaConf,
            int statusCode,
            long numPublishers,
            long maxNumPublishers,
            long attestationTime,
            long publishTime,
            long prevPublishTime,
            long prevPrice,
            long prevConf,
            byte[] rest) {
        /** Bytes of the fields before {@code rest}: all that version 3.0 has. */
        public static final int LENGTH = 149;

        public PriceAttestation {
            rest = rest.clone();
        }

        @Override
        public byte[] rest() {
            return rest.clone();
        }

        /** What the price was worth; a code of no known meaning is {@link Status#UNKNOWN}. */
        public Status status() {
            Status[] known = Status.values();
            return statusCode < known.length ? known[statusCode] : Status.UNKNOWN;
        }

        /** When the price attested before this one was published, seconds since 1970; empty in version 3.0. */
        public OptionalLong lastAttestedPublishTime() {
            return rest.length < Long.BYTES ? OptionalLong.empty() : OptionalLong.of(new ByteReader(rest).i64());
        }

        /**
         * The price to go by, as the contracts took it: this one while trading, else the one before.
         *
         * @throws DateTimeException if no {@link Instant} is as far away as its time
         */
        public OraclePrice oraclePrice() {
            return status() == Status.TRADING
                    ? new OraclePrice(price, expo, conf, Instant.ofEpochSecond(publishTime))
                    : new OraclePrice(prevPrice, expo, prevConf, Instant.ofEpochSecond(prevPublishTime));
        }

        /**
         * The moving average; its time is that of {@link #oraclePrice}.
         *
         * @throws DateTimeException if no {@link Instant} is as far away as its time
         */
        public OraclePrice oracleEma() {
            return new OraclePrice(emaPrice, expo, emaConf, oraclePrice().publishTime());
        }

        private static PriceAttestation read(ByteReader in, int size) {
            return new PriceAttestation(
                    in.word(),
                    in.word(),
                    in.i64(),
                    in.i64(),
                    in.i32(),
                    in.i64(),
                    in.i64(),
                    in.u8(),
                    in.u32(),
                    in.u32(),
                    in.i64(),
                    in.i64(),
                    in.i64(),
                    in.i64(),
                    in.i64(),
                    in.bytes(size - LENGTH));
        }

        private void write(ByteWriter out) {
            out.word(productId)
                    .word(priceId)
                    .i64(price)
                    .i64(conf)
                    .i32(expo)
                    .i64(emaPrice)
                    .i64(emaConf)
                    .u8(statusCode)
                    .u32(numPublishers)
                    .u32(maxNumPublishers)
                    .i64(attestationTime)
                    .i64(publishTime)
                    .i64(prevPublishTime)
                    .i64(prevPrice)
                    .i64(prevConf)
                    .bytes(rest);
        }
    }

    /**
     * Copies everything.
     *
     * @throws IllegalArgumentException if an attestation is not of {@code attestationSize} bytes
     */
    public BatchAttestation {
        header = header.clone();
        attestations = List.copyOf(attestations);
        for (PriceAttestation attestation : attestations) {
            if (PriceAttestation.LENGTH + attestation.rest.length != attestationSize) {
                throw new IllegalArgumentException("attestation of "
                        + (PriceAttestation.LENGTH + attestation.rest.length) + " bytes in a batch of size "
                        + attestationSize);
            }
        }
    }

    @Override
    public byte[] header() {
        return header.clone();
    }

    /**
     * Decodes a payload, to its very end.
     *
     * @throws UpdateFormatException with {@link Reason#BAD_PAYLOAD} if it is anything else
     */
    public static BatchAttestation decode(byte[] payload) {
        ByteReader in = new ByteReader(payload);
        try {
            long magic = in.u32();
            int major = in.u16();
            int minor = in.u16();
            byte[] header = in.bytes(in.u16());
            int count = in.u16();
            int size = in.u16();
            if (magic == MAGIC
                    && major == MAJOR
                    && header.length > 0
                    && header[0] == PRICES
                    && size >= PriceAttestation.LENGTH
                    && in.remaining() == (long) count * size) {
                List<PriceAttestation> attestations = new ArrayList<>(count);
                for (int i = 0; i < count; i++) {
                    attestations.add(PriceAttestation.read(in, size));
                }
                return new BatchAttestation(minor, Arrays.copyOfRange(header, 1, header.length), size, attestations);
            }
        } catch (UpdateFormatException tooShort) {
            // refused like any other payload that is none
        }
        throw new UpdateFormatException(
                Reason.BAD_PAYLOAD, "payload of " + payload.length + " bytes is no batch of prices");
    }

    /**
     * The payload: the very same bytes if this was decoded.
     *
     * @throws IllegalArgumentException if a value does not fit its field
     */
    public byte[] encode() {
        ByteWriter out = new ByteWriter(15 + header.length + attestationSize * attestations.size())
                .u32(MAGIC)
                .u16(MAJOR)
                .u16(minorVersion)
                .u16(1 + header.length)
                .u8(PRICES)
                .bytes(header)
                .u16(attestations.size())
                .u16(attestationSize);
        attestations.forEach(attestation -> attestation.write(out));
        return out.toBytes();
    }
}
