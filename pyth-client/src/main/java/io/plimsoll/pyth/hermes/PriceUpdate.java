package io.plimsoll.pyth.hermes;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.plimsoll.core.domain.price.OraclePrice;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Answer to {@code /v2/updates/price/latest} and {@code /v2/updates/price/{publish_time}}. Only {@code binary} is signed, and
 * nothing here has checked it: see {@link io.plimsoll.pyth.update.UpdateVerifier}.
 *
 * @param binary the signed updates
 * @param parsed what Hermes says is in them, in no particular order; null if not asked for
 * @param unknown feeds that were asked for and that the service does not know; not on the wire
 */
public record PriceUpdate(
        Binary binary,
        @Nullable List<Parsed> parsed,
        @JsonIgnore @Nullable Set<Bytes32> unknown) {
    /** Copies the lists. */
    public PriceUpdate {
        parsed = parsed == null ? null : List.copyOf(parsed);
        unknown = unknown == null ? Set.of() : Set.copyOf(unknown);
    }

    /** An answer that has all that was asked for. */
    public PriceUpdate(Binary binary, @Nullable List<Parsed> parsed) {
        this(binary, parsed, Set.of());
    }

    /** Feeds that were asked for and that the service does not know: the answer is without them. Check their ids. */
    @Override
    public Set<Bytes32> unknown() {
        return unknown == null ? Set.of() : unknown;
    }

    /**
     * Signed updates: one blob for each slot, as feeds may sit in different ones, and for each 255 messages. A contract takes
     * them all, as {@code bytes[]}.
     *
     * @param encoding {@code hex} or {@code base64}
     * @param data the blobs
     */
    public record Binary(String encoding, List<String> data) {
        /** Copies the list. */
        public Binary {
            data = List.copyOf(data);
        }

        /**
         * The signed blobs as bytes.
         *
         * @throws MalformedResponse if the encoding is unknown or a blob is not in it
         */
        public List<byte[]> blobs() {
            try {
                Encoding known = Encoding.ofWire(encoding);
                return data.stream().map(known::decode).toList();
            } catch (IllegalArgumentException e) {
                throw new MalformedResponse(HermesClient.SOURCE, "binary data: " + e.getMessage(), e);
            }
        }
    }

    /**
     * A parsed price; not signed.
     *
     * @param id of the feed, 64 hex digits
     * @param price at the spot
     * @param ema_price moving average
     * @param metadata about the update; null on some servers
     */
    public record Parsed(
            String id,
            RpcPrice price,
            RpcPrice ema_price,
            @Nullable Metadata metadata) {
        /**
         * The feed.
         *
         * @throws MalformedResponse if the id is none
         */
        public Bytes32 feed() {
            try {
                return Bytes32.parse(id);
            } catch (IllegalArgumentException e) {
                throw new MalformedResponse(HermesClient.SOURCE, "parsed id: " + e.getMessage(), e);
            }
        }
    }

    /**
     * Where a parsed price is from; not signed.
     *
     * @param slot of the signed root, unsigned 64-bit; null for updates from the archive
     * @param proof_available_time seconds since 1970; null for updates from the archive
     * @param prev_publish_time of the update before, seconds since 1970; equal to the price's if it is no new one
     */
    public record Metadata(
            @Nullable BigInteger slot,
            @Nullable Long proof_available_time,
            @Nullable Long prev_publish_time) {}

    /**
     * A price as Hermes prints it; not signed.
     *
     * @param price signed 64-bit
     * @param conf unsigned 64-bit
     * @param expo of both
     * @param publish_time seconds since 1970; 0 for a feed that never had a price
     */
    public record RpcPrice(String price, String conf, int expo, long publish_time) {
        /**
         * The same as core's type.
         *
         * @throws MalformedResponse if price or conf are no such numbers
         */
        public OraclePrice oraclePrice() {
            try {
                return new OraclePrice(
                        Long.parseLong(price), expo, Long.parseUnsignedLong(conf), Instant.ofEpochSecond(publish_time));
            } catch (NumberFormatException e) {
                throw new MalformedResponse(HermesClient.SOURCE, "parsed price: " + e.getMessage(), e);
            }
        }
    }

    /**
     * The signed blobs as bytes.
     *
     * @throws MalformedResponse if the encoding is unknown or a blob is not in it
     */
    public List<byte[]> blobs() {
        return binary.blobs();
    }

    /** What Hermes says of a feed; empty if nothing. */
    public Optional<Parsed> findParsed(Bytes32 feed) {
        return parsed == null
                ? Optional.empty()
                : parsed.stream().filter(row -> row.feed().equals(feed)).findFirst();
    }

    /**
     * The same, where all feeds that were asked for are wanted.
     *
     * @throws UnknownFeeds if the service does not know some of them
     */
    public PriceUpdate requireAll() {
        if (!unknown().isEmpty()) {
            throw UnknownFeeds.of(unknown());
        }
        return this;
    }

    PriceUpdate without(Set<Bytes32> feeds) {
        return new PriceUpdate(binary, parsed, feeds);
    }

    /** Several answers as one; they have the same encoding. */
    static PriceUpdate joined(List<PriceUpdate> parts) {
        PriceUpdate first = parts.get(0);
        if (parts.size() == 1) {
            return first;
        }
        List<String> data = new ArrayList<>();
        List<Parsed> parsed = new ArrayList<>();
        Set<Bytes32> unknown = new TreeSet<>();
        for (PriceUpdate part : parts) {
            if (!part.binary.encoding.equals(first.binary.encoding)) {
                throw new MalformedResponse(
                        HermesClient.SOURCE,
                        "binary data: one answer in " + first.binary.encoding + ", the next in " + part.binary.encoding,
                        null);
            }
            data.addAll(part.binary.data);
            unknown.addAll(part.unknown());
            if (part.parsed != null) {
                parsed.addAll(part.parsed);
            }
        }
        return new PriceUpdate(new Binary(first.binary.encoding, data), first.parsed == null ? null : parsed, unknown);
    }
}
