package io.plimsoll.evm.protocol.uniswapv3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.domain.event.IndexId;
import io.plimsoll.core.domain.market.TickSnapshot;
import io.plimsoll.core.domain.position.FeeGrowth;
import io.plimsoll.core.domain.position.LpPosition;
import io.plimsoll.core.domain.repository.index.memory.InMemoryEvents;
import io.plimsoll.core.domain.repository.index.memory.InMemoryIndexRepository;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.error.SourceException.NotFound;
import io.plimsoll.evm.index.Factory;
import io.plimsoll.evm.index.Indexer;
import io.plimsoll.evm.index.RpcLogSource;
import io.plimsoll.evm.index.Subscription;
import io.plimsoll.evm.multicall.MulticallReader;
import io.plimsoll.evm.testing.Abi;
import io.plimsoll.evm.testing.AnvilNode;
import io.plimsoll.evm.testing.Contract;
import io.plimsoll.evm.testing.DecodedLogs;
import io.plimsoll.evm.testing.Multicall3Deployment;
import io.plimsoll.evm.testing.NodeModules;
import io.plimsoll.evm.testing.NodeTest;
import io.plimsoll.evm.testing.Receipt;
import io.plimsoll.evm.testing.TestToken;
import io.plimsoll.evm.testing.UniswapV3Deployment;
import io.plimsoll.evm.testing.UniswapV3Deployment.Pool;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.generated.Int24;
import org.web3j.abi.datatypes.generated.Uint16;
import org.web3j.abi.datatypes.generated.Uint24;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.abi.datatypes.generated.Uint8;

/** What we decode and read, against what the real contracts say of themselves. */
@NodeTest
class UniswapV3IT {
    private static final BigInteger PRICE_ONE = BigInteger.ONE.shiftLeft(96);

    @Test
    void positionsAndPool_areWhatTheContractsSay_andEventsAddUpToIt(AnvilNode node, NodeModules modules) {
        Address deployer = node.accounts().get(0);
        Address owner = node.accounts().get(1);
        Address trader = node.accounts().get(2);
        Multicall3Deployment.deploy(node, modules);
        MulticallReader chain = new MulticallReader(node.rpc());
        UniswapV3Deployment uniswap = UniswapV3Deployment.deploy(node, modules, deployer);
        TestToken one = TestToken.deploy(node, modules, deployer, "WHYPE", 18);
        TestToken other = TestToken.deploy(node, modules, deployer, "USDC", 6);
        Pool pool = uniswap.createPool(one, other, 3000, PRICE_ONE);
        Address at = pool.contract().address();
        Address manager = uniswap.positionManager().address();
        DecodedLogs logs = new DecodedLogs(node);
        Consumer<Receipt> take = receipt -> {
            logs.take(receipt, at, UniswapV3Events.POOL);
            logs.take(receipt, manager, UniswapV3Events.POSITION_MANAGER);
        };
        UniswapV3PositionReader reader =
                new UniswapV3PositionReader(chain, manager, uniswap.factory().address());

        PositionScript script = new PositionScript(
                node,
                uniswap.positionManager(),
                owner,
                new PositionScript.Exchange() {
                    @Override
                    public BigInteger mint(int lower, int upper, BigInteger amount0, BigInteger amount1) {
                        BigInteger id = uniswap.mint(owner, pool, lower, upper, amount0, amount1);
                        take.accept(DecodedLogs.newest(node));
                        return id;
                    }

                    @Override
                    public void swap(boolean zeroForOne, BigInteger amountIn) {
                        take.accept(uniswap.swap(trader, pool, zeroForOne ? pool.token0() : pool.token1(), amountIn));
                        PoolEvent.Swap swap = logs.last(PoolEvent.Swap.class);
                        List<BigInteger> slot0 = pool.contract().words("slot0");
                        assertThat(swap.sqrtPriceX96()).isEqualTo(slot0.get(0));
                        assertThat(swap.liquidity()).isEqualTo(pool.contract().number("liquidity"));
                        assertThat(zeroForOne ? swap.amount0() : swap.amount1()).isEqualTo(amountIn);
                        assertThat(zeroForOne ? swap.amount1() : swap.amount0()).isNegative();
                    }
                },
                take,
                reader);
        script.play();

        LiquidityPool read = new UniswapV3PoolReader(chain, UniswapLayout.BY_FEE)
                .fetch(List.of(at))
                .get(0);
        PoolEvent.Swap last = logs.last(PoolEvent.Swap.class);
        assertThat(read.fee()).isEqualTo(3000);
        assertThat(read.tickSpacing()).isEqualTo(60);
        assertThat(read.liquidity()).isZero();
        assertThat(read.snapshot().tick()).isEqualTo(last.tick());
        assertThat(read.snapshot().sqrtPriceX96()).isEqualTo(last.sqrtPriceX96());
        assertThat(read.snapshot().token0().address()).isEqualTo(pool.token0().address());

        // what came in and went out by events is what is left
        assertThat(balance(logs, true)).isEqualTo(pool.token0().balanceOf(at));
        assertThat(balance(logs, false)).isEqualTo(pool.token1().balanceOf(at));
        // each position's liquidity by events is 0 in the end, as in the contract
        for (BigInteger id : script.ids()) {
            BigInteger liquidity = BigInteger.ZERO;
            for (PositionEvent.IncreaseLiquidity event : logs.of(PositionEvent.IncreaseLiquidity.class)) {
                liquidity = event.tokenId().equals(id) ? liquidity.add(event.liquidity()) : liquidity;
            }
            for (PositionEvent.DecreaseLiquidity event : logs.of(PositionEvent.DecreaseLiquidity.class)) {
                liquidity = event.tokenId().equals(id) ? liquidity.subtract(event.liquidity()) : liquidity;
            }
            assertThat(liquidity).as("position " + id).isZero();
        }
        assertThat(logs.of(PositionEvent.Transfer.class))
                .hasSize(script.ids().size())
                .allSatisfy(event -> {
                    assertThat(event.from()).isEqualTo(Address.ZERO);
                    assertThat(event.to()).isEqualTo(owner);
                    assertThat(event.manager()).isEqualTo(manager);
                });
        assertThat(logs.of(PositionEvent.Collect.class)).hasSameSizeAs(logs.of(PoolEvent.Collect.class));
        assertThat(logs.of(PoolEvent.Collect.class)).allSatisfy(event -> {
            assertThat(event.owner()).isEqualTo(manager);
            assertThat(event.recipient()).isEqualTo(owner);
        });
    }

