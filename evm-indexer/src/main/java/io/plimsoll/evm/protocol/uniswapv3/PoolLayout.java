package io.plimsoll.evm.protocol.uniswapv3;

import io.plimsoll.core.domain.chain.ContractCall;
import io.plimsoll.core.domain.market.TickSnapshot;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.evm.abi.AbiData;
import java.math.BigInteger;
import java.util.List;

/**
 * How the contracts of one branch of the Uniswap V3 family are asked, and how their answers lie in words: pools keyed {@link
 * UniswapLayout#BY_FEE}, {@link UniswapLayout#BY_TICK_SPACING}, or Algebra's. Implementations are thread-safe and ask nothing
 * themselves.
 */
public interface PoolLayout {
    /**
     * Where a pool stands.
     *
     * @param sqrtPriceX96 √(token1 / token0 in raw units) · 2⁹⁶; 0 if it has no price yet
     * @param tick of the price
     * @param fee of a swap in hundredths of a bip, as of this block
     * @param feeGrowthGlobal0X128 fees of token0 per unit of liquidity since the pool began, times 2¹²⁸, wrapping
     * @param feeGrowthGlobal1X128 the same of token1
     */
    record PoolState(
            BigInteger sqrtPriceX96,
            int tick,
            int fee,
            BigInteger feeGrowthGlobal0X128,
            BigInteger feeGrowthGlobal1X128) {}

    /**
     * Which word of the answer of {@code positions(tokenId)} is tickLower. Then follow tickUpper, liquidity, feeGrowthInside of both
     * tokens, tokensOwed of both; words 2 and 3 are the tokens.
     *
     * @throws MalformedResponse if a manager of this branch does not answer so many words
     */
    int rangeWord(AbiData position);

    /**
     * The call that tells a position's pool, the zero address for none.
     *
     * @param position answer of {@code positions(tokenId)}
     */
    ContractCall findPool(Address factory, AbiData position);

    /** The calls whose answers {@link #state} reads. */
    List<ContractCall> stateCalls(Address pool);

    /** Where a pool stands, from the answers of {@link #stateCalls}. */
    PoolState state(List<AbiData> answers);

    /** An end of a range. */
    TickSnapshot tick(int tick, AbiData answer);

    /** Under which key a pool keeps the position of an owner in a range: of NFTs the manager owns it, one for all with that range. */
    Bytes32 positionKey(Address owner, int tickLower, int tickUpper);
}
