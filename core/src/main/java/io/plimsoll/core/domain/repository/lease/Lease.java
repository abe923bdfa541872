package io.plimsoll.core.domain.repository.lease;

import java.time.Duration;
import java.time.Instant;

/**
 * The right to act under a name until a time.
 *
 * @param name of what only one may do at a time, such as {@code keeper/999}; visible ASCII, at most {@value
 *     LeaseClaim#LONGEST} characters
 * @param owner who has it, for people; visible ASCII, at most {@value LeaseClaim#LONGEST} characters
 * @param token its number, from 1: each lease given out under a name has a higher one than all before it
 * @param expires when it ends unless it is renewed, by the store's clock. Not to be compared with the clock of another machine
 */
public record Lease(String name, String owner, long token, Instant expires) {

    public Lease {
        LeaseClaim.requireWord("name of a lease", name);
        LeaseClaim.requireWord("owner of a lease", owner);
        if (token < 1) {
            throw new IllegalArgumentException("token of lease " + name + " must be at least 1, got " + token);
        }
    }

    /** What its owner asks for to have it longer, or anew. */
    public LeaseClaim claim(Duration duration) {
        return new LeaseClaim(name, owner, duration);
    }

    /** The same lease with another end. */
    public Lease until(Instant end) {
        return new Lease(name, owner, token, end);
    }
}
