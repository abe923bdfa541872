package io.plimsoll.core.testing.repository.index;

import io.plimsoll.core.domain.event.IndexId;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.chain.LogRef;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Made-up chains: all of a block follows from its number and from which version of it is meant. */
public final class Chains {
    /** An index of one chain. */
    public static final IndexId INDEX = new IndexId(ChainId.HYPEREVM, "sightings");

    private static final Instant GENESIS = Instant.parse("2026-01-01T00:00:00Z");

    private Chains() {}

    /** A block in its first version. */
    public static BlockRef block(long number) {
        return block(number, 0);
    }

    /** A block; after a reorg it has another version, and so another hash. */
    public static BlockRef block(long number, int version) {
        return new BlockRef(number, Bytes32.parse("%056x%08x".formatted(number, version)), GENESIS.plusSeconds(number));
    }

    /** A log in the first transactions of a block: each has two. */
    public static LogRef log(ChainId chain, BlockRef block, int logIndex) {
        Bytes32 transaction = Bytes32.parse(
                "%048x%08x%08x".formatted(block.number(), block.hash().hashCode(), logIndex / 2));
        return new LogRef(chain, block, transaction, logIndex / 2, logIndex);
    }

    /** A sighting on the chain of {@link #INDEX}. */
    public static Sighting sighting(BlockRef block, int logIndex) {
        return sighting(ChainId.HYPEREVM, block, logIndex);
    }

    /** A sighting: what it says follows from its place. */
    public static Sighting sighting(ChainId chain, BlockRef block, int logIndex) {
        return new Sighting(
                log(chain, block, logIndex),
                Address.parse("%040x".formatted(block.number() + logIndex)),
                "seen in " + block.number() + " by " + logIndex,
                BigInteger.TWO.pow(255).add(BigInteger.valueOf(logIndex)),
                new BigDecimal("0.000000000000000001").add(BigDecimal.valueOf(block.number())),
                logIndex % 2 == 0,
                -block.number(),
                logIndex % 3 == 0
                        ? Optional.empty()
                        : Optional.of(BigInteger.TWO.pow(255).negate()));
    }

    /** Sightings of the blocks first to last in one version, {@code each} in a block, in the order in which they happened. */
    public static List<Sighting> sightings(long first, long last, int version, int each) {
        List<Sighting> sightings = new ArrayList<>();
        for (long number = first; number <= last; number++) {
            for (int i = 0; i < each; i++) {
                sightings.add(sighting(block(number, version), i));
            }
        }
        return sightings;
    }

    /** The blocks first to last in one version. */
    public static List<BlockRef> blocks(long first, long last, int version) {
        List<BlockRef> blocks = new ArrayList<>();
        for (long number = first; number <= last; number++) {
            blocks.add(block(number, version));
        }
        return blocks;
    }
}
