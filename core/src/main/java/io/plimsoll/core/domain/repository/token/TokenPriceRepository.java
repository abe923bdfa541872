package io.plimsoll.core.domain.repository.token;

import io.plimsoll.core.domain.token.TokenId;
import io.plimsoll.core.domain.token.TokenPrice;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What tokens were worth, one price for each token and time. Implementations are thread-safe; each call but {@link
 * #deleteOlderThan} is one transaction.
 */
public interface TokenPriceRepository {
    /** Adds prices; one of the same token and time is replaced. */
    void upsert(Collection<TokenPrice> prices);

    /** The newest price of a token at or before {@code time}: the latest one, or that of a day ago. */
    Optional<TokenPrice> latestAt(TokenId token, Instant time);

    /** The prices of a token with from ≤ time ≤ to, oldest first. */
    List<TokenPrice> between(TokenId token, Instant from, Instant to);

    /**
     * Deletes all before {@code limit}, some at a time: what was deleted before an error stays deleted.
     *
     * @return how many
     */
    int deleteOlderThan(Instant limit);
}
