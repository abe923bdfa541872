package io.plimsoll.evm.protocol.uniswapv3;

import io.plimsoll.core.domain.chain.ChainReader;
import io.plimsoll.core.domain.chain.ContractCall;
import io.plimsoll.core.domain.market.PoolSnapshot;
import io.plimsoll.core.domain.market.Token;
import io.plimsoll.core.domain.position.LpHolding;
import io.plimsoll.core.domain.position.LpHoldingSource;
import io.plimsoll.core.domain.position.LpPosition;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.NotFound;
import io.plimsoll.evm.abi.AbiData;
import io.plimsoll.evm.multicall.NewestState;
import io.plimsoll.evm.protocol.StateReads;
import io.plimsoll.evm.protocol.erc20.TokenReader;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Int24;

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

    /** More than any deployment has in use; strangers' pools must not fill the memory. */
    private static final int MOST_KNOWN_POOLS = 10_000;

    private final ChainReader chain;
    private final Address manager;
    private final Address factory;
    private final PoolLayout layout;
    private final int limit;
    private final Map<String, Address> knownPools = new ConcurrentHashMap<>();
    private volatile @Nullable ChainId knownChain;

    /** How many positions an account has, and those that are not empty if they are not too many. */
    private record Account(long count, List<LpHolding> holdings) {}

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
    public UniswapV3PositionReader(ChainReader chain, Address manager, Address factory, PoolLayout layout, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit of positions must be positive, got " + limit);
        }
        this.chain = chain;
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
        Account account = NewestState.read(chain, block -> {
            StateReads reads = new StateReads(chain, block);
            long count = count(owner, reads);
            return new Account(
                    count,
                    count > limit ? List.of() : holdings(notEmpty(managed(ids(owner, 0, count, reads), reads)), reads));
        });
        if (account.count > limit) {
            throw new TooManyPositions(owner, manager, account.count, limit);
        }
        return account.holdings;
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
        return NewestState.read(chain, block -> {
            StateReads reads = new StateReads(chain, block);
            long count = count(owner, reads);
            long to = count - from > size ? from + size : count;
            return holdings(notEmpty(managed(ids(owner, from, to, reads), reads)), reads);
        });
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
        return NewestState.read(chain, block -> {
            StateReads reads = new StateReads(chain, block);
            return holdings(managed(tokenIds, reads), reads);
        });
    }

    /**
     * What could be collected from positions, whoever holds them, in their order. In pools that count staked liquidity apart, as
     * Slipstream does, a staked position earns its gauge's rewards instead of fees: what is told of it may be more than it gets.
     *
     * @throws NotFound if the manager has no such token
     */
    public List<Collectable> fetchCollectable(List<BigInteger> tokenIds) {
        return NewestState.read(chain, block -> {
            StateReads reads = new StateReads(chain, block);
            List<Managed> positions = managed(tokenIds, reads);
            List<Address> pools = pools(positions, reads);
            List<Supplier<AbiData>> inPools = new ArrayList<>();
            for (int i = 0; i < positions.size(); i++) {
                LpPosition position = positions.get(i).position;
                byte[] key = layout.positionKey(manager, position.tickLower(), position.tickUpper())
                        .toBytes();
                inPools.add(reads.read(pools.get(i), Function.identity(), "positions", new Bytes32(key)));
            }
            List<LpHolding> holdings = holdings(positions, pools, reads);
            List<Collectable> collectable = new ArrayList<>();
            for (int i = 0; i < holdings.size(); i++) {
                collectable.add(Collectable.of(holdings.get(i), inPools.get(i).get()));
            }
            return collectable;
        });
    }

    private long count(Address owner, StateReads reads) {
        Supplier<BigInteger> answer =
                reads.read(manager, data -> data.unsigned(0), "balanceOf", AbiData.argument(owner));
        reads.ask();
        BigInteger count = answer.get();
        if (count.bitLength() > 63) {
            throw new MalformedResponse("chain", owner + " has " + count + " positions of " + manager, null);
        }
        return count.longValue();
    }

    private List<BigInteger> ids(Address owner, long from, long to, StateReads reads) {
        List<Supplier<BigInteger>> ids = new ArrayList<>();
        for (long i = from; i < to; i++) {
            ids.add(reads.read(
                    manager,
                    answer -> answer.unsigned(0),
                    "tokenOfOwnerByIndex",
                    AbiData.argument(owner),
                    AbiData.argument(BigInteger.valueOf(i))));
        }
        reads.ask();
        return ids.stream().map(Supplier::get).toList();
    }

    private List<Managed> managed(List<BigInteger> ids, StateReads reads) {
        List<Supplier<Optional<AbiData>>> answers = new ArrayList<>();
        for (BigInteger id : ids) {
            answers.add(reads.find(manager, Function.identity(), "positions", AbiData.argument(id)));
        }
        reads.ask();
        List<Managed> managed = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            BigInteger id = ids.get(i);
            AbiData answer = answers.get(i)
                    .get()
                    .orElseThrow(() -> new NotFound("chain", "position manager " + manager + " has no position " + id));
            managed.add(new Managed(position(id, answer), answer));
        }
        return managed;
    }

    private static List<Managed> notEmpty(List<Managed> positions) {
        return positions.stream().filter(position -> !position.isEmpty()).toList();
    }

    private List<LpHolding> holdings(List<Managed> positions, StateReads reads) {
        return holdings(positions, pools(positions, reads), reads);
    }

    /**
     * All that the positions depend on, asked together with what is to be read already. Each pool and token is asked once, however many
     * positions are of it.
     */
    private List<LpHolding> holdings(List<Managed> positions, List<Address> pools, StateReads reads) {
        Map<Address, List<Supplier<AbiData>>> states = new HashMap<>();
        Map<Address, Supplier<Token>> tokens = new HashMap<>();
        List<List<Supplier<AbiData>>> ends = new ArrayList<>();
        for (int i = 0; i < positions.size(); i++) {
            LpPosition position = positions.get(i).position;
            Address pool = pools.get(i);
            states.computeIfAbsent(
                    pool,
                    key -> layout.stateCalls(key).stream()
                            .map(call -> reads.read(call, Function.<AbiData>identity(), "pool state"))
                            .toList());
            ends.add(Stream.of(position.tickLower(), position.tickUpper())
                    .map(tick -> reads.read(pool, Function.<AbiData>identity(), "ticks", new Int24(tick)))
                    .toList());
            tokens.computeIfAbsent(position.token0(), token -> TokenReader.read(reads, token));
            tokens.computeIfAbsent(position.token1(), token -> TokenReader.read(reads, token));
        }
        reads.ask();
        List<LpHolding> holdings = new ArrayList<>();
        for (int i = 0; i < positions.size(); i++) {
            Address pool = pools.get(i);
            PoolLayout.PoolState state = layout.state(Objects.requireNonNull(states.get(pool)).stream()
                    .map(Supplier::get)
                    .toList());
            LpPosition position = withFee(positions.get(i), state.fee());
            holdings.add(new LpHolding(
                    position,
                    new PoolSnapshot(
                            pool,
                            Objects.requireNonNull(tokens.get(position.token0()))
                                    .get(),
                            Objects.requireNonNull(tokens.get(position.token1()))
                                    .get(),
                            reads.at(),
                            state.sqrtPriceX96(),
                            state.tick(),
                            state.feeGrowthGlobal0X128(),
                            state.feeGrowthGlobal1X128()),
                    layout.tick(position.tickLower(), ends.get(i).get(0).get()),
                    layout.tick(position.tickUpper(), ends.get(i).get(1).get())));
        }
        return holdings;
    }

    /** Where pools are does not change, so a factory is asked once for each. */
    private List<Address> pools(List<Managed> positions, StateReads reads) {
        List<String> keys = new ArrayList<>();
        Map<String, Supplier<Address>> found = new HashMap<>();
        for (Managed managed : positions) {
            ContractCall question = layout.findPool(factory, managed.answer);
            String key = Hex.encode(question.data());
            keys.add(key);
            found.computeIfAbsent(key, unknown -> {
                Address known = knownPools.get(key);
                return known != null ? () -> known : reads.read(question, answer -> answer.address(0), "pool");
            });
        }
        reads.ask();
        List<Address> pools = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            Address pool = Objects.requireNonNull(found.get(keys.get(i))).get();
            if (pool.equals(Address.ZERO)) {
                throw new MalformedResponse(
                        "chain",
                        "factory " + factory + " has no pool for position "
                                + positions.get(i).position.tokenId(),
                        null);
            }
            remember(keys.get(i), pool);
            pools.add(pool);
        }
        return pools;
    }

    private void remember(String key, Address pool) {
        if (knownPools.size() >= MOST_KNOWN_POOLS) {
            knownPools.clear();
        }
        knownPools.put(key, pool);
    }

    private ChainId chainId() {
        ChainId known = knownChain;
        if (known == null) {
            known = chain.chainId();
            knownChain = known;
        }
        return known;
    }

    private LpPosition position(BigInteger tokenId, AbiData answer) {
        int range = layout.rangeWord(answer);
        try {
            return new LpPosition(
                    chainId(),
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
            throw new MalformedResponse("chain", "position " + tokenId + " of " + manager + ": " + e.getMessage(), e);
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
}
