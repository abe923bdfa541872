package io.plimsoll.evm.protocol.uniswapv3;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.error.SourceException;
import java.io.Serial;

/**
 * An account has more positions than are read at once. Anybody can give anybody positions, so it need not be the account's doing:
 * read the positions that are meant by their numbers, or all of them page by page.
 */
public final class TooManyPositions extends SourceException.Unusable {
    @Serial
    private static final long serialVersionUID = 1L;

    private final long count;

    /**
     * Too many positions of an account.
     *
     * @param count how many it has
     * @param limit how many are read at once
     */
    public TooManyPositions(Address owner, Address manager, long count, int limit) {
        super(
                "chain",
                owner + " has " + count + " positions of " + manager + ", more than the " + limit
                        + " that are read at once: read those that are meant by their token ids, or page by page");
        this.count = count;
    }

    /** How many positions the account has. */
    public long count() {
        return count;
    }

    /** Asking again does not help. */
    @Override
    public boolean retryable() {
        return false;
    }
}
