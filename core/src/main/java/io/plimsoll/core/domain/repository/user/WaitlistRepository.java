package io.plimsoll.core.domain.repository.user;

import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.user.ReferralCount;
import io.plimsoll.core.domain.user.WaitlistEntry;
import io.plimsoll.core.domain.user.WaitlistStanding;
import io.plimsoll.core.domain.user.WaitlistStatus;
import io.plimsoll.core.foundation.error.RepositoryException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Who waits to be let in. The order of the queue is by time of joining, then by code. E-mail addresses are given in either
 * case. Implementations are thread-safe; each call is one transaction.
 */
public interface WaitlistRepository {
    /**
     * Adds an entry; false if the e-mail address is there already, whose entry then stays as it is: the first referral counts.
     *
     * @throws IllegalArgumentException if nobody has the code that it was referred by
     * @throws RepositoryException of kind {@code DUPLICATE} if its own code is another's: choose a new one
     */
    boolean join(WaitlistEntry entry);

    /** The entry of an e-mail address. */
    Optional<WaitlistEntry> find(String email);

    /** The entry with a code. */
    Optional<WaitlistEntry> findByCode(String referralCode);

    /** Where somebody stands. */
    Optional<WaitlistStanding> standing(String email);

    /** All with a status, in the order of the queue. */
    Page<WaitlistEntry> page(WaitlistStatus status, PageRequest request);

    /** Who joined with a code, in the order of the queue. */
    Page<WaitlistEntry> referred(String referralCode, PageRequest request);

    /**
     * The codes with which most have joined, most first, then by code.
     *
     * @param limit how many at most, from 1 to 1000
     */
    List<ReferralCount> leaders(int limit);

    /** Notes that those of these who wait were asked in, and says how many. */
    int invite(Collection<String> emails, Instant at);

    /** Notes that somebody who was asked in came; false if they were not asked in, or had come before. */
    boolean accept(String email, Instant at);

    /** Deletes an entry; those whom it referred stay, referred by nobody. False if there was none. */
    boolean forget(String email);
}
