package io.plimsoll.evm.tx;

import io.plimsoll.core.domain.chain.ChainLog;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.Bytes32;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * What a transaction did in the block that holds it.
 *
 * @param transaction hash of it
 * @param block that holds it; of the chain as it was when this was read
 * @param succeeded false if it failed: its nonce is used and its gas is paid, nothing else happened
 * @param gasUsed by it, refunds taken off
 * @param gasPrice that was paid, wei per gas
 * @param contract that it created
 * @param logs in the order in which they were written
 */
public record TransactionReceipt(
        Bytes32 transaction,
        BlockRef block,
        boolean succeeded,
        BigInteger gasUsed,
        BigInteger gasPrice,
        Optional<Address> contract,
        List<ChainLog> logs) {
    public TransactionReceipt {
        logs = List.copyOf(logs);
    }

    /** What the gas has cost, in wei. */
    public BigInteger cost() {
        return gasUsed.multiply(gasPrice);
    }
}