    /** The pool rounds at every booking of the range, the manager only when this position is touched. */
    @Test
    void lastOfARange_collectsWhatRoundingHasLeftInThePool(AnvilNode node, NodeModules modules) {
        Address deployer = node.accounts().get(0);
        Address owner = node.accounts().get(1);
        Address trader = node.accounts().get(2);
        Multicall3Deployment.deploy(node, modules);
        UniswapV3Deployment uniswap = UniswapV3Deployment.deploy(node, modules, deployer);
        Contract manager = uniswap.positionManager();
        Pool pool = uniswap.createPool(
                TestToken.deploy(node, modules, deployer, "A", 18),
                TestToken.deploy(node, modules, deployer, "B", 18),
                3000,
                PRICE_ONE);
        BigInteger much = new BigInteger("1234567890123456789");
        BigInteger quiet = uniswap.mint(owner, pool, -600, 600, much, much);
        BigInteger busy = uniswap.mint(owner, pool, -600, 600, BigInteger.valueOf(999), BigInteger.valueOf(999));
        for (int i = 0; i < 12; i++) {
            uniswap.swap(trader, pool, pool.token0(), BigInteger.valueOf(1_000_003L * (i + 1)));
            uniswap.swap(trader, pool, pool.token1(), BigInteger.valueOf(1_000_033L * (i + 1)));
            manager.send(owner, "collect", PositionScript.collection(owner, busy, PositionScript.UINT128_MAX));
        }
        UniswapV3PositionReader reader = new UniswapV3PositionReader(
                new MulticallReader(node.rpc()),
                manager.address(),
                uniswap.factory().address());

        Collectable collectable = reader.fetchCollectable(List.of(quiet)).get(0);

        LpPosition position = collectable.holding().position();
        assertThat(collectable.amount0())
                .isLessThan(FeeGrowth.owed(
                        position.tokensOwed0(),
                        collectable.holding().feeGrowthInside0X128(),
                        position.feeGrowthInside0LastX128(),
                        position.liquidity()));
        assertThat(List.of(collectable.amount0(), collectable.amount1()))
                .isEqualTo(PositionScript.asked(node, manager, owner, quiet));
    }

    private static BigInteger balance(DecodedLogs logs, boolean zero) {
        BigInteger balance = BigInteger.ZERO;
        for (PoolEvent.Mint mint : logs.of(PoolEvent.Mint.class)) {
            balance = balance.add(zero ? mint.amount0() : mint.amount1());
        }
        for (PoolEvent.Swap swap : logs.of(PoolEvent.Swap.class)) {
            balance = balance.add(zero ? swap.amount0() : swap.amount1());
        }
        for (PoolEvent.Collect collect : logs.of(PoolEvent.Collect.class)) {
            balance = balance.subtract(zero ? collect.amount0() : collect.amount1());
        }
        return balance;
    }

