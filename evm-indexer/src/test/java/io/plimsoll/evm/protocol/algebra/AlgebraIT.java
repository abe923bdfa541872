package io.plimsoll.evm.protocol.algebra;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.evm.multicall.MulticallReader;
import io.plimsoll.evm.protocol.uniswapv3.LiquidityPool;
import io.plimsoll.evm.protocol.uniswapv3.PoolEvent;
import io.plimsoll.evm.protocol.uniswapv3.PositionEvent;
import io.plimsoll.evm.protocol.uniswapv3.PositionScript;
import io.plimsoll.evm.protocol.uniswapv3.UniswapV3PoolReader;
import io.plimsoll.evm.protocol.uniswapv3.UniswapV3PositionReader;
import io.plimsoll.evm.testing.Abi;
import io.plimsoll.evm.testing.AlgebraDeployment;
import io.plimsoll.evm.testing.AlgebraDeployment.Pool;
import io.plimsoll.evm.testing.AnvilNode;
import io.plimsoll.evm.testing.Contract;
import io.plimsoll.evm.testing.DecodedLogs;
import io.plimsoll.evm.testing.Multicall3Deployment;
import io.plimsoll.evm.testing.NodeModules;
import io.plimsoll.evm.testing.NodeTest;
import io.plimsoll.evm.testing.Receipt;
import io.plimsoll.evm.testing.TestToken;
import java.math.BigInteger;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.generated.Int24;
import org.web3j.abi.datatypes.generated.Uint128;
import org.web3j.abi.datatypes.generated.Uint16;
import org.web3j.abi.datatypes.generated.Uint160;
import org.web3j.abi.datatypes.generated.Uint24;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.abi.datatypes.generated.Uint8;

/** What we decode and read, against what the real contracts of two releases say of themselves. */
@NodeTest
class AlgebraIT {
    private static final BigInteger PRICE_ONE = BigInteger.ONE.shiftLeft(96);

    @Test
    void positionsAndPool_areWhatTheContractsSay_andEventsAddUpToIt(AnvilNode node, NodeModules modules) {
        Address deployer = node.accounts().get(0);
        Address owner = node.accounts().get(1);
        Address trader = node.accounts().get(2);
        Multicall3Deployment.deploy(node, modules);
        MulticallReader chain = new MulticallReader(node.rpc());
        AlgebraDeployment algebra = AlgebraDeployment.deploy(node, modules, deployer);
        Address factory = algebra.factory().address();
        Address manager = algebra.positionManager().address();
        Pool pool = algebra.createPool(
                TestToken.deploy(node, modules, deployer, "WHYPE", 18),
                TestToken.deploy(node, modules, deployer, "USDT0", 6),
                PRICE_ONE);
        Address at = pool.contract().address();
        DecodedLogs logs = new DecodedLogs(node);
        Receipt created = DecodedLogs.newest(node);
        logs.take(created, factory, AlgebraEvents.FACTORY);
        logs.take(created, at, AlgebraEvents.POOL);
        assertThat(logs.last(AlgebraEvent.Pool.class).pool()).isEqualTo(at);
        assertThat(logs.last(AlgebraEvent.Pool.class).token1())
                .isEqualTo(pool.token1().address());
        assertThat(logs.last(PoolEvent.Initialize.class).sqrtPriceX96()).isEqualTo(PRICE_ONE);

        Consumer<Receipt> take = receipt -> {
            logs.take(receipt, at, AlgebraEvents.POOL);
            logs.take(receipt, manager, AlgebraEvents.POSITION_MANAGER);
        };
        UniswapV3PositionReader reader =
                new UniswapV3PositionReader(chain, manager, factory, AlgebraLayout.INTEGRAL, 100);
        PositionScript script = new PositionScript(
                node,
                algebra.positionManager(),
                owner,
                new PositionScript.Exchange() {
                    @Override
                    public BigInteger mint(int lower, int upper, BigInteger amount0, BigInteger amount1) {
                        Receipt mint = algebra.mint(owner, pool, lower, upper, amount0, amount1);
                        take.accept(mint);
                        assertThat(logs.last(AlgebraEvent.IncreaseLiquidity.class)
                                        .pool())
                                .isEqualTo(at);
                        return AlgebraDeployment.tokenId(mint);
                    }

                    @Override
                    public void swap(boolean zeroForOne, BigInteger amountIn) {
                        take.accept(algebra.swap(trader, pool, zeroForOne ? pool.token0() : pool.token1(), amountIn));
                        PoolEvent.Swap swap = logs.last(PoolEvent.Swap.class);
                        assertThat(swap.sqrtPriceX96())
                                .isEqualTo(pool.contract().number("globalState"));
                        assertThat(swap.liquidity()).isEqualTo(pool.contract().number("liquidity"));
                        assertThat(zeroForOne ? swap.amount0() : swap.amount1()).isEqualTo(amountIn);
                    }
                },
                take,
                reader);
        script.play();

        assertThat(reader.fetch(owner)).isEmpty();
        assertThat(reader.fetchPositions(script.ids())).hasSameSizeAs(script.ids());
        LiquidityPool read = new UniswapV3PoolReader(chain, AlgebraLayout.INTEGRAL)
                .fetch(List.of(at))
                .get(0);
        assertThat(BigInteger.valueOf(read.fee())).isEqualTo(pool.contract().number("fee"));
        assertThat(BigInteger.valueOf(read.tickSpacing()))
                .isEqualTo(pool.contract().number("tickSpacing"));
        assertThat(read.snapshot().tick())
                .isEqualTo(logs.last(PoolEvent.Swap.class).tick());
        BigInteger balance = BigInteger.ZERO;
        for (PoolEvent.Mint mint : logs.of(PoolEvent.Mint.class)) {
            balance = balance.add(mint.amount0());
        }
        for (PoolEvent.Swap swap : logs.of(PoolEvent.Swap.class)) {
            balance = balance.add(swap.amount0());
        }
        for (PoolEvent.Collect collect : logs.of(PoolEvent.Collect.class)) {
            balance = balance.subtract(collect.amount0());
        }
        assertThat(balance).isEqualTo(pool.token0().balanceOf(at));
        assertThat(logs.of(PositionEvent.Collect.class)).hasSameSizeAs(logs.of(PoolEvent.Collect.class));
    }

