package io.plimsoll.evm.tx;

import java.math.BigInteger;
import java.util.Optional;

/** What would become of a transaction in the newest state. In its block it may be otherwise. */
public sealed interface Simulation {
    /**
     * It would go through.
     *
     * @param output what the call returns, ABI-encoded; shared, not copied
     * @param gas that the endpoint estimates. The peak within the transaction may be higher, as refunds come at its end
     */
    @SuppressWarnings("ArrayRecordComponent") // decoded once, never compared
    record Succeeded(byte[] output, BigInteger gas) implements Simulation {}

    /**
     * A contract would refuse it.
     *
     * @param reason what the contract says, or the endpoint where the contract says nothing; for people
     * @param data revert data as hex, a selector and its arguments
     */
    record Reverted(String reason, Optional<String> data) implements Simulation {}

    /**
     * It could not even start.
     *
     * @param error such as {@link SendError#INSUFFICIENT_FUNDS}
     * @param message the endpoint's words
     */
    record Refused(SendError error, String message) implements Simulation {}
}
