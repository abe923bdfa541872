package io.plimsoll.core.domain.token;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.Bytes32;
import java.math.BigInteger;

/**
 * One {@code Transfer} event of an ERC-20 contract. Chain, block number and log index tell it apart from every other one
 * of the same history of the chain.
 *
 * @param token that moved
 * @param block that has it
 * @param logIndex place of the event in the block, from 0
 * @param transaction hash of the transaction
 * @param sender whose balance fell; {@link Address#ZERO} if the amount was made
 * @param recipient whose balance rose; {@link Address#ZERO} if the amount was destroyed
 * @param amount in the token's smallest unit, 0 to 2^256 - 1
 * @see <a href="https://eips.ethereum.org/EIPS/eip-20">EIP-20</a>
 */
public record TokenTransfer(
        TokenId token,
        BlockRef block,
        int logIndex,
        Bytes32 transaction,
        Address sender,
        Address recipient,
        BigInteger amount) {

    public TokenTransfer {
        Amounts.requireNotNegative("log index", logIndex);
        Amounts.requireWord("amount of a transfer of " + token, amount);
    }

    /** Whether the amount was made: from the zero address to a wallet. */
    public boolean isMint() {
        return sender.equals(Address.ZERO) && !recipient.equals(Address.ZERO);
    }

    /** Whether the amount was destroyed: from a wallet to the zero address. */
    public boolean isBurn() {
        return recipient.equals(Address.ZERO) && !sender.equals(Address.ZERO);
    }

    /** Whether it went from one wallet to another (perhaps the same): neither side is the zero address. */
    public boolean isBetweenWallets() {
        return !sender.equals(Address.ZERO) && !recipient.equals(Address.ZERO);
    }
}
