package io.plimsoll.core.domain.keeper;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A signed transaction of an attempt. It is recorded before it leaves, as its hash is known by then.
 *
 * @param hash of it
 * @param sender whose nonce it uses
 * @param nonce of the sender; not negative
 * @param maximumFee wei per gas, the priority fee included; not negative
 * @param priorityFee wei per gas; not negative, not above the maximum
 * @param time of signing; whole microseconds, what is below is cut off
 */
public record SentTransaction(
        Bytes32 hash, Address sender, long nonce, BigInteger maximumFee, BigInteger priorityFee, Instant time) {

    public SentTransaction {
        if (nonce < 0) {
            throw new IllegalArgumentException("nonce of " + hash + " must not be negative, got " + nonce);
        }
        if (priorityFee.signum() < 0 || maximumFee.compareTo(priorityFee) < 0) {
            throw new IllegalArgumentException(
                    "fees of " + hash + " must be 0 <= priority <= maximum, got " + priorityFee + " and " + maximumFee);
        }
        time = time.truncatedTo(ChronoUnit.MICROS);
    }

    /** Whether at most one of the two can be mined: they have one sender and one nonce. */
    boolean takesThePlaceOf(SentTransaction other) {
        return nonce == other.nonce && sender.equals(other.sender);
    }
}
