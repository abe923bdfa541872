package io.plimsoll.evm.protocol.uniswapv3;

import io.plimsoll.core.domain.chain.CallResult;
import io.plimsoll.core.domain.chain.ChainReader;
import io.plimsoll.core.domain.chain.ContractCall;
import io.plimsoll.core.domain.market.PoolSnapshot;
import io.plimsoll.core.domain.market.TickSnapshot;
import io.plimsoll.core.domain.market.Token;
import io.plimsoll.core.domain.position.LpHolding;
import io.plimsoll.core.domain.position.LpHoldingSource;
import io.plimsoll.core.domain.position.LpPosition;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.NotFound;
import io.plimsoll.evm.abi.AbiData;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.generated.Int24;
import org.web3j.abi.datatypes.generated.Uint24;
import org.web3j.abi.datatypes.generated.Uint256;

/**
 * Reads positions of a Uniswap V3 deployment, all in the state after one block: the manager's positions, then their pools and
 * tokens, then prices and fee growth; eight requests for up to 40 positions. Thread-safe.
 *
 * <p>Anybody can send a position of a token of their own to anybody. So a token that does not tell its symbol or decimals, or
 * tells nonsense, does not spoil the others: its symbol is then its address, and its decimals are 0. Both are optional in an
 * ERC-20. Symbols are stripped of what is not printable, and cut off.
 *
 * @see <a href="https://docs.uniswap.org/contracts/v3/reference/periphery/NonfungiblePositionManager">position manager</a>
 * @see <a href="https://docs.uniswap.org/contracts/v3/reference/core/UniswapV3Pool">pool</a>
 */
public final class UniswapV3PositionReader implements LpHoldingSource {
    private static final int SYMBOL_LENGTH = 32;
    private static final int MAX_DECIMALS = 255;

    private final ChainReader chain;
    private final Address manager;
    private final Address factory;

    /**
     * A reader of one deployment.
     *
     * @param manager NonfungiblePositionManager
     * @param factory UniswapV3Factory
     */
    public UniswapV3PositionReader(ChainReader chain, Address manager, Address factory) {
        this.chain = chain;
        this.manager = manager;
        this.factory = factory;
    }

    @Override
    public List<LpHolding> fetch(Address owner) {
        BlockRef block = chain.latest();
        int count = single(manager, "balanceOf", block, AbiData.argument(owner)).smallInt(0);
        List<ContractCall> calls = IntStream.range(0, count)
                .mapToObj(i ->
                        call(manager, "tokenOfOwnerByIndex", AbiData.argument(owner), uint256(BigInteger.valueOf(i))))
                .toList();
        List<BigInteger> ids = answers("tokenOfOwnerByIndex", calls, block).stream()
                .map(answer -> answer.unsigned(0))
                .toList();
        return read(ids, block).stream()
                .filter(holding -> holding.position().liquidity().signum() > 0
                        || holding.position().tokensOwed0().signum() > 0
                        || holding.position().tokensOwed1().signum() > 0)
                .toList();
    }

    /**
     * One position.
     *
     * @throws NotFound if the manager has no such token
     */
    public LpHolding fetchPosition(BigInteger tokenId) {
        BlockRef block = chain.latest();
        CallResult result = chain.call(List.of(call(manager, "positions", uint256(tokenId))), block)
                .get(0);
        if (!result.success()) {
            throw new NotFound("chain", "position manager " + manager + " has no position " + tokenId);
        }
        return read(List.of(tokenId), block).get(0);
    }

