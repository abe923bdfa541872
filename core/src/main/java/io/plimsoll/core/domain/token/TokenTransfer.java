package io.plimsoll.core.domain.token;

import io.plimsoll.core.domain.event.ChainEvent;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.LogRef;
import java.math.BigInteger;

/**
 * One {@code Transfer} event of an ERC-20 contract.
 *
 * @param at where it is on the chain
 * @param contract of the token that moved
 * @param sender whose balance fell; {@link Address#ZERO} if the amount was made
 * @param recipient whose balance rose; {@link Address#ZERO} if the amount was destroyed
 * @param amount in the token's smallest unit, 0 to 2^256 - 1
 * @see <a href="https://eips.ethereum.org/EIPS/eip-20">EIP-20</a>
 */
public record TokenTransfer(LogRef at, Address contract, Address sender, Address recipient, BigInteger amount)
        implements ChainEvent {

    public TokenTransfer {
        Amounts.requireWord("amount of a transfer of " + contract, amount);
    }

    /** Which token moved. */
    public TokenId token() {
        return new TokenId(at.chain(), contract);
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
