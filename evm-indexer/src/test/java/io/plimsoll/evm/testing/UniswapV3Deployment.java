package io.plimsoll.evm.testing;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import java.math.BigInteger;
import org.web3j.abi.datatypes.StaticStruct;
import org.web3j.abi.datatypes.generated.Int24;
import org.web3j.abi.datatypes.generated.Uint160;
import org.web3j.abi.datatypes.generated.Uint24;
import org.web3j.abi.datatypes.generated.Uint256;

/**
 * Uniswap V3 as its authors compiled it, on a node: factory, position manager and router; pools, positions and swaps on
 * request. No position descriptor: token URIs do not work.
 *
 * @see <a href="https://github.com/Uniswap/v3-periphery">v3-periphery</a>
 */
public record UniswapV3Deployment(
        AnvilNode node, Address deployer, Contract factory, Contract positionManager, Contract router) {
    /** A pool of two tokens in the order of their addresses. */
    public record Pool(Contract contract, TestToken token0, TestToken token1, int fee) {}

    private static final Bytes32 INCREASE_LIQUIDITY = Abi.topic("IncreaseLiquidity(uint256,uint128,uint256,uint256)");

    public static UniswapV3Deployment deploy(AnvilNode node, NodeModules modules, Address deployer) {
        Contract factory = modules.artifact(
                        "@uniswap/v3-core/artifacts/contracts/UniswapV3Factory.sol/UniswapV3Factory")
                .deploy(node, deployer);
        Contract weth = modules.artifact("@aave/core-v3/artifacts/contracts/dependencies/weth/WETH9.sol/WETH9")
                .deploy(node, deployer);
        String periphery = "@uniswap/v3-periphery/artifacts/contracts/";
        Contract positionManager = modules.artifact(
                        periphery + "NonfungiblePositionManager.sol/NonfungiblePositionManager")
                .deploy(
                        node,
                        deployer,
                        Abi.address(factory.address()),
                        Abi.address(weth.address()),
                        Abi.address(Address.ZERO));
        Contract router = modules.artifact(periphery + "SwapRouter.sol/SwapRouter")
                .deploy(node, deployer, Abi.address(factory.address()), Abi.address(weth.address()));
        return new UniswapV3Deployment(node, deployer, factory, positionManager, router);
    }

    /**
     * Creates and initialises a pool.
     *
     * @param fee in hundredths of a basis point: 500, 3000 or 10000
     * @param sqrtPriceX96 square root of token1 per token0 in raw units, times 2^96
     */
    public Pool createPool(TestToken one, TestToken other, int fee, BigInteger sqrtPriceX96) {
        boolean sorted = one.address().compareTo(other.address()) < 0;
        TestToken token0 = sorted ? one : other;
        TestToken token1 = sorted ? other : one;
        positionManager.send(
                deployer,
                "createAndInitializePoolIfNecessary",
                Abi.address(token0.address()),
                Abi.address(token1.address()),
                new Uint24(fee),
                new Uint160(sqrtPriceX96));
        Address pool = factory.address(
                "getPool", Abi.address(token0.address()), Abi.address(token1.address()), new Uint24(fee));
        return new Pool(new Contract(node, pool), token0, token1, fee);
    }

    /**
     * Gives the owner both amounts and puts as much of them as fits into a new position.
     *
     * @return the token id of the position
     */
    public BigInteger mint(
            Address owner, Pool pool, int tickLower, int tickUpper, BigInteger amount0, BigInteger amount1) {
        fund(owner, positionManager, pool.token0(), amount0);
        fund(owner, positionManager, pool.token1(), amount1);
        Receipt receipt = positionManager.send(
                owner,
                "mint",
                new StaticStruct(
                        Abi.address(pool.token0().address()),
                        Abi.address(pool.token1().address()),
                        new Uint24(pool.fee()),
                        new Int24(tickLower),
                        new Int24(tickUpper),
                        new Uint256(amount0),
                        new Uint256(amount1),
                        Abi.uint256(0),
                        Abi.uint256(0),
                        Abi.address(owner),
                        Abi.UINT256_MAX));
        return receipt.logs().stream()
                .filter(log -> log.topics().get(0).equals(INCREASE_LIQUIDITY))
                .map(log -> new BigInteger(1, log.topics().get(1).toBytes()))
                .findFirst()
                .orElseThrow();
    }

    /** Gives the trader an amount of one token of the pool and swaps all of it for the other. */
    public Receipt swap(Address trader, Pool pool, TestToken tokenIn, BigInteger amountIn) {
        TestToken tokenOut = tokenIn.equals(pool.token0()) ? pool.token1() : pool.token0();
        fund(trader, router, tokenIn, amountIn);
        return router.send(
                trader,
                "exactInputSingle",
                new StaticStruct(
                        Abi.address(tokenIn.address()),
                        Abi.address(tokenOut.address()),
                        new Uint24(pool.fee()),
                        Abi.address(trader),
                        Abi.UINT256_MAX,
                        new Uint256(amountIn),
                        Abi.uint256(0),
                        new Uint160(BigInteger.ZERO)));
    }

    private static void fund(Address owner, Contract spender, TestToken token, BigInteger amount) {
        token.mint(owner, amount);
        token.approve(owner, spender.address());
    }
}
