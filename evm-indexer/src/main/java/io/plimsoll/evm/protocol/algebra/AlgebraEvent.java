package io.plimsoll.evm.protocol.algebra;

import io.plimsoll.core.domain.event.ChainEvent;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.LogRef;
import java.math.BigInteger;

/**
 * What contracts of Algebra Integral log otherwise than Uniswap V3 does; what they log alike is in {@link
 * io.plimsoll.evm.protocol.uniswapv3.PoolEvent} and {@link io.plimsoll.evm.protocol.uniswapv3.PositionEvent}. Amounts are raw token
 * units, fees hundredths of a bip (1,000,000 = all), prices √(token1 / token0 in raw units) · 2⁹⁶.
 *
 * @see <a href="https://github.com/cryptoalgebra/Algebra/blob/master/src/core/contracts/interfaces/pool/IAlgebraPoolEvents.sol">
 *     IAlgebraPoolEvents</a>
 */
public sealed interface AlgebraEvent extends ChainEvent {
    /** The factory, pool or position manager that logged it. */
    Address contract();

    /**
     * A pool was made by the factory; its fee is its plugin's business.
     *
     * @param at where it is on the chain
     * @param contract the factory
     * @param token0 the token with the lower address
     * @param token1 the token with the higher address
     * @param pool its address
     */
    record Pool(LogRef at, Address contract, Address token0, Address token1, Address pool) implements AlgebraEvent {}

    /**
     * A pool was made for a deployer of custom pools, who chose its plugin: what the plugin does is as good as the deployer.
     *
     * @param at where it is on the chain
     * @param contract the factory
     * @param deployer which tells pools of the same tokens apart
     * @param token0 the token with the lower address
     * @param token1 the token with the higher address
     * @param pool its address
     */
    record CustomPool(LogRef at, Address contract, Address deployer, Address token0, Address token1, Address pool)
            implements AlgebraEvent {}

    /**
     * A swap in the trees that log its fees with it, nine fields. Signs as of {@link
     * io.plimsoll.evm.protocol.uniswapv3.PoolEvent.Swap}.
     *
     * @param at where it is on the chain
     * @param contract the pool
     * @param sender who called the pool
     * @param recipient who got what came out
     * @param amount0 change of the pool's token0
     * @param amount1 change of the pool's token1
     * @param price √P · 2⁹⁶ afterwards
     * @param liquidity in range afterwards
     * @param tick of the price afterwards
     * @param overrideFee that the plugin set for this swap; 0 if the pool's fee applied
     * @param pluginFee that the plugin took on top
     */
    record Swap(
            LogRef at,
            Address contract,
            Address sender,
            Address recipient,
            BigInteger amount0,
            BigInteger amount1,
            BigInteger price,
            BigInteger liquidity,
            int tick,
            int overrideFee,
            int pluginFee)
            implements AlgebraEvent {}

    /**
     * Fees of a swap in the trees that log them apart: of the {@link
     * io.plimsoll.evm.protocol.uniswapv3.PoolEvent.Swap} that the pool logs right after it.
     *
     * @param at where it is on the chain
     * @param contract the pool
     * @param sender who called the pool
     * @param overrideFee that the plugin set for this swap; 0 if the pool's fee applied
     * @param pluginFee that the plugin took on top
     */
    record SwapFee(LogRef at, Address contract, Address sender, int overrideFee, int pluginFee)
            implements AlgebraEvent {}

    /**
     * Liquidity out of a range in the trees that log the plugin's fee with it.
     *
     * @param at where it is on the chain
     * @param contract the pool
     * @param owner of the position in the pool
     * @param bottomTick first tick of the range
     * @param topTick first tick above the range
     * @param liquidityAmount liquidity removed
     * @param amount0 token0 owed for it, after the plugin's fee, without earned fees
     * @param amount1 token1 owed for it, after the plugin's fee, without earned fees
     * @param pluginFee share of the withdrawn amounts that the plugin took
     */
    record Burn(
            LogRef at,
            Address contract,
            Address owner,
            int bottomTick,
            int topTick,
            BigInteger liquidityAmount,
            BigInteger amount0,
            BigInteger amount1,
            int pluginFee)
            implements AlgebraEvent {}

