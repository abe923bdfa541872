package io.plimsoll.core.domain.token;

import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.Bytes32;
import java.math.BigInteger;

/**
 * A payment in a token: what the caller takes for one, by the method that was called or by the event of a payment contract.
 * Chain, block number and log index tell it apart, as with a transfer.
 *
 * @param token that was paid with
 * @param block that has it
 * @param logIndex place of the event in the block, from 0
 * @param transaction hash of the transaction
 * @param amount in the token's smallest unit, 0 to 2^256 - 1
 */
public record TokenPayment(TokenId token, BlockRef block, int logIndex, Bytes32 transaction, BigInteger amount) {
    public TokenPayment {
        Amounts.requireNotNegative("log index", logIndex);
        Amounts.requireWord("amount of a payment in " + token, amount);
    }
}
