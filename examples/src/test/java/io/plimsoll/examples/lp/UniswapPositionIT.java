package io.plimsoll.examples.lp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plimsoll.analytics.lp.LpValuation;
import io.plimsoll.analytics.lp.TokenAmounts;
import io.plimsoll.core.domain.position.LpHolding;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.error.SourceException.NotFound;
import io.plimsoll.core.testing.ManualClock;
import io.plimsoll.evm.multicall.MulticallReader;
import io.plimsoll.evm.protocol.uniswapv3.UniswapV3PositionReader;
import io.plimsoll.evm.rpc.JsonRpc;
import io.plimsoll.evm.testing.Abi;
import io.plimsoll.evm.testing.AnvilNode;
import io.plimsoll.evm.testing.Multicall3Deployment;
import io.plimsoll.evm.testing.NodeModules;
import io.plimsoll.evm.testing.NodeTest;
import io.plimsoll.evm.testing.ScriptedChain;
import io.plimsoll.evm.testing.TestToken;
import io.plimsoll.evm.testing.UniswapV3Deployment;
import io.plimsoll.evm.testing.UniswapV3Deployment.Pool;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.web3j.abi.datatypes.StaticStruct;
import org.web3j.abi.datatypes.generated.Uint128;
import org.web3j.abi.datatypes.generated.Uint256;

