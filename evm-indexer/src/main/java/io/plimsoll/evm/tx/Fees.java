package io.plimsoll.evm.tx;

import java.math.BigInteger;

/**
 * What a transaction offers for gas.
 *
 * @param maximum wei per gas, base fee and priority fee together; not below the priority fee
 * @param priority wei per gas on top of the base fee; not negative
 * @see <a href="https://eips.ethereum.org/EIPS/eip-1559">EIP-1559</a>
 */
public record Fees(BigInteger maximum, BigInteger priority) {
    private static final BigInteger HUNDRED = BigInteger.valueOf(100);

    public Fees {
        if (priority.signum() < 0 || maximum.compareTo(priority) < 0 || maximum.bitLength() > 256) {
            throw new IllegalArgumentException(
                    "fees must be 0 <= priority <= maximum, got " + priority + " and " + maximum);
        }
    }

    /** Both raised by so many percent, rounded up. */
    public Fees raised(int percent) {
        return new Fees(raised(maximum, percent), raised(priority, percent));
    }

    private static BigInteger raised(BigInteger fee, int percent) {
        BigInteger scaled = fee.multiply(BigInteger.valueOf(100L + percent));
        BigInteger[] parts = scaled.divideAndRemainder(HUNDRED);
        return parts[1].signum() == 0 ? parts[0] : parts[0].add(BigInteger.ONE);
    }

    /** The larger one of each component. */
    public Fees max(Fees other) {
        return new Fees(maximum.max(other.maximum), priority.max(other.priority));
    }

    /** The same with a maximum, and so a priority fee, not above {@code limit}. */
    public Fees limitedTo(BigInteger limit) {
        return new Fees(maximum.min(limit), priority.min(limit));
    }

    /** Whether both components are at least those of the other. */
    public boolean covers(Fees other) {
        return maximum.compareTo(other.maximum) >= 0 && priority.compareTo(other.priority) >= 0;
    }

    /** The most that so much gas can cost, in wei. */
    public BigInteger cost(BigInteger gas) {
        return maximum.multiply(gas);
    }
}
