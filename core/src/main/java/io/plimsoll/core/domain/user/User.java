package io.plimsoll.core.domain.user;

import io.plimsoll.core.foundation.chain.Address;
import java.time.Instant;

/**
 * Somebody who has signed in with an account.
 *
 * @param address of the account, and the user's identity
 * @param tier what they may use
 * @param firstSeen when they signed in first
 * @param lastSeen when they were there last; not before firstSeen
 */
public record User(Address address, Tier tier, Instant firstSeen, Instant lastSeen) {
    public User {
        if (lastSeen.isBefore(firstSeen)) {
            throw new IllegalArgumentException(
                    "user " + address + " seen last at " + lastSeen + ", before first at " + firstSeen);
        }
    }

    /** The user as of having been there at {@code at}; a time before the last one changes nothing. */
    public User seen(Instant at) {
        return at.isAfter(lastSeen) ? new User(address, tier, firstSeen, at) : this;
    }

    /** The user in another tier. */
    public User in(Tier other) {
        return new User(address, other, firstSeen, lastSeen);
    }
}