    /**
     * The plugin's fee on a withdrawal in the trees that log it apart: of the {@link
     * io.plimsoll.evm.protocol.uniswapv3.PoolEvent.Burn} that the pool logs right after it.
     *
     * @param at where it is on the chain
     * @param contract the pool
     * @param owner of the position in the pool
     * @param pluginFee share of the withdrawn amounts that the plugin took
     */
    record BurnFee(LogRef at, Address contract, Address owner, int pluginFee) implements AlgebraEvent {}

    /**
     * The pool has another fee.
     *
     * @param at where it is on the chain
     * @param contract the pool
     * @param fee from now on
     */
    record Fee(LogRef at, Address contract, int fee) implements AlgebraEvent {}

    /**
     * The pool has another tick spacing; positions that are there keep their ticks.
     *
     * @param at where it is on the chain
     * @param contract the pool
     * @param newTickSpacing from now on
     */
    record TickSpacing(LogRef at, Address contract, int newTickSpacing) implements AlgebraEvent {}

    /**
     * The community takes another share of the fees.
     *
     * @param at where it is on the chain
     * @param contract the pool
     * @param communityFeeNew in thousandths of the fees
     */
    record CommunityFee(LogRef at, Address contract, int communityFeeNew) implements AlgebraEvent {}

    /**
     * The community's share goes elsewhere.
     *
     * @param at where it is on the chain
     * @param contract the pool
     * @param newCommunityVault who gets it
     */
    record CommunityVault(LogRef at, Address contract, Address newCommunityVault) implements AlgebraEvent {}

    /**
     * The pool has another plugin: code that it asks around swaps and changes of positions.
     *
     * @param at where it is on the chain
     * @param contract the pool
     * @param newPluginAddress {@link Address#ZERO} for none
     */
    record Plugin(LogRef at, Address contract, Address newPluginAddress) implements AlgebraEvent {}

    /**
     * The plugin is asked at other moments.
     *
     * @param at where it is on the chain
     * @param contract the pool
     * @param newPluginConfig flags, one bit per moment
     */
    record PluginConfig(LogRef at, Address contract, int newPluginConfig) implements AlgebraEvent {}

    /**
     * Tokens that came to the pool unasked were given to those who provide liquidity.
     *
     * @param at where it is on the chain
     * @param contract the pool
     * @param amount0 of token0
     * @param amount1 of token1
     */
    record ExcessTokens(LogRef at, Address contract, BigInteger amount0, BigInteger amount1) implements AlgebraEvent {}

    /**
     * Tokens that came to the pool unasked were taken out by an administrator.
     *
     * @param at where it is on the chain
     * @param contract the pool
     * @param to who got them
     * @param amount0 of token0
     * @param amount1 of token1
     */
    record Skim(LogRef at, Address contract, Address to, BigInteger amount0, BigInteger amount1)
            implements AlgebraEvent {}

    /**
     * A position was made or enlarged.
     *
     * @param at where it is on the chain
     * @param contract the position manager
     * @param tokenId of the position
     * @param liquidityDesired what the amounts were computed for
     * @param actualLiquidity added; less than desired with tokens that take a fee on transfer
     * @param amount0 token0 paid for it
     * @param amount1 token1 paid for it
     * @param pool of the position
     */
    record IncreaseLiquidity(
            LogRef at,
            Address contract,
            BigInteger tokenId,
            BigInteger liquidityDesired,
            BigInteger actualLiquidity,
            BigInteger amount0,
            BigInteger amount1,
            Address pool)
            implements AlgebraEvent {}

    /**
     * The farm of a position failed when it was told of a change; the change itself was made.
     *
     * @param at where it is on the chain
     * @param contract the position manager
     * @param tokenId of the position
     */
    record FarmingFailed(LogRef at, Address contract, BigInteger tokenId) implements AlgebraEvent {}
}
