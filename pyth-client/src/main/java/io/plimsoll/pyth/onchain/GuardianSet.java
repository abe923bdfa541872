package io.plimsoll.pyth.onchain;

import io.plimsoll.core.foundation.chain.Address;
import java.time.Instant;
import java.util.List;

/**
 * A signer set as a receiver holds it.
 *
 * @param keys addresses of the signers, in the order of their indexes; empty if the receiver has no such set
 * @param expirationTime seconds since 1970 until which it is accepted after a newer one has come; 0 while there is none; unsigned 32-bit
 */
public record GuardianSet(List<Address> keys, long expirationTime) {
    /** Copies the keys. */
    public GuardianSet {
        keys = List.copyOf(keys);
    }

    /** Whether the receiver accepts its signatures in a block of this time, although there is a newer set. */
    public boolean outlives(Instant blockTime) {
        return expirationTime >= blockTime.getEpochSecond();
    }
}
