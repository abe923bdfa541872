package io.plimsoll.evm.index;

import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.error.SourceException.Unusable;
import io.plimsoll.evm.rpc.BlockHeader;
import java.util.List;
import java.util.Optional;

/**
 * What the chain has of the blocks that an index remembers.
 *
 * @param ancestor the newest of them that it has
 * @param conflict whether it has other blocks at the heights of newer ones
 * @param head of the chain that was looked at
 * @param anew whether the chain seems to have begun anew, where it has none of them
 */
record Agreement(Optional<BlockRef> ancestor, boolean conflict, BlockRef head, boolean anew) {
    /**
     * Looks at the chain.
     *
     * @param remembered ascending, at least one
     * @param checkpoint the last block of the index
     * @throws Unusable if the chain has a block and not its ancestor
     */
    static Agreement of(LogSource source, List<BlockRef> remembered, BlockRef checkpoint) {
        BlockRef head = source.head().block();
        List<BlockRef> seen = remembered.stream()
                .filter(block -> block.number() <= head.number())
                .toList();
        if (seen.isEmpty()) {
            boolean another = !isOlder(head, checkpoint);
            return new Agreement(Optional.empty(), another, head, another);
        }
        List<BlockRef> now = source.headers(seen.stream().map(BlockRef::number).toList()).stream()
                .map(BlockHeader::block)
                .toList();
        int same = 0;
        while (same < seen.size() && isSame(seen.get(same), now.get(same))) {
            same++;
        }
        for (int i = same; i < seen.size(); i++) {
            if (isSame(seen.get(i), now.get(i))) {
                throw new Unusable(
                        "chain " + source.chainId(),
                        "it has block " + seen.get(i).number() + ", but not its ancestor "
                                + seen.get(same).number());
            }
        }
        return new Agreement(
                same == 0 ? Optional.empty() : Optional.of(seen.get(same - 1)),
                same < seen.size(),
                head,
                seen.get(0).number() == 0 || !isOlder(now.get(0), checkpoint));
    }

    /** Whether another look found the same, although the head may have moved. */
    boolean confirms(Agreement other) {
        return ancestor.equals(other.ancestor) && conflict == other.conflict;
    }

    /** By number and hash: endpoints may tell the time otherwise. */
    static boolean isSame(BlockRef one, BlockRef other) {
        return one.number() == other.number() && one.hash().equals(other.hash());
    }

    /** On one chain a lower block is not younger: where it is, that is another chain, although no hash can be compared. */
    static boolean isOlder(BlockRef lower, BlockRef higher) {
        return !lower.time().isAfter(higher.time());
    }
}
