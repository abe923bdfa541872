package io.plimsoll.evm.protocol.uniswapv3;

import io.plimsoll.core.domain.chain.CallResult;
import io.plimsoll.core.domain.chain.ChainReader;
import io.plimsoll.core.domain.chain.ContractCall;
import io.plimsoll.core.domain.market.PoolSnapshot;
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
import io.plimsoll.evm.protocol.erc20.TokenReader;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Int24;
import org.web3j.abi.datatypes.generated.Uint256;

/**
 * Reads positions of a deployment of the Uniswap V3 family, all in the state after one block: the manager's positions, then their
 * pools and tokens, then prices and fee growth. Thread-safe.
 *
 * <p>Anybody can send positions to anybody, and make them of tokens of their own. So a token that does not tell its symbol or
 * decimals, or tells nonsense, does not spoil the others: its symbol is then its address, and its decimals are 0. Empty positions
 * cost one word of an answer and are not looked into, and an account with very many positions is refused ({@link
 * TooManyPositions}) before they are listed.
 *
 * <p>Only what the account itself holds is found: a position that is staked belongs to the farm or gauge; read it by its number.
 *
 * @see <a href="https://docs.uniswap.org/contracts/v3/reference/periphery/NonfungiblePositionManager">position manager</a>
 * @see <a href="https://docs.uniswap.org/contracts/v3/reference/core/UniswapV3Pool">pool</a>
 */
public final class UniswapV3PositionReader implements LpHoldingSource {
    /** How many positions of an account are read at once unless told otherwise. */
    public static final int DEFAULT_LIMIT = 1_000;

    private final ChainReader chain;
    private final TokenReader tokens;
    private final Address manager;
    private final Address factory;
    private final PoolLayout layout;
    private final int limit;

    /** A position as its manager tells it, and the answer that it was read from. The fee of its pool is not known yet. */
    private record Managed(LpPosition position, AbiData answer) {
        boolean isEmpty() {
            return position.liquidity().signum() == 0
                    && position.tokensOwed0().signum() == 0
                    && position.tokensOwed1().signum() == 0;
        }

        LpPosition withFee(int fee) {
            return new LpPosition(
                    position.chainId(),
                    position.manager(),
                    position.tokenId(),
                    position.token0(),
                    position.token1(),
                    fee,
                    position.tickLower(),
                    position.tickUpper(),
                    position.liquidity(),
                    position.feeGrowthInside0LastX128(),
                    position.feeGrowthInside1LastX128(),
                    position.tokensOwed0(),
                    position.tokensOwed1());
        }
    }

    /**
     * A reader of a deployment that keys pools by fee, as Uniswap's own.
     *
     * @param manager NonfungiblePositionManager
     * @param factory UniswapV3Factory
     */
    public UniswapV3PositionReader(ChainReader chain, Address manager, Address factory) {
        this(chain, manager, factory, UniswapLayout.BY_FEE, DEFAULT_LIMIT);
    }

