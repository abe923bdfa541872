package io.plimsoll.evm.protocol.uniswapv3;

import io.plimsoll.core.domain.event.ChainEvent;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.LogRef;
import java.util.OptionalInt;

/**
 * What a factory of the Uniswap V3 family logs.
 *
 * @see <a href="https://docs.uniswap.org/contracts/v3/reference/core/interfaces/IUniswapV3Factory">IUniswapV3Factory</a>
 */
public sealed interface FactoryEvent extends ChainEvent {
    /** The factory. */
    Address factory();

    /**
     * A pool was made; it has no price before its {@link PoolEvent.Initialize}.
     *
     * @param at where it is on the chain
     * @param factory that made it
     * @param token0 the token with the lower address
     * @param token1 the token with the higher address
     * @param fee in hundredths of a bip (3000 = 0.3 %); empty of factories that key pools by tick spacing: their fee may change
     * @param tickSpacing ticks of positions are multiples of it
     * @param pool its address
     */
    record PoolCreated(
            LogRef at, Address factory, Address token0, Address token1, OptionalInt fee, int tickSpacing, Address pool)
            implements FactoryEvent {}

    /**
     * Pools of a fee can be made from now on.
     *
     * @param at where it is on the chain
     * @param factory that allows it
     * @param fee in hundredths of a bip
     * @param tickSpacing of its pools
     */
    record FeeAmountEnabled(LogRef at, Address factory, int fee, int tickSpacing) implements FactoryEvent {}
}
