package io.plimsoll.core.domain.account;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.error.SourceException;

/** Where account states come from. */
public interface AccountStateSource {
    /**
     * The account as it is now. Blocks until the answer is there.
     *
     * @throws SourceException.NotFound if the venue has never seen the account
     * @throws SourceException if the venue cannot be reached, refuses, or answers nonsense
     */
    AccountState fetch(Address address);
}