    /**
     * A reader of a deployment of any branch.
     *
     * @param limit of positions of an account that are read at once, positive
     */
    public UniswapV3PositionReader(
            ChainReader chain, Address manager, Address factory, PoolLayout layout, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit of positions must be positive, got " + limit);
        }
        this.chain = chain;
        this.tokens = new TokenReader(chain);
        this.manager = manager;
        this.factory = factory;
        this.layout = layout;
        this.limit = limit;
    }

    /**
     * {@inheritDoc}
     *
     * @throws TooManyPositions if the account has more than are read at once, empty ones included
     */
    @Override
    public List<LpHolding> fetch(Address owner) {
        BlockRef block = chain.latest();
        long count = count(owner, block);
        if (count > limit) {
            throw new TooManyPositions(owner, manager, count, limit);
        }
        return read(notEmpty(managed(ids(owner, 0, count, block), block)), block);
    }

    /**
     * The positions of an account that are not empty among those from a place on. Places are the manager's and change when a position
     * leaves the account, so pages of different blocks may miss one or have it twice.
     *
     * @param from place to begin at, from 0
     * @param size of the page, empty positions included; at most the limit
     * @return nothing beyond the last place
     */
    public List<LpHolding> fetchPage(Address owner, long from, int size) {
        if (from < 0 || size < 1 || size > limit) {
            throw new IllegalArgumentException("a page begins at 0 or above and has 1 to " + limit
                    + " positions, got from " + from + " and size " + size);
        }
        BlockRef block = chain.latest();
        long to = Math.min(count(owner, block), from + size);
        return read(notEmpty(managed(ids(owner, from, to, block), block)), block);
    }

    /**
     * One position.
     *
     * @throws NotFound if the manager has no such token
     */
    public LpHolding fetchPosition(BigInteger tokenId) {
        return fetchPositions(List.of(tokenId)).get(0);
    }

    /**
     * Positions by their numbers, whoever holds them, empty ones included, in their order.
     *
     * @throws NotFound if the manager has no such token
     */
    public List<LpHolding> fetchPositions(List<BigInteger> tokenIds) {
        BlockRef block = chain.latest();
        return read(managed(tokenIds, block), block);
    }

    /**
     * What could be collected from positions, whoever holds them, in their order.
     *
     * @throws NotFound if the manager has no such token
     */
    public List<Collectable> fetchCollectable(List<BigInteger> tokenIds) {
        BlockRef block = chain.latest();
        List<LpHolding> holdings = read(managed(tokenIds, block), block);
        List<AbiData> inPools = answers(
                "position in the pool",
                holdings.stream()
                        .map(holding -> call(
                                holding.pool().address(),
                                "positions",
                                new Bytes32(layout.positionKey(
                                                manager,
                                                holding.position().tickLower(),
                                                holding.position().tickUpper())
                                        .toBytes())))
                        .toList(),
                block);
        List<Collectable> collectable = new ArrayList<>();
        for (int i = 0; i < holdings.size(); i++) {
            collectable.add(Collectable.of(holdings.get(i), inPools.get(i)));
        }
        return collectable;
    }

    private long count(Address owner, BlockRef block) {
        BigInteger count = answers(
                        "balanceOf", List.of(call(manager, "balanceOf", AbiData.argument(owner))), block)
                .get(0)
                .unsigned(0);
        if (count.bitLength() > 63) {
            throw new MalformedResponse("chain", owner + " has " + count + " positions of " + manager, null);
        }
        return count.longValue();
    }

    private List<BigInteger> ids(Address owner, long from, long to, BlockRef block) {
        List<ContractCall> calls = LongStream.range(from, to)
                .mapToObj(i -> call(
                        manager,
                        "tokenOfOwnerByIndex",
                        AbiData.argument(owner),
                        new Uint256(BigInteger.valueOf(i))))
                .toList();
        return answers("tokenOfOwnerByIndex", calls, block).stream()
                .map(answer -> answer.unsigned(0))
                .toList();
    }

    private List<Managed> managed(List<BigInteger> ids, BlockRef block) {
        if (ids.isEmpty()) {
            return List.of();
        }
        List<CallResult> results = chain.call(
                ids.stream()
                        .map(id -> call(manager, "positions", new Uint256(id)))
                        .toList(),
                block);
        ChainId chainId = chain.chainId();
        List<Managed> managed = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            if (!results.get(i).success()) {
                throw new NotFound("chain", "position manager " + manager + " has no position " + ids.get(i));
            }
            AbiData answer = new AbiData("positions of " + manager, results.get(i).data());
            managed.add(new Managed(position(chainId, ids.get(i), answer), answer));
        }
        return managed;
    }

    private static List<Managed> notEmpty(List<Managed> positions) {
        return positions.stream().filter(position -> !position.isEmpty()).toList();
    }

    private List<LpHolding> read(List<Managed> positions, BlockRef block) {
        if (positions.isEmpty()) {
            return List.of();
        }
        List<Address> pools = pools(positions, block);
        Map<Address, Token> tokensByAddress = tokens.fetchTokens(
                positions.stream()
                        .flatMap(position -> Stream.of(
                                position.position.token0(), position.position.token1()))
                        .toList(),
                block);
        Map<Address, List<AbiData>> states = states(pools, block);
        List<ContractCall> tickCalls = new ArrayList<>();
        for (int i = 0; i < positions.size(); i++) {
            tickCalls.add(call(pools.get(i), "ticks", new Int24(positions.get(i).position.tickLower())));
            tickCalls.add(call(pools.get(i), "ticks", new Int24(positions.get(i).position.tickUpper())));
        }
        List<AbiData> ticks = answers("ticks", tickCalls, block);
        List<LpHolding> holdings = new ArrayList<>();
        for (int i = 0; i < positions.size(); i++) {
            PoolLayout.PoolState state = layout.state(states.get(pools.get(i)));
            LpPosition position = withFee(positions.get(i), state.fee());
            holdings.add(new LpHolding(
                    position,
                    new PoolSnapshot(
                            pools.get(i),
                            tokensByAddress.get(position.token0()),
                            tokensByAddress.get(position.token1()),
                            block,
                            state.sqrtPriceX96(),
                            state.tick(),
                            state.feeGrowthGlobal0X128(),
                            state.feeGrowthGlobal1X128()),
                    layout.tick(position.tickLower(), ticks.get(2 * i)),
                    layout.tick(position.tickUpper(), ticks.get(2 * i + 1))));
        }
        return holdings;
    }

    private List<Address> pools(List<Managed> positions, BlockRef block) {
        List<AbiData> found = answers(
                "pool",
                positions.stream()
                        .map(position -> layout.findPool(factory, position.answer))
                        .toList(),
                block);
        List<Address> pools = new ArrayList<>();
        for (int i = 0; i < positions.size(); i++) {
            Address pool = found.get(i).address(0);
            if (pool.equals(Address.ZERO)) {
                throw new MalformedResponse(
                        "chain", "factory " + factory + " has no pool for position " + positions.get(i).position.tokenId(), null);
            }
            pools.add(pool);
        }
        return pools;
    }

    /** Each pool is asked once, however many positions are in it. */
    private Map<Address, List<AbiData>> states(List<Address> pools, BlockRef block) {
        List<Address> distinct = pools.stream().distinct().toList();
        List<List<ContractCall>> calls =
                distinct.stream().map(layout::stateCalls).toList();
        List<AbiData> answers =
                answers("pool state", calls.stream().flatMap(List::stream).toList(), block);
        Map<Address, List<AbiData>> states = new LinkedHashMap<>();
        int next = 0;
        for (int i = 0; i < distinct.size(); i++) {
            int end = next + calls.get(i).size();
            states.put(distinct.get(i), answers.subList(next, end));
            next = end;
        }
        return states;
    }

    private LpPosition position(ChainId chainId, BigInteger tokenId, AbiData answer) {
        int range = layout.rangeWord(answer);
        try {
            return new LpPosition(
                    chainId,
                    manager,
                    tokenId,
                    answer.address(2),
                    answer.address(3),
                    0,
                    answer.smallInt(range),
                    answer.smallInt(range + 1),
                    answer.unsigned(range + 2),
                    answer.unsigned(range + 3),
                    answer.unsigned(range + 4),
                    answer.unsigned(range + 5),
                    answer.unsigned(range + 6));
        } catch (IllegalArgumentException e) {
            throw new MalformedResponse(
                    "chain", "position " + tokenId + " of " + manager + ": " + e.getMessage(), e);
        }
    }

    private static LpPosition withFee(Managed managed, int fee) {
        try {
            return managed.withFee(fee);
        } catch (IllegalArgumentException e) {
            throw new MalformedResponse(
                    "chain", "pool of position " + managed.position.tokenId() + ": " + e.getMessage(), e);
        }
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
}
