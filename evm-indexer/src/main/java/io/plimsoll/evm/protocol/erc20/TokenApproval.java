package io.plimsoll.evm.protocol.erc20;

import io.plimsoll.core.domain.event.ChainEvent;
import io.plimsoll.core.domain.token.TokenId;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.LogRef;
import java.math.BigInteger;

/**
 * One {@code Approval} event of an ERC-20 contract: the amount that the spender may take from now on, not an addition. What a
 * spender has taken since is in most tokens not logged again: ask {@code allowance}.
 *
 * @param at where it is on the chain
 * @param contract of the token
 * @param owner whose tokens they are
 * @param spender who may take them
 * @param amount in the token's smallest unit, 0 to 2^256 - 1; the greatest means without limit
 * @see <a href="https://eips.ethereum.org/EIPS/eip-20">EIP-20</a>
 */
public record TokenApproval(LogRef at, Address contract, Address owner, Address spender, BigInteger amount)
        implements ChainEvent {
    private static final BigInteger UINT256_MAX = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);

    /** Which token. */
    public TokenId token() {
        return new TokenId(at.chain(), contract);
    }

    /** Whether the spender may take whatever there is. */
    public boolean isUnlimited() {
        return amount.equals(UINT256_MAX);
    }
}
