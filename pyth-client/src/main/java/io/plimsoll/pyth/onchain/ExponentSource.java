package io.plimsoll.pyth.onchain;

import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.NotFound;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where the exponent of a {@link PriceFeedUpdateEvent} comes from. Exponents change seldom, and when one does, a price read with
 * the old one is wrong by a power of ten: so choose by how wrong a price may be.
 *
 * <ul>
 *   <li>{@link #onChain}: what the contract has stored after the event's block. Right unless the exponent changed between two
 *       updates of the feed in one block. Costs a call per event, and past blocks need an archive node.
 *   <li>{@link #cached}: the same, asked again after some blocks. Wrong for at most that many after a change.
 *   <li>{@link #catalogue}: what the caller knows, from Hermes for example. Costs nothing, and is wrong after a change until
 *       the caller learns of it.
 * </ul>
 */
@FunctionalInterface
public interface ExponentSource {
    /**
     * The exponent of a feed's prices after a block.
     *
     * @throws NotFound if the feed has no price there
     * @throws SourceException if the source does not answer
     */
    int exponent(Bytes32 feed, BlockRef at);

    /** What the contract has stored after the block. */
    static ExponentSource onChain(PythContract contract) {
        return (feed, at) -> contract.prices(List.of(feed), at)
                .of(feed)
                .orElseThrow()
                .price()
                .expo();
    }

    /** Known exponents by feed; others are {@link NotFound}. */
    static ExponentSource catalogue(Map<Bytes32, Integer> exponents) {
        Map<Bytes32, Integer> known = Map.copyOf(exponents);
        return (feed, at) -> {
            Integer exponent = known.get(feed);
            if (exponent == null) {
                throw new NotFound(PythContract.SOURCE, "no exponent is known for feed " + feed.digits());
            }
            return exponent;
        };
    }

    /**
     * Asks another source, and again only for a block that is further than {@code blocks} from the one asked about last,
     * before or after. Thread-safe; keeps one entry for each feed.
     *
     * @throws IllegalArgumentException if {@code blocks} is negative
     */
    static ExponentSource cached(ExponentSource source, long blocks) {
        if (blocks < 0) {
            throw new IllegalArgumentException("blocks must not be negative, got " + blocks);
        }
        record Known(int exponent, long block) {}
        Map<Bytes32, Known> cache = new ConcurrentHashMap<>();
        return (feed, at) -> {
            Known known = cache.get(feed);
            if (known == null || Math.abs(at.number() - known.block) > blocks) {
                known = new Known(source.exponent(feed, at), at.number());
                cache.put(feed, known);
            }
            return known.exponent;
        };
    }
}
