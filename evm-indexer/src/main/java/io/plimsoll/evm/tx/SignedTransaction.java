package io.plimsoll.evm.tx;

import io.plimsoll.core.domain.keeper.SentTransaction;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.Hex;
import java.time.Instant;

/**
 * A transaction that anybody may broadcast, as often as they like: the chain takes it once.
 *
 * @param transaction what was signed
 * @param sender whose signature it has
 * @param hash of it, by which receipts are found
 * @param raw what {@code eth_sendRawTransaction} takes; shared, not copied
 */
@SuppressWarnings("ArrayRecordComponent") // sent, never compared
public record SignedTransaction(DynamicFeeTransaction transaction, Address sender, Bytes32 hash, byte[] raw) {
    /** What a journal keeps of it. */
    public SentTransaction toSent(Instant time) {
        Fees fees = transaction.fees();
        return new SentTransaction(hash, sender, transaction.nonce(), fees.maximum(), fees.priority(), time);
    }

    /** The bytes as hex. */
    public String rawHex() {
        return Hex.encode(raw);
    }

    /** Without the raw bytes: who has them can broadcast it. */
    @Override
    public String toString() {
        return "SignedTransaction[" + hash + ", nonce " + transaction.nonce() + " of " + sender + "]";
    }
}
