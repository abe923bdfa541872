package io.plimsoll.evm.protocol.algebra;

import io.plimsoll.core.domain.chain.ContractCall;
import io.plimsoll.core.domain.market.TickSnapshot;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.evm.abi.AbiData;
import io.plimsoll.evm.protocol.uniswapv3.PoolLayout;
import io.plimsoll.evm.protocol.uniswapv3.UniswapV3PositionReader;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Pools of Algebra Integral: one per pair, and one per pair and deployer of custom pools; the fee changes with every swap. Positions
 * are read by a {@link UniswapV3PositionReader} with this layout.
 *
 * <p>The fee is the pool's {@code lastFee}: what it charges unless its plugin says otherwise at the moment of a swap. The plugin
 * itself is not asked, as that of a custom pool may be anybody's code.
 *
 * @see <a href="https://github.com/cryptoalgebra/Algebra/blob/master/src/core/contracts/interfaces/pool/IAlgebraPoolState.sol">
 *     IAlgebraPoolState</a>
 */
public enum AlgebraLayout implements PoolLayout {
    /** All releases of Integral. */
    INTEGRAL;

    private static final int POSITION_WORDS = 12;
    private static final int POSITION_WORDS_WITHOUT_DEPLOYER = 11;
    private static final int DEPLOYER_WORD = 4;
    private static final int STATE_WORDS = 6;
    private static final int TICK_WORDS = 6;
    private static final int PACKED_KEY_BYTES = 32;
    private static final int ADDRESS_BYTES = 20;

    @Override
    public int rangeWord(AbiData position) {
        // nonce, operator, token0, token1, deployer since 1.1, tickLower, …
        return requireWords("positions", position, POSITION_WORDS_WITHOUT_DEPLOYER, POSITION_WORDS) - 7;
    }

    @Override
    public ContractCall findPool(Address factory, AbiData position) {
        Address deployer = position.words() == POSITION_WORDS ? position.address(DEPLOYER_WORD) : Address.ZERO;
        return new ContractCall(
                factory,
                deployer.equals(Address.ZERO)
                        ? AbiData.encode(
                                "poolByPair",
                                AbiData.argument(position.address(2)),
                                AbiData.argument(position.address(3)))
                        : AbiData.encode(
                                "customPoolByPair",
                                AbiData.argument(deployer),
                                AbiData.argument(position.address(2)),
                                AbiData.argument(position.address(3))));
    }

    @Override
    public List<ContractCall> stateCalls(Address pool) {
        return List.of(
                new ContractCall(pool, AbiData.encode("globalState")),
                new ContractCall(pool, AbiData.encode("totalFeeGrowth0Token")),
                new ContractCall(pool, AbiData.encode("totalFeeGrowth1Token")));
    }

    @Override
    public PoolState state(List<AbiData> answers) {
        // price, tick, lastFee, pluginConfig, communityFee, unlocked
        AbiData global = answers.get(0);
        requireWords("globalState", global, STATE_WORDS, STATE_WORDS);
        return new PoolState(
                global.unsigned(0),
                global.smallInt(1),
                global.smallInt(2),
                answers.get(1).unsigned(0),
                answers.get(2).unsigned(0));
    }

    @Override
    public TickSnapshot tick(int tick, AbiData answer) {
        // liquidityTotal, liquidityDelta, prevTick, nextTick, outerFeeGrowth of both tokens
        requireWords("ticks", answer, TICK_WORDS, TICK_WORDS);
        return new TickSnapshot(tick, answer.unsigned(4), answer.unsigned(5));
    }

    @Override
    public Bytes32 positionKey(Address owner, int tickLower, int tickUpper) {
        // not hashed: owner, bottomTick and topTick side by side, 160 + 24 + 24 bits, right-aligned
        ByteBuffer packed = ByteBuffer.allocate(PACKED_KEY_BYTES)
                .position(PACKED_KEY_BYTES - ADDRESS_BYTES - 6)
                .put(owner.toBytes());
        putInt24(packed, tickLower);
        putInt24(packed, tickUpper);
        return Bytes32.of(packed.array());
    }

    private static void putInt24(ByteBuffer packed, int value) {
        packed.put((byte) (value >> 16)).put((byte) (value >> 8)).put((byte) value);
    }

    private static int requireWords(String function, AbiData answer, int least, int most) {
        int words = answer.words();
        if (words < least || words > most) {
            throw new MalformedResponse(
                    "chain",
                    function + " answered " + words + " words, Algebra Integral answers "
                            + (least == most ? least : least + " or " + most),
                    null);
        }
        return words;
    }
}
