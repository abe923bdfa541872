package io.plimsoll.pyth.hermes;

import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answer to {@code /v2/updates/publisher_stake_caps/latest}. Only {@code binary} is signed.
 *
 * @param binary the signed update
 * @param parsed what Hermes says is in it; null if not asked for
 */
public record PublisherStakeCaps(
        PriceUpdate.Binary binary, @Nullable List<Parsed> parsed) {
    /**
     * The caps of one update; not signed.
     *
     * @param publisher_stake_caps one for each publisher
     */
    public record Parsed(List<PublisherCap> publisher_stake_caps) {}

    /**
     * How much stake a publisher can have; not signed.
     *
     * @param publisher its public key in base58
     * @param cap in the smallest unit of the token; unsigned 64-bit
     */
    public record PublisherCap(String publisher, BigInteger cap) {}

    /** The signed blobs as bytes; a malformed response if they are not readable as such. */
    public List<byte[]> blobs() {
        return binary.blobs();
    }
}
