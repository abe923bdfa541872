package io.plimsoll.evm.protocol.uniswapv3;

import io.plimsoll.core.domain.chain.CallResult;
import io.plimsoll.core.domain.chain.ChainReader;
import io.plimsoll.core.domain.chain.ContractCall;
import io.plimsoll.core.domain.market.PoolSnapshot;
import io.plimsoll.core.domain.market.TickSnapshot;
import io.plimsoll.core.domain.market.Token;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.NotFound;
import io.plimsoll.evm.abi.AbiData;
import io.plimsoll.evm.multicall.NewestState;
import io.plimsoll.evm.protocol.erc20.TokenReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
        CallPlan plan = new CallPlan();
        List<CallPlan.Part> parts = pools.stream()
                .map(pool -> plan.add(Stream.concat(
                                COMMON.stream().map(function -> new ContractCall(pool, AbiData.encode(function))),
                                layout.stateCalls(pool).stream())
                        .toList()))
                .toList();
        plan.ask(chain, block);
        List<List<AbiData>> answers = new ArrayList<>();
        for (int i = 0; i < pools.size(); i++) {
            Address pool = pools.get(i);
            if (plan.results(parts.get(i)).stream()
                    .anyMatch(result -> !result.success() || result.data().length == 0)) {
                throw new NotFound("chain", pool + " is no pool of this layout: a call that pools answer failed");
            }
            answers.add(plan.answers("pool", parts.get(i)));
        }
        List<Address> tokens = answers.stream()
                .flatMap(answer ->
                        Stream.of(answer.get(0).address(0), answer.get(1).address(0)))
                .distinct()
                .toList();
        Map<Address, Token> tokensByAddress =
                TokenReader.tokens(tokens, chain.call(TokenReader.tokenCalls(tokens), block));
        List<LiquidityPool> read = new ArrayList<>();
        for (int i = 0; i < pools.size(); i++) {
            read.add(pool(pools.get(i), answers.get(i), tokensByAddress, block));
        }
        return read;
    }

    private LiquidityPool pool(
            Address pool, List<AbiData> answers, Map<Address, Token> tokensByAddress, BlockRef block) {
        PoolLayout.PoolState state = layout.state(answers.subList(COMMON.size(), answers.size()));
        return new LiquidityPool(
                new PoolSnapshot(
                        pool,
                        Objects.requireNonNull(
                                tokensByAddress.get(answers.get(0).address(0))),
                        Objects.requireNonNull(
                                tokensByAddress.get(answers.get(1).address(0))),
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
     * @throws NotFound if there is no such pool
     */
    public List<TickSnapshot> fetchTicks(Address pool, List<Integer> ticks, BlockRef block) {
        List<CallResult> results = chain.call(
                ticks.stream()
                        .map(tick -> new ContractCall(pool, AbiData.encode("ticks", new Int24(tick))))
                        .toList(),
                block);
        List<TickSnapshot> snapshots = new ArrayList<>();
        for (int i = 0; i < ticks.size(); i++) {
            if (!results.get(i).success()) {
                throw new NotFound("chain", pool + " is no pool: ticks reverted");
            }
            snapshots.add(layout.tick(
                    ticks.get(i), new AbiData("tick of " + pool, results.get(i).data())));
        }
        return snapshots;
    }
}
