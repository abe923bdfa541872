package io.plimsoll.evm.testing;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import java.math.BigInteger;
import java.util.List;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.StaticStruct;
import org.web3j.abi.datatypes.generated.Int24;
import org.web3j.abi.datatypes.generated.Uint160;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.crypto.ContractUtils;
import org.web3j.utils.Numeric;

/**
 * Algebra Integral as its authors compiled it, on a node: factory, position manager and router of release 1.2.10, whose pools log
 * the fees of a swap apart; pools, positions and swaps on request. No plugins, no vaults.
 *
 * @see <a href="https://github.com/cryptoalgebra/Algebra">Algebra</a>
 */
public record AlgebraDeployment(
        AnvilNode node, Address deployer, Contract factory, Contract positionManager, Contract router) {
    /** Core contracts whose pools log the fees of a swap in an event of its own. */
    public static final String CORE = "@cryptoalgebra/integral-core";
    /** Core contracts whose pools log a swap with its fees in nine fields. */
    public static final String CORE_OF_NINE_FIELDS = "algebra-integral-core-nine-field-swap";

    private static final Bytes32 INCREASE_LIQUIDITY =
            Abi.topic("IncreaseLiquidity(uint256,uint128,uint128,uint256,uint256,address)");

    /** A pool of two tokens in the order of their addresses. */
    public record Pool(Contract contract, TestToken token0, TestToken token1) {}

    public static AlgebraDeployment deploy(AnvilNode node, NodeModules modules, Address deployer) {
        Contract factory = deployFactory(node, modules, deployer, CORE);
        Address poolDeployer = factory.address("poolDeployer");
        Contract weth = modules.artifact("@aave/core-v3/artifacts/contracts/dependencies/weth/WETH9.sol/WETH9")
                .deploy(node, deployer);
        String periphery = "@cryptoalgebra/integral-periphery/artifacts/contracts/";
        Contract positionManager = modules.artifact(
                        periphery + "NonfungiblePositionManager.sol/NonfungiblePositionManager")
                .deploy(
                        node,
                        deployer,
                        Abi.address(factory.address()),
                        Abi.address(weth.address()),
                        Abi.address(Address.ZERO),
                        Abi.address(poolDeployer));
        Contract router = modules.artifact(periphery + "SwapRouter.sol/SwapRouter")
                .deploy(
                        node,
                        deployer,
                        Abi.address(factory.address()),
                        Abi.address(weth.address()),
                        Abi.address(poolDeployer));
        return new AlgebraDeployment(node, deployer, factory, positionManager, router);
    }

    /** A factory and its pool deployer; each wants the other's address before it is there. */
    public static Contract deployFactory(AnvilNode node, NodeModules modules, Address deployer, String core) {
        String artifacts = core + "/artifacts/contracts/";
        BigInteger nonce = Numeric.decodeQuantity(node.rpc()
                .call("eth_getTransactionCount", List.of(deployer.hex(), "latest"), new TypeReference<String>() {}));
        Address poolDeployer =
                Address.parse(ContractUtils.generateContractAddress(deployer.hex(), nonce.add(BigInteger.ONE)));
        Contract factory = modules.artifact(artifacts + "AlgebraFactory.sol/AlgebraFactory")
                .deploy(node, deployer, Abi.address(poolDeployer));
        modules.artifact(artifacts + "AlgebraPoolDeployer.sol/AlgebraPoolDeployer")
                .deploy(node, deployer, Abi.address(factory.address()));
        return factory;
    }

    /** Creates and initialises a pool. */
    public Pool createPool(TestToken one, TestToken other, BigInteger sqrtPriceX96) {
        boolean sorted = one.address().compareTo(other.address()) < 0;
        TestToken token0 = sorted ? one : other;
        TestToken token1 = sorted ? other : one;
        positionManager.send(
                deployer,
                "createAndInitializePoolIfNecessary",
                Abi.address(token0.address()),
                Abi.address(token1.address()),
                Abi.address(Address.ZERO),
                new Uint160(sqrtPriceX96),
                new DynamicBytes(new byte[0]));
        Address pool = factory.address("poolByPair", Abi.address(token0.address()), Abi.address(token1.address()));
        return new Pool(new Contract(node, pool), token0, token1);
    }

    /** Gives the owner both amounts and puts as much of them as fits into a new position. */
    public Receipt mint(
            Address owner, Pool pool, int tickLower, int tickUpper, BigInteger amount0, BigInteger amount1) {
        fund(owner, positionManager, pool.token0(), amount0);
        fund(owner, positionManager, pool.token1(), amount1);
        return positionManager.send(
                owner,
                "mint",
                new StaticStruct(
                        Abi.address(pool.token0().address()),
                        Abi.address(pool.token1().address()),
                        Abi.address(Address.ZERO),
                        new Int24(tickLower),
                        new Int24(tickUpper),
                        new Uint256(amount0),
                        new Uint256(amount1),
                        Abi.uint256(0),
                        Abi.uint256(0),
                        Abi.address(owner),
                        Abi.UINT256_MAX));
    }

    /** The token id of the position that a mint made. */
    public static BigInteger tokenId(Receipt mint) {
        return mint.logs().stream()
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
                        Abi.address(Address.ZERO),
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
