package io.plimsoll.evm.tx;

import io.plimsoll.core.foundation.chain.Address;
import java.math.BigInteger;
import java.util.Optional;

/**
 * What is to be done on the chain, before it has a nonce, fees and a signature.
 *
 * @param to the contract or account; empty to create a contract
 * @param value native currency that goes along, in wei; not negative
 * @param data selector and ABI-encoded arguments, or creation code; shared, not copied
 * @param budget the most that the gas may cost, in wei, by the estimated gas (not by its limit); empty where only the cap of the
 *     {@link FeePolicy} holds
 */
@SuppressWarnings("ArrayRecordComponent") // encoded once, never compared
public record TransactionRequest(Optional<Address> to, BigInteger value, byte[] data, Optional<BigInteger> budget) {
    public TransactionRequest {
        if (value.signum() < 0 || value.bitLength() > 256) {
            throw new IllegalArgumentException("value must not be negative and of 256 bits at most, got " + value);
        }
        if (budget.isPresent() && budget.get().signum() < 0) {
            throw new IllegalArgumentException("budget must not be negative, got " + budget.get());
        }
    }

    /** A call of a contract. */
    public static TransactionRequest call(Address to, byte[] data) {
        return new TransactionRequest(Optional.of(to), BigInteger.ZERO, data, Optional.empty());
    }

    /** A payment in native currency. */
    public static TransactionRequest transfer(Address to, BigInteger wei) {
        return new TransactionRequest(Optional.of(to), wei, new byte[0], Optional.empty());
    }

    /** The creation of a contract. */
    public static TransactionRequest create(byte[] creationCode) {
        return new TransactionRequest(Optional.empty(), BigInteger.ZERO, creationCode, Optional.empty());
    }

    /** The same with native currency that goes along. */
    public TransactionRequest withValue(BigInteger wei) {
        return new TransactionRequest(to, wei, data, budget);
    }

    /** The same with a limit to what the gas may cost, in wei. */
    public TransactionRequest withBudget(BigInteger wei) {
        return new TransactionRequest(to, value, data, Optional.of(wei));
    }

    /** Where it goes and how much, without the data, which may be long. */
    @Override
    public String toString() {
        return "TransactionRequest[to=" + to.map(Address::hex).orElse("new contract") + ", value=" + value + ", "
                + data.length + " bytes" + budget.map(wei -> ", budget=" + wei).orElse("") + "]";
    }
}
