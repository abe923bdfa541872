package io.plimsoll.evm.protocol.uniswapv3;

import io.plimsoll.core.domain.chain.ChainReader;
import io.plimsoll.core.domain.chain.ContractCall;
import io.plimsoll.core.domain.market.PoolSnapshot;
import io.plimsoll.core.domain.market.TickSnapshot;
import io.plimsoll.core.domain.market.Token;
import io.plimsoll.core.domain.position.LpPosition;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.NotFound;
import io.plimsoll.evm.abi.AbiData;
import io.plimsoll.evm.multicall.NewestState;
import io.plimsoll.evm.protocol.StateReads;
import io.plimsoll.evm.protocol.erc20.TokenReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.web3j.abi.datatypes.generated.Int24;

/**
 * Reads pools of one branch of the Uniswap V3 family. A pool says itself what it is: that it is one of a certain factory is known
 * from the factory's events, or from asking the factory. Thread-safe.
 */
public final class UniswapV3PoolReader {
    private static final List<String> COMMON = List.of("token0", "token1", "tickSpacing", "liquidity");

    private final ChainReader chain;
    private final PoolLayout layout;

    /** A reader of pools of this layout. */
    public UniswapV3PoolReader(ChainReader chain, PoolLayout layout) {
        this.chain = chain;
        this.layout = layout;
    }

    /**
     * Pools in the state after the newest block, in their order.
     *
     * @throws NotFound if one of them does not answer as a pool does
     * @throws MalformedResponse if one answers as a pool of another layout does
     */
    public List<LiquidityPool> fetch(List<Address> pools) {
        return NewestState.read(chain, block -> fetch(pools, block));
    }

    private List<LiquidityPool> fetch(List<Address> pools, BlockRef block) {
        StateReads reads = new StateReads(chain, block);
        List<List<Supplier<Optional<AbiData>>>> asked = new ArrayList<>();
        for (Address pool : pools) {
            asked.add(Stream.concat(
                            COMMON.stream().map(function -> new ContractCall(pool, AbiData.encode(function))),
                            layout.stateCalls(pool).stream())
                    .map(call -> reads.find(call, Function.<AbiData>identity(), "pool"))
                    .toList());
        }
        reads.ask();
        List<Supplier<LiquidityPool>> read = new ArrayList<>();
        for (int i = 0; i < pools.size(); i++) {
            read.add(pool(reads, pools.get(i), answers(pools.get(i), asked.get(i)), block));
        }
        reads.ask();
        return read.stream().map(Supplier::get).toList();
    }

    private static List<AbiData> answers(Address pool, List<Supplier<Optional<AbiData>>> asked) {
        return asked.stream()
                .map(answer -> answer.get()
                        .filter(data -> data.words() > 0)
                        .orElseThrow(() -> new NotFound(
                                "chain", pool + " is no pool of this layout: a call that pools answer failed")))
                .toList();
    }

    private Supplier<LiquidityPool> pool(StateReads reads, Address pool, List<AbiData> answers, BlockRef block) {
        Supplier<Token> token0 = TokenReader.read(reads, answers.get(0).address(0));
        Supplier<Token> token1 = TokenReader.read(reads, answers.get(1).address(0));
        PoolLayout.PoolState state = layout.state(answers.subList(COMMON.size(), answers.size()));
        return () -> new LiquidityPool(
                new PoolSnapshot(
                        pool,
                        token0.get(),
                        token1.get(),
                        block,
                        state.sqrtPriceX96(),
                        state.tick(),
                        state.feeGrowthGlobal0X128(),
                        state.feeGrowthGlobal1X128()),
                state.fee(),
                answers.get(2).smallInt(0),
                answers.get(3).unsigned(0));
    }

    /**
     * Fee growth outside of ticks of a pool in the state after a block, in their order; 0 of a tick at which no position ends.
     *
     * @throws IllegalArgumentException if a tick is beyond those that there are
     * @throws NotFound if there is no such pool
     */
    public List<TickSnapshot> fetchTicks(Address pool, List<Integer> ticks, BlockRef block) {
        StateReads reads = new StateReads(chain, block);
        List<Supplier<Optional<AbiData>>> answers = new ArrayList<>();
        for (int tick : ticks) {
            if (tick < -LpPosition.MAX_TICK || tick > LpPosition.MAX_TICK) {
                throw new IllegalArgumentException(
                        "ticks are " + -LpPosition.MAX_TICK + " to " + LpPosition.MAX_TICK + ", got " + tick);
            }
            answers.add(reads.find(pool, Function.identity(), "ticks", new Int24(tick)));
        }
        reads.ask();
        List<TickSnapshot> snapshots = new ArrayList<>();
        for (int i = 0; i < ticks.size(); i++) {
            snapshots.add(layout.tick(
                    ticks.get(i),
                    answers.get(i)
                            .get()
                            .orElseThrow(() -> new NotFound("chain", pool + " is no pool: ticks reverted"))));
        }
        return snapshots;
    }
}
