package io.plimsoll.core.domain.repository.token;

import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.token.TokenId;
import io.plimsoll.core.domain.token.TokenTransfer;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.ChainId;
import java.time.Instant;
import java.util.Collection;

/**
 * Transfers as they are on the chain, told apart by chain, block number and log index. Implementations are thread-safe; each
 * call but {@link #deleteOlderThan} is one transaction.
 */
public interface TransferRepository {
    /** Adds transfers, any number of them; one at the same place of the chain is replaced. */
    void upsert(Collection<TokenTransfer> transfers);

    /**
     * Deletes what a reorganisation orphaned: all transfers of a chain from block {@code first} on. Roll-ups that counted them
     * are right again after the next {@link TokenActivityRepository#rollUp(TokenId)}.
     *
     * @return how many
     */
    int deleteFrom(ChainId chain, long first);

    /**
     * The transfers of a token, newest first.
     *
     * @throws IllegalArgumentException if the cursor is not one of this list
     */
    Page<TokenTransfer> page(TokenId token, PageRequest request);

    /**
     * The transfers of any token from or to a wallet, newest first; one to itself comes once.
     *
     * @throws IllegalArgumentException if the cursor is not one of this list
     */
    Page<TokenTransfer> page(ChainId chain, Address wallet, PageRequest request);

    /**
     * Deletes the transfers of the days that had ended by {@code limit}: of whole days UTC only, as roll-ups of half a day would
     * be wrong. What was rolled up from them stays as it is from then on, also if transfers of these days are added again.
     * Some at a time: what was deleted before an error stays deleted.
     *
     * @return how many
     */
    int deleteOlderThan(Instant limit);
}
