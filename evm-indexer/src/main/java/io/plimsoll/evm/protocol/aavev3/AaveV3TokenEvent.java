package io.plimsoll.evm.protocol.aavev3;

import io.plimsoll.core.domain.event.ChainEvent;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.LogRef;
import java.math.BigInteger;

/**
 * A change of a balance of supplied or owed tokens. Their balances grow without events; a balance by its scaled part, which does not,
 * is what these add up to, up to the rounding of each version.
 *
 * @see <a
 *     href="https://github.com/aave-dao/aave-v3-origin/blob/main/src/contracts/interfaces/IScaledBalanceToken.sol">IScaledBalanceToken</a>
 */
public sealed interface AaveV3TokenEvent extends ChainEvent {
    /** The token that was supplied or is owed: an aToken or a debt token, not what it stands for. */
    Address token();

    /**
     * A balance became more. A withdrawal or repayment of less than the interest that had grown is one too.
     *
     * @param value what the balance became more by, units of the underlying token, interest since the last time included
     * @param balanceIncrease the interest in it
     * @param index of the reserve, ray
     */
    record Mint(
            LogRef at,
            Address token,
            Address caller,
            Address onBehalfOf,
            BigInteger value,
            BigInteger balanceIncrease,
            BigInteger index)
            implements AaveV3TokenEvent {}

    /**
     * A balance became less.
     *
     * @param target who got what was withdrawn; zero for debts
     * @param value what the balance became less by, units of the underlying token; interest since the last time is taken off
     * @param balanceIncrease that interest
     * @param index of the reserve, ray
     */
    record Burn(
            LogRef at,
            Address token,
            Address from,
            Address target,
            BigInteger value,
            BigInteger balanceIncrease,
            BigInteger index)
            implements AaveV3TokenEvent {}

    /**
     * Supplied tokens went to another account.
     *
     * @param value the scaled part, that is without interest, in 3.0.2 and 3.7; older tokens may have said the whole amount
     * @param index of the reserve, ray
     */
    record BalanceTransfer(LogRef at, Address token, Address from, Address to, BigInteger value, BigInteger index)
            implements AaveV3TokenEvent {}
}
