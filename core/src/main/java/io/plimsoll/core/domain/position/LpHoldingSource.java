package io.plimsoll.core.domain.position;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.error.SourceException;
import java.util.List;

/** Where liquidity positions come from. */
public interface LpHoldingSource {
    /**
     * The positions of an account that are not empty: with liquidity, or something owed.
     *
     * @throws SourceException if the chain cannot be read or answers nonsense
     */
    List<LpHolding> fetch(Address owner);
}
