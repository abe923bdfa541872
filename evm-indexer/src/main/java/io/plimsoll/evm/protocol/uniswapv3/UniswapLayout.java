package io.plimsoll.evm.protocol.uniswapv3;

import io.plimsoll.core.domain.chain.ContractCall;
import io.plimsoll.core.domain.market.TickSnapshot;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.crypto.Keccak256;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.evm.abi.AbiData;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.List;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.generated.Int24;
import org.web3j.abi.datatypes.generated.Uint24;

/**
 * Pools as Uniswap wrote them. {@code slot0()} begins with price and tick in all of them; what follows, and how much, differs.
 *
 * @see <a href="https://docs.uniswap.org/contracts/v3/reference/core/UniswapV3Pool">pool</a>
 */
public enum UniswapLayout implements PoolLayout {
    /** Uniswap V3 and most forks: one pool per pair and fee; the fee is for ever. */
    BY_FEE {
        @Override
        Type<?> poolKey(AbiData position) {
            return new Uint24(requireFits(position.unsigned(KEY_WORD), 24, "fee"));
        }
    },

    /** Slipstream and its kind: one pool per pair and tick spacing; the fee may change with every block and is asked. */
    BY_TICK_SPACING {
        @Override
        Type<?> poolKey(AbiData position) {
            return new Int24(requireFits(position.signed(KEY_WORD), 23, "tick spacing"));
        }
    };

    private static final int POSITION_WORDS = 12;
    private static final int KEY_WORD = 4;
    private static final int TICK_WORDS = 8;
    private static final int STAKED_TICK_WORDS = 10;
    private static final int PACKED_KEY_BYTES = 26;

    abstract Type<?> poolKey(AbiData position);

    /** A manager of Algebra answers as many words, with an address here. */
    private static BigInteger requireFits(BigInteger value, int bits, String what) {
        if (value.bitLength() > bits) {
            throw new MalformedResponse(
                    "chain",
                    "positions answered " + value + ", which is no " + what + ": a manager of another kind",
                    null);
        }
        return value;
    }

    @Override
    public int rangeWord(AbiData position) {
        // nonce, operator, token0, token1, fee or tickSpacing, tickLower, …
        if (position.words() != POSITION_WORDS) {
            throw new MalformedResponse(
                    "chain",
                    "positions answered " + position.words() + " words, a manager of Uniswap's kind answers "
                            + POSITION_WORDS,
                    null);
        }
        return KEY_WORD + 1;
    }

    @Override
    public ContractCall findPool(Address factory, AbiData position) {
        return new ContractCall(
                factory,
                AbiData.encode(
                        "getPool",
                        AbiData.argument(position.address(2)),
                        AbiData.argument(position.address(3)),
                        poolKey(position)));
    }

    @Override
    public List<ContractCall> stateCalls(Address pool) {
        return List.of(
                new ContractCall(pool, AbiData.encode("slot0")),
                new ContractCall(pool, AbiData.encode("fee")),
                new ContractCall(pool, AbiData.encode("feeGrowthGlobal0X128")),
                new ContractCall(pool, AbiData.encode("feeGrowthGlobal1X128")));
    }

    @Override
    public PoolState state(List<AbiData> answers) {
        AbiData slot0 = answers.get(0);
        return new PoolState(
                slot0.unsigned(0),
                slot0.smallInt(1),
                answers.get(1).smallInt(0),
                answers.get(2).unsigned(0),
                answers.get(3).unsigned(0));
    }

    @Override
    public TickSnapshot tick(int tick, AbiData answer) {
        // liquidityGross, liquidityNet, in Slipstream the staked share of it, then feeGrowthOutside of both tokens
        int growth = switch (answer.words()) {
            case TICK_WORDS -> 2;
            case STAKED_TICK_WORDS -> 3;
            default ->
                throw new MalformedResponse(
                        "chain",
                        "ticks answered " + answer.words() + " words, a pool of Uniswap's kind answers " + TICK_WORDS
                                + ", one with staked liquidity " + STAKED_TICK_WORDS,
                        null);
        };
        return new TickSnapshot(tick, answer.unsigned(growth), answer.unsigned(growth + 1));
    }

    @Override
    public Bytes32 positionKey(Address owner, int tickLower, int tickUpper) {
        ByteBuffer packed = ByteBuffer.allocate(PACKED_KEY_BYTES).put(owner.toBytes());
        putInt24(packed, tickLower);
        putInt24(packed, tickUpper);
        return Bytes32.of(Keccak256.hash(packed.array()));
    }

    private static void putInt24(ByteBuffer packed, int value) {
        packed.put((byte) (value >> 16)).put((byte) (value >> 8)).put((byte) value);
    }
}
