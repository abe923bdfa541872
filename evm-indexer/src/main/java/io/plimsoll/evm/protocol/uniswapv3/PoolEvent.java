package io.plimsoll.evm.protocol.uniswapv3;

import io.plimsoll.core.domain.event.ChainEvent;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.LogRef;
import java.math.BigInteger;

/**
 * What a pool of the Uniswap V3 family logs. Amounts are raw token units, liquidity is L, prices are √(token1 / token0 in raw
 * units) · 2⁹⁶. All forks share the topics: which protocol a log belongs to is told by the factory of its pool.
 *
 * @see <a href="https://docs.uniswap.org/contracts/v3/reference/core/interfaces/pool/IUniswapV3PoolEvents">IUniswapV3PoolEvents</a>
 */
public sealed interface PoolEvent extends ChainEvent {
    /** The pool. */
    Address pool();

    /**
     * The pool got its first price.
     *
     * @param at where it is on the chain
     * @param pool its address
     * @param sqrtPriceX96 the price
     * @param tick of the price
     */
    record Initialize(LogRef at, Address pool, BigInteger sqrtPriceX96, int tick) implements PoolEvent {}

    /**
     * Liquidity came in.
     *
     * @param at where it is on the chain
     * @param pool that it came to
     * @param sender who called the pool and paid
     * @param owner of the position in the pool: of an NFT the position manager
     * @param tickLower first tick of the range
     * @param tickUpper first tick above the range
     * @param amount liquidity added to the range
     * @param amount0 token0 paid in, not negative
     * @param amount1 token1 paid in, not negative
     */
    record Mint(
            LogRef at,
            Address pool,
            Address sender,
            Address owner,
            int tickLower,
            int tickUpper,
            BigInteger amount,
            BigInteger amount0,
            BigInteger amount1)
            implements PoolEvent {}

    /**
     * Liquidity was taken out of the range. No token moved yet: the amounts are owed to the position until its {@link Collect}. A
     * burn of 0 only books fees.
     *
     * @param at where it is on the chain
     * @param pool that it left
     * @param owner of the position in the pool
     * @param tickLower first tick of the range
     * @param tickUpper first tick above the range
     * @param amount liquidity removed
     * @param amount0 token0 owed for it, without fees, not negative
     * @param amount1 token1 owed for it, without fees, not negative
     */
    record Burn(
            LogRef at,
            Address pool,
            Address owner,
            int tickLower,
            int tickUpper,
            BigInteger amount,
            BigInteger amount0,
            BigInteger amount1)
            implements PoolEvent {}

    /**
     * What was owed to a position was paid out: fees, and what was burnt before.
     *
     * @param at where it is on the chain
     * @param pool that paid
     * @param owner of the position in the pool
     * @param recipient who was paid
     * @param tickLower first tick of the range
     * @param tickUpper first tick above the range
     * @param amount0 token0 paid, not negative
     * @param amount1 token1 paid, not negative
     */
    record Collect(
            LogRef at,
            Address pool,
            Address owner,
            Address recipient,
            int tickLower,
            int tickUpper,
            BigInteger amount0,
            BigInteger amount1)
            implements PoolEvent {}

    /**
     * A swap. Of the amounts one is positive and the other negative, as seen from the pool: what came in, its fee included, is
     * positive. In a swap too small to move anything one may be 0.
     *
     * @param at where it is on the chain
     * @param pool that swapped
     * @param sender who called the pool: most often a router
     * @param recipient who got what came out
     * @param amount0 change of the pool's token0
     * @param amount1 change of the pool's token1
     * @param sqrtPriceX96 price afterwards
     * @param liquidity in range afterwards
     * @param tick of the price afterwards
     */
    record Swap(
            LogRef at,
            Address pool,
            Address sender,
            Address recipient,
            BigInteger amount0,
            BigInteger amount1,
            BigInteger sqrtPriceX96,
            BigInteger liquidity,
            int tick)
            implements PoolEvent {}

    /**
     * A flash loan within one transaction.
     *
     * @param at where it is on the chain
     * @param pool that lent
     * @param sender who called the pool
     * @param recipient who got the tokens
     * @param amount0 token0 lent
     * @param amount1 token1 lent
     * @param paid0 token0 paid back beyond what was lent
     * @param paid1 token1 paid back beyond what was lent
     */
    record Flash(
            LogRef at,
            Address pool,
            Address sender,
            Address recipient,
            BigInteger amount0,
            BigInteger amount1,
            BigInteger paid0,
            BigInteger paid1)
            implements PoolEvent {}

    /**
     * The protocol takes another share of the fees: 1/n of them, 0 for none.
     *
     * @param at where it is on the chain
     * @param pool whose fees they are
     * @param feeProtocol0Old n of token0 before
     * @param feeProtocol1Old n of token1 before
     * @param feeProtocol0New n of token0 now
     * @param feeProtocol1New n of token1 now
     */
    record SetFeeProtocol(
            LogRef at, Address pool, int feeProtocol0Old, int feeProtocol1Old, int feeProtocol0New, int feeProtocol1New)
            implements PoolEvent {}

    /**
     * The protocol's share of the fees was paid out.
     *
     * @param at where it is on the chain
     * @param pool that paid
     * @param sender who called the pool
     * @param recipient who was paid
     * @param amount0 token0 paid
     * @param amount1 token1 paid
     */
    record CollectProtocol(
            LogRef at, Address pool, Address sender, Address recipient, BigInteger amount0, BigInteger amount1)
            implements PoolEvent {}

    /**
     * The pool will keep more observations for its price oracle.
     *
     * @param at where it is on the chain
     * @param pool its address
     * @param observationCardinalityNextOld number before
     * @param observationCardinalityNextNew number that it grows to
     */
    record IncreaseObservationCardinalityNext(
            LogRef at, Address pool, int observationCardinalityNextOld, int observationCardinalityNextNew)
            implements PoolEvent {}
}