    private List<LpHolding> read(List<BigInteger> ids, BlockRef block) {
        if (ids.isEmpty()) {
            return List.of();
        }
        ChainId chainId = chain.chainId();
        List<AbiData> answers = answers(
                "positions",
                ids.stream().map(id -> call(manager, "positions", uint256(id))).toList(),
                block);
        List<LpPosition> positions = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            positions.add(position(chainId, ids.get(i), answers.get(i)));
        }
        List<AbiData> deployed =
                answers("pool", positions.stream().map(this::poolOf).toList(), block);
        List<Token> tokens = tokens(
                positions.stream()
                        .flatMap(position -> Stream.of(position.token0(), position.token1()))
                        .toList(),
                block);
        List<Address> pools = new ArrayList<>();
        List<ContractCall> states = new ArrayList<>();
        for (int i = 0; i < positions.size(); i++) {
            Address pool = deployed.get(i).address(0);
            if (pool.equals(Address.ZERO)) {
                throw new MalformedResponse(
                        "chain", "factory " + factory + " has no pool for position " + ids.get(i), null);
            }
            pools.add(pool);
            states.addAll(states(pool, positions.get(i)));
        }
        List<AbiData> state = answers("pool state", states, block);
        List<LpHolding> holdings = new ArrayList<>();
        for (int i = 0; i < positions.size(); i++) {
            holdings.add(holding(
                    positions.get(i),
                    pools.get(i),
                    tokens.subList(2 * i, 2 * i + 2),
                    state.subList(5 * i, 5 * i + 5),
                    block));
        }
        return holdings;
    }

    private LpPosition position(ChainId chainId, BigInteger id, AbiData answer) {
        // nonce, operator, token0, token1, fee, tickLower, tickUpper, liquidity, growth 0 and 1, owed 0 and 1
        try {
            return new LpPosition(
                    chainId,
                    manager,
                    id,
                    answer.address(2),
                    answer.address(3),
                    answer.smallInt(4),
                    answer.smallInt(5),
                    answer.smallInt(6),
                    answer.unsigned(7),
                    answer.unsigned(8),
                    answer.unsigned(9),
                    answer.unsigned(10),
                    answer.unsigned(11));
        } catch (IllegalArgumentException e) {
            throw new MalformedResponse("chain", "position " + id + " of " + manager + ": " + e.getMessage(), e);
        }
    }

    private ContractCall poolOf(LpPosition position) {
        return call(
                factory,
                "getPool",
                AbiData.argument(position.token0()),
                AbiData.argument(position.token1()),
                new Uint24(position.fee()));
    }

    private List<Token> tokens(List<Address> addresses, BlockRef block) {
        List<CallResult> results = chain.call(
                addresses.stream()
                        .flatMap(address -> Stream.of(call(address, "symbol"), call(address, "decimals")))
                        .toList(),
                block);
        List<Token> tokens = new ArrayList<>();
        for (int i = 0; i < addresses.size(); i++) {
            tokens.add(new Token(
                    addresses.get(i),
                    told(results.get(2 * i), AbiData::text)
                            .map(UniswapV3PositionReader::printable)
                            .filter(symbol -> !symbol.isEmpty())
                            .orElse(addresses.get(i).abbreviated()),
                    told(results.get(2 * i + 1), answer -> answer.smallInt(0))
                            .filter(decimals -> decimals >= 0 && decimals <= MAX_DECIMALS)
                            .orElse(0)));
        }
        return tokens;
    }

    private static <T> Optional<T> told(CallResult result, Function<AbiData, T> decoder) {
        if (!result.success()) {
            return Optional.empty();
        }
        try {
            return Optional.of(decoder.apply(new AbiData("token", result.data())));
        } catch (MalformedResponse nonsense) {
            return Optional.empty();
        }
    }

    private static String printable(String symbol) {
        String clean = symbol.replaceAll("[\\p{C}\\p{Z}]", "");
        return clean.substring(0, Math.min(SYMBOL_LENGTH, clean.length()));
    }

    private static List<ContractCall> states(Address pool, LpPosition position) {
        return List.of(
                call(pool, "slot0"),
                call(pool, "feeGrowthGlobal0X128"),
                call(pool, "feeGrowthGlobal1X128"),
                call(pool, "ticks", new Int24(position.tickLower())),
                call(pool, "ticks", new Int24(position.tickUpper())));
    }

    private static LpHolding holding(
            LpPosition position, Address pool, List<Token> tokens, List<AbiData> state, BlockRef block) {
        PoolSnapshot snapshot = new PoolSnapshot(
                pool,
                tokens.get(0),
                tokens.get(1),
                block,
                state.get(0).unsigned(0),
                state.get(0).smallInt(1),
                state.get(1).unsigned(0),
                state.get(2).unsigned(0));
        return new LpHolding(
                position, snapshot, tick(position.tickLower(), state.get(3)), tick(position.tickUpper(), state.get(4)));
    }

    private static TickSnapshot tick(int tick, AbiData answer) {
        // liquidityGross, liquidityNet, feeGrowthOutside 0 and 1, …
        return new TickSnapshot(tick, answer.unsigned(2), answer.unsigned(3));
    }

    private AbiData single(Address to, String function, BlockRef block, Type<?>... arguments) {
        return answers(function, List.of(call(to, function, arguments)), block).get(0);
    }

    private List<AbiData> answers(String what, List<ContractCall> calls, BlockRef block) {
        List<CallResult> results = chain.call(calls, block);
        List<AbiData> answers = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            if (!results.get(i).success()) {
                throw new MalformedResponse(
                        "chain", what + ": the call to " + calls.get(i).to() + " reverted", null);
            }
            answers.add(new AbiData(
                    what + " of " + calls.get(i).to(), results.get(i).data()));
        }
        return answers;
    }

    private static ContractCall call(Address to, String function, Type<?>... arguments) {
        return new ContractCall(to, AbiData.encode(function, arguments));
    }

    private static Uint256 uint256(BigInteger value) {
        return new Uint256(value);
    }
}
