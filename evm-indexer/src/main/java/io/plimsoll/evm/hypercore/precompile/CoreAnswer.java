package io.plimsoll.evm.hypercore.precompile;

import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.NotFound;

/**
 * What came of a question.
 *
 * @param <T> what was asked for
 */
public sealed interface CoreAnswer<T> {
    /**
     * HyperCore said it.
     *
     * @param value what was asked for
     * @param <T> its type
     */
    record Told<T>(T value) implements CoreAnswer<T> {}

    /**
     * HyperCore refused: there is no such perp, pair, token or vault, or, of borrowing and lending, the user never did. Also what an
     * {@code eth_call} with too little gas looks like.
     *
     * @param read what was asked
     * @param <T> what it would have been
     */
    record Refused<T>(CoreRead<T> read) implements CoreAnswer<T> {}

    /**
     * Nobody is there: the call went through and returned no bytes, as calls do where there is no code. The chain is not Hyperliquid's, the
     * node does not run precompiles, or this one is younger than the block.
     *
     * @param read what was asked
     * @param <T> what it would have been
     */
    record Absent<T>(CoreRead<T> read) implements CoreAnswer<T> {}

    /**
     * What was asked for.
     *
     * @throws NotFound if it was refused
     * @throws MalformedResponse if nobody is there
     */
    default T orElseThrow() {
        if (this instanceof Told<T> told) {
            return told.value;
        }
        if (this instanceof Refused<T> refused) {
            throw new NotFound(
                    "hypercore", refused.read + " was refused: check the index or address, there may be no such thing");
        }
        throw new MalformedResponse(
                "hypercore",
                ((Absent<T>) this).read + " answered nothing: this chain or node has no such precompile",
                null);
    }
}