    @Test
    void eventsOfFactoryAndOwner_areTheirs(AnvilNode node, NodeModules modules) {
        Address deployer = node.accounts().get(0);
        UniswapV3Deployment uniswap = UniswapV3Deployment.deploy(node, modules, deployer);
        Address factory = uniswap.factory().address();
        DecodedLogs logs = new DecodedLogs(node);
        Pool pool = uniswap.createPool(
                TestToken.deploy(node, modules, deployer, "A", 18),
                TestToken.deploy(node, modules, deployer, "B", 18),
                500,
                PRICE_ONE.shiftLeft(3));
        Receipt created = DecodedLogs.newest(node);
        Address at = pool.contract().address();
        logs.take(created, factory, UniswapV3Events.FACTORY);
        logs.take(created, at, UniswapV3Events.POOL);

        FactoryEvent.PoolCreated event = logs.last(FactoryEvent.PoolCreated.class);
        assertThat(event.factory()).isEqualTo(factory);
        assertThat(event.token0()).isEqualTo(pool.token0().address());
        assertThat(event.token1()).isEqualTo(pool.token1().address());
        assertThat(event.fee()).isEqualTo(OptionalInt.of(500));
        assertThat(event.tickSpacing()).isEqualTo(10);
        assertThat(event.pool()).isEqualTo(at);
        assertThat(logs.last(PoolEvent.Initialize.class).sqrtPriceX96()).isEqualTo(PRICE_ONE.shiftLeft(3));
        assertThat(BigInteger.valueOf(logs.last(PoolEvent.Initialize.class).tick()))
                .isEqualTo(pool.contract().words("slot0").get(1));

        logs.take(
                pool.contract().send(deployer, "setFeeProtocol", new Uint8(4), new Uint8(10)),
                at,
                UniswapV3Events.POOL);
        assertThat(logs.last(PoolEvent.SetFeeProtocol.class).feeProtocol0New()).isEqualTo(4);
        assertThat(logs.last(PoolEvent.SetFeeProtocol.class).feeProtocol1New()).isEqualTo(10);
        logs.take(
                pool.contract().send(deployer, "increaseObservationCardinalityNext", new Uint16(77)),
                at,
                UniswapV3Events.POOL);
        assertThat(logs.last(PoolEvent.IncreaseObservationCardinalityNext.class).observationCardinalityNextNew())
                .isEqualTo(77);
        logs.take(
                uniswap.factory().send(deployer, "enableFeeAmount", new Uint24(100), new Int24(1)),
                factory,
                UniswapV3Events.FACTORY);
        assertThat(logs.last(FactoryEvent.FeeAmountEnabled.class).fee()).isEqualTo(100);
    }

