package io.plimsoll.evm.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.evm.testing.UniswapV3Deployment.Pool;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.web3j.abi.datatypes.StaticStruct;
import org.web3j.abi.datatypes.generated.Uint128;
import org.web3j.abi.datatypes.generated.Uint256;

@NodeTest
class UniswapV3DeploymentIT {
    private static final BigInteger SQRT_PRICE_ONE = BigInteger.ONE.shiftLeft(96);
    private static final BigInteger ONE = BigInteger.TEN.pow(18);

    @Test
    void position_holdsLiquidityAndEarnsFees(AnvilNode node, NodeModules modules) {
        Address owner = node.accounts().get(0);
        Address trader = node.accounts().get(1);
        UniswapV3Deployment uniswap = UniswapV3Deployment.deploy(node, modules, owner);
        Pool pool = uniswap.createPool(
                TestToken.deploy(node, modules, owner, "HYPE", 18),
                TestToken.deploy(node, modules, owner, "USDT", 18),
                3000,
                SQRT_PRICE_ONE);

        BigInteger position = uniswap.mint(
                owner, pool, -600, 600, ONE.multiply(BigInteger.valueOf(100)), ONE.multiply(BigInteger.valueOf(100)));

        // nonce, operator, token0, token1, fee, tickLower, tickUpper, liquidity, …
        List<BigInteger> positions = uniswap.positionManager().words("positions", new Uint256(position));
        assertThat(positions.get(4)).isEqualTo(3000);
        assertThat(positions.get(6)).isEqualTo(600);
        assertThat(positions.get(7)).isPositive().isEqualTo(pool.contract().number("liquidity"));

        BigInteger before = pool.contract().number("slot0");
        Receipt swap = uniswap.swap(trader, pool, pool.token0(), ONE);

        assertThat(swap.logs()).anySatisfy(log -> {
            assertThat(log.address()).isEqualTo(pool.contract().address());
            assertThat(log.topics().get(0))
                    .isEqualTo(Abi.topic("Swap(address,address,int256,int256,uint160,uint128,int24)"));
        });
        assertThat(pool.token1().balanceOf(trader))
                .isBetween(ONE.multiply(BigInteger.valueOf(98)).divide(BigInteger.valueOf(100)), ONE);
        assertThat(pool.contract().number("slot0")).isLessThan(before);

        uniswap.positionManager()
                .send(
                        owner,
                        "collect",
                        new StaticStruct(
                                new Uint256(position),
                                Abi.address(owner),
                                new Uint128(BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE)),
                                new Uint128(BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE))));
        // 0.3 % of what came in, less at most one unit to rounding
        assertThat(pool.token0().balanceOf(owner))
                .isBetween(
                        ONE.multiply(BigInteger.valueOf(3))
                                .divide(BigInteger.valueOf(1000))
                                .subtract(BigInteger.ONE),
                        ONE.multiply(BigInteger.valueOf(3)).divide(BigInteger.valueOf(1000)));
    }
}