    @Test
    void feesOfPluginsAndSettings_areDecoded_inBothTrees(AnvilNode node, NodeModules modules) {
        for (String core : List.of(AlgebraDeployment.CORE, AlgebraDeployment.CORE_OF_NINE_FIELDS)) {
            boolean nineFields = core.equals(AlgebraDeployment.CORE_OF_NINE_FIELDS);
            Address deployer = node.accounts().get(0);
            Contract factory = AlgebraDeployment.deployFactory(node, modules, deployer, core);
            TestToken one = TestToken.deploy(node, modules, deployer, "A", 18);
            TestToken other = TestToken.deploy(node, modules, deployer, "B", 18);
            factory.send(
                    deployer,
                    "createPool",
                    Abi.address(one.address()),
                    Abi.address(other.address()),
                    new DynamicBytes(new byte[0]));
            Contract pool = new Contract(
                    node, factory.address("poolByPair", Abi.address(one.address()), Abi.address(other.address())));
            String tests = core + "/artifacts/contracts/test/";
            Contract callee = modules.artifact(tests + "TestAlgebraCallee.sol/TestAlgebraCallee")
                    .deploy(node, deployer);
            Contract plugin = modules.artifact(tests + "MockPoolPlugin.sol/MockPoolPlugin")
                    .deploy(node, deployer, Abi.address(pool.address()));
            DecodedLogs logs = new DecodedLogs(node);
            Consumer<Receipt> take = receipt -> logs.take(receipt, pool.address(), AlgebraEvents.POOL);
            for (TestToken token : List.of(one, other)) {
                token.mint(deployer, BigInteger.TEN.pow(24));
                token.approve(deployer, callee.address());
            }

            take.accept(pool.send(deployer, "initialize", new Uint160(PRICE_ONE)));
            take.accept(pool.send(deployer, "setPlugin", Abi.address(plugin.address())));
            // asked before a swap and before a change of a position, and for the fee
            take.accept(pool.send(deployer, "setPluginConfig", new Uint8(1 + 4 + 128)));
            plugin.send(deployer, "setPluginFees", new Uint24(4000), new Uint24(6000));
            take.accept(callee.send(
                    deployer,
                    "mint",
                    Abi.address(pool.address()),
                    Abi.address(deployer),
                    new Int24(-600),
                    new Int24(600),
                    new Uint128(BigInteger.TEN.pow(21))));
            take.accept(callee.send(
                    deployer,
                    "swapExact0For1",
                    Abi.address(pool.address()),
                    new Uint256(BigInteger.TEN.pow(18)),
                    Abi.address(deployer),
                    new Uint160(PRICE_ONE.shiftRight(1))));
            take.accept(callee.send(
                    deployer,
                    "flash",
                    Abi.address(pool.address()),
                    Abi.address(deployer),
                    Abi.uint256(1_000_000),
                    Abi.uint256(0),
                    Abi.uint256(1_000_777),
                    Abi.uint256(0)));
            assertThat(logs.last(PoolEvent.Flash.class).amount0()).isEqualTo(1_000_000);
            assertThat(logs.last(PoolEvent.Flash.class).paid0()).isEqualTo(777);
            take.accept(pool.send(
                    deployer,
                    "burn",
                    new Int24(-600),
                    new Int24(600),
                    new Uint128(BigInteger.TEN.pow(20)),
                    new DynamicBytes(new byte[0])));
            take.accept(pool.send(deployer, "setPluginConfig", new Uint8(0)));
            take.accept(pool.send(deployer, "setFee", new Uint16(777)));
            take.accept(pool.send(deployer, "setTickSpacing", new Int24(10)));
            take.accept(pool.send(deployer, "setCommunityVault", Abi.address(deployer)));
            take.accept(pool.send(deployer, "setCommunityFee", new Uint16(100)));

            assertThat(logs.last(AlgebraEvent.Plugin.class).newPluginAddress()).isEqualTo(plugin.address());
            assertThat(logs.last(AlgebraEvent.PluginConfig.class).newPluginConfig())
                    .isZero();
            assertThat(logs.last(AlgebraEvent.Fee.class).fee()).isEqualTo(777);
            assertThat(logs.last(AlgebraEvent.TickSpacing.class).newTickSpacing())
                    .isEqualTo(10);
            assertThat(logs.last(AlgebraEvent.CommunityVault.class).newCommunityVault())
                    .isEqualTo(deployer);
            assertThat(logs.last(AlgebraEvent.CommunityFee.class).communityFeeNew())
                    .isEqualTo(100);
            if (nineFields) {
                AlgebraEvent.Swap swap = logs.last(AlgebraEvent.Swap.class);
                assertThat(swap.overrideFee()).isEqualTo(4000);
                assertThat(swap.pluginFee()).isEqualTo(6000);
                assertThat(swap.amount0()).isEqualTo(BigInteger.TEN.pow(18));
                assertThat(swap.amount1()).isNegative();
                assertThat(swap.price()).isEqualTo(pool.number("globalState"));
                assertThat(logs.last(AlgebraEvent.Burn.class).pluginFee()).isEqualTo(6000);
                assertThat(logs.last(AlgebraEvent.Burn.class).liquidityAmount()).isEqualTo(BigInteger.TEN.pow(20));
                assertThat(logs.of(PoolEvent.Swap.class)).isEmpty();
            } else {
                assertThat(logs.last(PoolEvent.Swap.class).amount0()).isEqualTo(BigInteger.TEN.pow(18));
                assertThat(logs.last(AlgebraEvent.SwapFee.class).overrideFee()).isEqualTo(4000);
                assertThat(logs.last(AlgebraEvent.SwapFee.class).pluginFee()).isEqualTo(6000);
                assertThat(logs.last(AlgebraEvent.BurnFee.class).pluginFee()).isEqualTo(6000);
                assertThat(logs.last(PoolEvent.Burn.class).amount()).isEqualTo(BigInteger.TEN.pow(20));
                assertThat(logs.of(AlgebraEvent.Swap.class)).isEmpty();
                assertThat(logs.last(AlgebraEvent.SwapFee.class).at().logIndex())
                        .isEqualTo(logs.last(PoolEvent.Swap.class).at().logIndex() - 1);
                assertThat(logs.last(AlgebraEvent.BurnFee.class).at().logIndex())
                        .isEqualTo(logs.last(PoolEvent.Burn.class).at().logIndex() - 1);
            }
        }
    }
}
