package io.plimsoll.core.domain.repository.user;

import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.user.Tier;
import io.plimsoll.core.domain.user.User;
import io.plimsoll.core.foundation.chain.Address;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who has signed in. Implementations are thread-safe; each call is one transaction. */
public interface UserRepository {
    /**
     * Notes that a user was there, and gives what is then stored: somebody new in {@link Tier#FREE}, somebody known with
     * their last time moved forward, never back.
     */
    User seen(Address address, Instant at);

    /** Stores the users; those with the same address are replaced whole. */
    void upsert(Collection<User> users);

    /** Stores one user: {@link #upsert(Collection)}. */
    default void upsert(User user) {
        upsert(List.of(user));
    }

    /** Puts a user in a tier; false if there is no such user. */
    boolean assign(Address address, Tier tier);

    /** The user with this address. */
    Optional<User> find(Address address);

    /** All users, by the time they were seen first, newest first. */
    Page<User> page(PageRequest request);

    /** The users in a tier, in the same order. */
    Page<User> page(Tier tier, PageRequest request);

    /** How many users are in each tier; a tier without users is left out. */
    Map<Tier, Long> countByTier();

    /** Deletes a user with all sessions and usage; false if there was nothing of them. */
    boolean forget(Address address);
}
