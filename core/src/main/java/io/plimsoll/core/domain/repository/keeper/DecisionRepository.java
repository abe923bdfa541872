package io.plimsoll.core.domain.repository.keeper;

import io.plimsoll.core.domain.keeper.AttemptKey;
import io.plimsoll.core.domain.keeper.Decision;
import io.plimsoll.core.domain.keeper.Verdict;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.ChainId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What was decided, one row for each key and time, never changed. Thread-safe; each call is one transaction. */
public interface DecisionRepository {
    /**
     * Adds the decisions; one with the key and time of a stored one is left out.
     *
     * @return how many were new
     */
    int add(Collection<Decision> decisions);

    /** All decisions on a position version, oldest first. */
    List<Decision> on(AttemptKey key);

    /** The decisions with from ≤ time ≤ to over all chains, oldest first: for a replay. */
    Page<Decision> between(Instant from, Instant to, PageRequest request);

    /** The decisions on a chain, newest first. */
    Page<Decision> page(ChainId chain, PageRequest request);

    /** The decisions on a chain with one verdict, newest first. */
    Page<Decision> page(ChainId chain, Verdict verdict, PageRequest request);

    /** The decisions on the positions of an account on a chain, newest first. */
    Page<Decision> page(ChainId chain, Address account, PageRequest request);

    /** How many decisions there are of each verdict with from ≤ time ≤ to; those without any are not in it. */
    Map<Verdict, Long> count(ChainId chain, Instant from, Instant to);

    /** Deletes all with time before {@code limit}, and says how many. */
    int deleteOlderThan(Instant limit);
}