/** What we say a Uniswap V3 position is worth, against what the real contracts pay when it is withdrawn. */
@NodeTest
class UniswapPositionIT {
    private static final BigInteger UINT128_MAX = BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);
    private static final BigInteger E18 = BigInteger.TEN.pow(18);
    /** 1 token0 = 40 token1 for 18 and 6 decimals: √(40e6 / 1e18) · 2⁹⁶. */
    private static final BigInteger PRICE =
            new BigInteger("40000000").shiftLeft(192).divide(E18).sqrt();

    private static BigInteger units(long amount, int decimals) {
        return BigInteger.valueOf(amount).multiply(BigInteger.TEN.pow(decimals));
    }

    private static UniswapV3PositionReader reader(AnvilNode node, UniswapV3Deployment uniswap) {
        return new UniswapV3PositionReader(
                new MulticallReader(JsonRpc.of("node", node.url(), new OkHttpClient(), Duration.ofSeconds(10))),
                uniswap.positionManager().address(),
                uniswap.factory().address());
    }

    /** Withdraws everything and says what arrived. */
    private static TokenAmounts withdraw(UniswapV3Deployment uniswap, Address owner, Pool pool, LpHolding holding) {
        BigInteger before0 = pool.token0().balanceOf(owner);
        BigInteger before1 = pool.token1().balanceOf(owner);
        BigInteger id = holding.position().tokenId();
        if (holding.position().liquidity().signum() > 0) {
            uniswap.positionManager()
                    .send(
                            owner,
                            "decreaseLiquidity",
                            new StaticStruct(
                                    new Uint256(id),
                                    new Uint128(holding.position().liquidity()),
                                    Abi.uint256(0),
                                    Abi.uint256(0),
                                    Abi.UINT256_MAX));
        }
        uniswap.positionManager()
                .send(
                        owner,
                        "collect",
                        new StaticStruct(
                                new Uint256(id),
                                Abi.address(owner),
                                new Uint128(UINT128_MAX),
                                new Uint128(UINT128_MAX)));
        return new TokenAmounts(
                pool.token0().balanceOf(owner).subtract(before0),
                pool.token1().balanceOf(owner).subtract(before1));
    }

    @Test
    void positions_areWorthWhatTheContractsPay_toTheLastUnit(AnvilNode node, NodeModules modules) {
        Address deployer = node.accounts().get(0);
        Address owner = node.accounts().get(1);
        Address trader = node.accounts().get(2);
        Multicall3Deployment.deploy(node, modules);
        UniswapV3Deployment uniswap = UniswapV3Deployment.deploy(node, modules, deployer);
        TestToken one = TestToken.deploy(node, modules, deployer, "WHYPE", 18);
        TestToken other = TestToken.deploy(node, modules, deployer, "USDC", 18);
        Pool pool = uniswap.createPool(one, other, 3000, BigInteger.ONE.shiftLeft(96));
        BigInteger wide = uniswap.mint(owner, pool, -6000, 6000, units(1000, 18), units(1000, 18));
        BigInteger narrow = uniswap.mint(owner, pool, -60, 120, units(50, 18), units(70, 18));
        BigInteger above = uniswap.mint(owner, pool, 1200, 1800, units(30, 18), BigInteger.ZERO);
        BigInteger below = uniswap.mint(owner, pool, -1800, -1200, BigInteger.ZERO, units(30, 18));
        // there and back again, so that fees accrue in both tokens and the price leaves the narrow range
        uniswap.swap(trader, pool, pool.token0(), units(90, 18));
        uniswap.swap(trader, pool, pool.token1(), units(210, 18));
        uniswap.swap(trader, pool, pool.token0(), units(3, 18));

        UniswapV3PositionReader reader = reader(node, uniswap);
        List<LpHolding> holdings = reader.fetch(owner);

        assertThat(holdings)
                .extracting(holding -> holding.position().tokenId())
                .containsExactly(wide, narrow, above, below);
        assertThat(holdings.get(0).pool().token0().symbol()).isIn("WHYPE", "USDC");
        assertThat(holdings.get(0).pool().address()).isEqualTo(pool.contract().address());
        boolean fees = false;
        for (LpHolding holding : holdings) {
            LpValuation value = LpValuation.of(holding);
            fees |= value.owed().amount0().signum() > 0
                    && value.owed().amount1().signum() > 0;

            TokenAmounts paid = withdraw(uniswap, owner, pool, holding);

            assertThat(paid).as("position " + holding.position().tokenId()).isEqualTo(value.total());
        }
        assertThat(fees).as("fees in both tokens were there").isTrue();
        assertThat(reader.fetch(owner)).as("all is withdrawn").isEmpty();
        assertThat(reader.fetch(trader)).isEmpty();
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> reader.fetchPosition(BigInteger.valueOf(999)))
                .withMessageContaining("no position 999");
    }

    @Test
    void scriptedChain_saysTheSameAsTheNodeItWasToldFrom(AnvilNode node, NodeModules modules) {
        Address deployer = node.accounts().get(0);
        Address owner = node.accounts().get(1);
        Multicall3Deployment.deploy(node, modules);
        UniswapV3Deployment uniswap = UniswapV3Deployment.deploy(node, modules, deployer);
        TestToken one = TestToken.deploy(node, modules, deployer, "WHYPE", 18);
        TestToken other = TestToken.deploy(node, modules, deployer, "USDC", 6);
        boolean sorted = one.address().compareTo(other.address()) < 0;
        BigInteger price = sorted ? PRICE : BigInteger.ONE.shiftLeft(192).divide(PRICE);
        Pool pool = uniswap.createPool(one, other, 500, price);
        int tick = sorted ? -239_450 : 239_450;
        uniswap.mint(
                owner,
                pool,
                tick / 10 * 10 - 2000,
                tick / 10 * 10 + 2000,
                sorted ? units(100, 18) : units(4000, 6),
                sorted ? units(4000, 6) : units(100, 18));
        List<LpHolding> real = reader(node, uniswap).fetch(owner);

        try (ScriptedChain chain = ScriptedChain.start(real.get(0).position().chainId(), ManualClock.atNewYear())) {
            chain.uniswapV3(uniswap.factory().address(), owner, real);
            List<LpHolding> scripted = new UniswapV3PositionReader(
                            new MulticallReader(
                                    JsonRpc.of("chain", chain.url(), new OkHttpClient(), Duration.ofSeconds(5))),
                            uniswap.positionManager().address(),
                            uniswap.factory().address())
                    .fetch(owner);

            assertThat(scripted)
                    .usingRecursiveComparison()
                    .ignoringFieldsMatchingRegexes(".*pool\\.block")
                    .isEqualTo(real);
        }
    }
}
