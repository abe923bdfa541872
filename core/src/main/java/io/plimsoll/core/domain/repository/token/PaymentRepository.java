package io.plimsoll.core.domain.repository.token;

import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.token.TokenId;
import io.plimsoll.core.domain.token.TokenPayment;
import io.plimsoll.core.domain.token.WeeklyPayments;
import io.plimsoll.core.foundation.chain.ChainId;
import java.time.Instant;
import java.util.Collection;

/**
 * Payments in tokens, told apart by chain, block number and log index, and what they come to by week. Implementations are
 * thread-safe; each call but {@link #deleteOlderThan} is one transaction.
 */
public interface PaymentRepository {
    /** Adds payments, any number of them; one at the same place of the chain is replaced. */
    void upsert(Collection<TokenPayment> payments);

    /**
     * Deletes what a reorganisation orphaned: all payments of a chain from block {@code first} on. Weeks that counted them are
     * right again after the next {@link TokenActivityRepository#rollUp(TokenId)}.
     *
     * @return how many
     */
    int deleteFrom(ChainId chain, long first);

    /**
     * The payments in a token, newest first.
     *
     * @throws IllegalArgumentException if the cursor is not one of this list
     */
    Page<TokenPayment> page(TokenId token, PageRequest request);

    /**
     * The weeks of a token as last rolled up, newest first. Weeks without a payment are not there.
     *
     * @throws IllegalArgumentException if the cursor is not one of this list
     */
    Page<WeeklyPayments> weeks(TokenId token, PageRequest request);

    /**
     * Deletes the payments of the weeks that had ended by {@code limit}; the weeks themselves stay as they were last rolled up.
     * Some at a time: what was deleted before an error stays deleted.
     *
     * @return how many
     */
    int deleteOlderThan(Instant limit);
}
