package io.plimsoll.evm.multicall;

import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.error.SourceException;
import java.io.Serial;

/**
 * An endpoint would have answered from the state of another block than the one asked for: it has the newest state only, it lags, or
 * it is on another branch. Nothing of what it said is told.
 */
public final class WrongStateException extends SourceException.Unusable {
    @Serial
    private static final long serialVersionUID = 1L;

    private final boolean behind;

    WrongStateException(String source, BlockRef wanted, long answered, String difference) {
        super(
                source,
                "was asked for the state of block " + wanted.number() + " (" + wanted.hash() + ") and answers from "
                        + (answered == wanted.number() ? "another block of that height" : "block " + answered) + ": "
                        + difference);
        this.behind = answered < wanted.number();
    }

    /** Whether the endpoint may come to that block yet; one that is past it will not come back. */
    @Override
    public boolean retryable() {
        return behind;
    }
}