    @Test
    void givenPositions_neitherSlowTheReaderNorHideTheOthers(AnvilNode node, NodeModules modules) {
        Address deployer = node.accounts().get(0);
        Address owner = node.accounts().get(1);
        Address stranger = node.accounts().get(2);
        Multicall3Deployment.deploy(node, modules);
        MulticallReader chain = new MulticallReader(node.rpc());
        UniswapV3Deployment uniswap = UniswapV3Deployment.deploy(node, modules, deployer);
        Pool pool = uniswap.createPool(
                TestToken.deploy(node, modules, deployer, "A", 18),
                TestToken.deploy(node, modules, deployer, "B", 18),
                3000,
                PRICE_ONE);
        BigInteger amount = BigInteger.TEN.pow(18);
        BigInteger own = uniswap.mint(owner, pool, -600, 600, amount, amount);
        for (int i = 0; i < 3; i++) {
            BigInteger given = uniswap.mint(stranger, pool, -600, 600, amount, amount);
            uniswap.positionManager()
                    .send(stranger, "transferFrom", Abi.address(stranger), Abi.address(owner), new Uint256(given));
        }
        UniswapV3PositionReader reader = new UniswapV3PositionReader(
                chain, uniswap.positionManager().address(), uniswap.factory().address(), UniswapLayout.BY_FEE, 3);

        assertThatExceptionOfType(TooManyPositions.class)
                .isThrownBy(() -> reader.fetch(owner))
                .withMessageContaining("has 4 positions")
                .satisfies(e -> assertThat(e.count()).isEqualTo(4))
                .satisfies(e -> assertThat(e.retryable()).isFalse());
        assertThat(reader.fetchPosition(own).position().tokenId()).isEqualTo(own);
        assertThat(reader.fetchPage(owner, 0, 3)).hasSize(3);
        assertThat(reader.fetchPage(owner, 3, 3)).hasSize(1);
        assertThat(reader.fetchPage(owner, 4, 3)).isEmpty();
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> reader.fetchCollectable(List.of(own, BigInteger.valueOf(99))))
                .withMessageContaining("no position 99");
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> new UniswapV3PoolReader(chain, UniswapLayout.BY_FEE)
                        .fetch(List.of(uniswap.factory().address())))
                .withMessageContaining("is no pool");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reader.fetchPosition(BigInteger.ONE.negate()))
                .withMessageContaining("-1");
    }

    @Test
    void poolWithoutAPrice_hasNone(AnvilNode node, NodeModules modules) {
        Address deployer = node.accounts().get(0);
        Multicall3Deployment.deploy(node, modules);
        UniswapV3Deployment uniswap = UniswapV3Deployment.deploy(node, modules, deployer);
        Type<?> one =
                Abi.address(TestToken.deploy(node, modules, deployer, "A", 0).address());
        Type<?> other =
                Abi.address(TestToken.deploy(node, modules, deployer, "B", 0).address());
        uniswap.factory().send(deployer, "createPool", one, other, new Uint24(3000));
        Address pool = uniswap.factory().address("getPool", one, other, new Uint24(3000));
        UniswapV3PoolReader reader = new UniswapV3PoolReader(new MulticallReader(node.rpc()), UniswapLayout.BY_FEE);

        LiquidityPool read = reader.fetch(List.of(pool)).get(0);

        assertThat(read.snapshot().sqrtPriceX96()).isZero();
        assertThat(read.liquidity()).isZero();
        assertThat(read.snapshot().token0().decimals()).isZero();
        assertThat(reader.fetchTicks(pool, List.of(-60), read.snapshot().block()))
                .containsExactly(new TickSnapshot(-60, BigInteger.ZERO, BigInteger.ZERO));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reader.fetchTicks(
                        pool, List.of(1 << 23), read.snapshot().block()))
                .withMessageContaining("8388608");
    }

    /** A fork beside it has the same topics; its pools are nobody's children. */
    @Test
    void poolsOfAFactory_areIndexedFromTheirFirstPriceOn_thoseOfAForkAreNot(AnvilNode node, NodeModules modules) {
        Address deployer = node.accounts().get(0);
        Address owner = node.accounts().get(1);
        UniswapV3Deployment uniswap = UniswapV3Deployment.deploy(node, modules, deployer);
        UniswapV3Deployment fork = UniswapV3Deployment.deploy(node, modules, deployer);
        TestToken one = TestToken.deploy(node, modules, deployer, "A", 18);
        TestToken other = TestToken.deploy(node, modules, deployer, "B", 18);
        BigInteger amount = BigInteger.TEN.pow(18);
        List<Pool> pools = new ArrayList<>();
        for (UniswapV3Deployment deployment : List.of(uniswap, fork, uniswap)) {
            Pool pool = deployment.createPool(one, other, pools.isEmpty() ? 500 : 3000, PRICE_ONE);
            deployment.mint(owner, pool, -600, 600, amount, amount);
            deployment.swap(owner, pool, one, amount.shiftRight(4));
            pools.add(pool);
        }
        InMemoryEvents<FactoryEvent.PoolCreated> created = InMemoryEvents.of(FactoryEvent.PoolCreated.class, "created");
        InMemoryEvents<PoolEvent.Initialize> initialized = InMemoryEvents.of(PoolEvent.Initialize.class, "initialized");
        InMemoryEvents<PoolEvent.Mint> minted = InMemoryEvents.of(PoolEvent.Mint.class, "minted");
        InMemoryEvents<PoolEvent.Swap> swapped = InMemoryEvents.of(PoolEvent.Swap.class, "swapped");
        Address factory = uniswap.factory().address();

        Indexer.builder(
                        new IndexId(node.chainId(), "uniswap-v3"),
                        RpcLogSource.builder(node.rpc(), node.chainId()).build(),
                        InMemoryIndexRepository.of(created, initialized, minted, swapped))
                .subscribe(Subscription.contract(factory, UniswapV3Events.POOL_CREATED))
                .subscribe(Subscription.children(
                        Factory.of(
                                "pools", Set.of(factory), UniswapV3Events.POOL_CREATED, FactoryEvent.PoolCreated::pool),
                        UniswapV3Events.POOL))
                .build()
                .runTo(node.blockNumber());

        Address[] own = {
            pools.get(0).contract().address(), pools.get(2).contract().address()
        };
        assertThat(created.between(node.chainId(), 0, Long.MAX_VALUE))
                .extracting(FactoryEvent.PoolCreated::pool)
                .containsExactly(own);
        assertThat(initialized.between(node.chainId(), 0, Long.MAX_VALUE))
                .extracting(PoolEvent.Initialize::pool)
                .containsExactly(own);
        assertThat(minted.between(node.chainId(), 0, Long.MAX_VALUE))
                .extracting(PoolEvent.Mint::pool)
                .containsExactly(own);
        assertThat(swapped.between(node.chainId(), 0, Long.MAX_VALUE))
                .extracting(PoolEvent.Swap::pool)
                .containsExactly(own);
    }
}
