package io.plimsoll.evm.protocol.uniswapv3;

import io.plimsoll.core.domain.event.ChainEvent;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.LogRef;
import java.math.BigInteger;

/**
 * What a position manager of the Uniswap V3 family logs, beside what its pool does in the same transaction. Amounts are raw token
 * units, liquidity is L.
 *
 * @see <a href="https://docs.uniswap.org/contracts/v3/reference/periphery/interfaces/INonfungiblePositionManager">
 *     INonfungiblePositionManager</a>
 */
public sealed interface PositionEvent extends ChainEvent {
    /** The position manager. */
    Address manager();

    /** Number of the NFT. */
    BigInteger tokenId();

    /**
     * A position was made or enlarged.
     *
     * @param at where it is on the chain
     * @param manager the position manager
     * @param tokenId of the position
     * @param liquidity added
     * @param amount0 token0 paid for it
     * @param amount1 token1 paid for it
     */
    record IncreaseLiquidity(
            LogRef at,
            Address manager,
            BigInteger tokenId,
            BigInteger liquidity,
            BigInteger amount0,
            BigInteger amount1)
            implements PositionEvent {}

    /**
     * Liquidity was taken out of a position; the amounts are owed until its {@link Collect}.
     *
     * @param at where it is on the chain
     * @param manager the position manager
     * @param tokenId of the position
     * @param liquidity removed
     * @param amount0 token0 owed for it, without fees
     * @param amount1 token1 owed for it, without fees
     */
    record DecreaseLiquidity(
            LogRef at,
            Address manager,
            BigInteger tokenId,
            BigInteger liquidity,
            BigInteger amount0,
            BigInteger amount1)
            implements PositionEvent {}

    /**
     * What was owed to a position was asked for: fees, and principal that was withdrawn before. The amounts are those asked of the
     * pool; what the pool paid, which may be a unit less, is in its {@link PoolEvent.Collect}.
     *
     * @param at where it is on the chain
     * @param manager the position manager
     * @param tokenId of the position
     * @param recipient who is paid; the manager itself if the payment is unwrapped and passed on
     * @param amount0 token0
     * @param amount1 token1
     */
    record Collect(
            LogRef at, Address manager, BigInteger tokenId, Address recipient, BigInteger amount0, BigInteger amount1)
            implements PositionEvent {}

    /**
     * A position changed hands.
     *
     * @param at where it is on the chain
     * @param manager the position manager
     * @param from {@link Address#ZERO} if the position is new
     * @param to {@link Address#ZERO} if it is destroyed; perhaps a farm or a gauge, which then owns it
     * @param tokenId of the position
     */
    record Transfer(LogRef at, Address manager, Address from, Address to, BigInteger tokenId)
            implements PositionEvent {}
}
