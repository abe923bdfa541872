package io.plimsoll.core.domain.repository.token;

import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.token.HolderDistribution;
import io.plimsoll.core.domain.token.TokenId;
import io.plimsoll.core.domain.token.WalletStatistics;
import java.time.Instant;

/**
 * Who held how much of a token, one row for each token and day. Implementations are thread-safe; each call is one transaction.
 */
public interface HolderRepository {
    /** Stores a distribution, with its list of holders; one of the same token and day is replaced whole. */
    void upsert(HolderDistribution distribution);

    /** Stores statistics; those of the same token and day are replaced. */
    void upsert(WalletStatistics statistics);

    /**
     * The distributions of a token, newest first.
     *
     * @throws IllegalArgumentException if the cursor is not one of this list
     */
    Page<HolderDistribution> distributions(TokenId token, PageRequest request);

    /**
     * The wallet statistics of a token, newest first.
     *
     * @throws IllegalArgumentException if the cursor is not one of this list
     */
    Page<WalletStatistics> statistics(TokenId token, PageRequest request);

    /** Deletes distributions and statistics of the days that had ended by {@code limit}, and says how many. */
    int deleteOlderThan(Instant limit);
}
