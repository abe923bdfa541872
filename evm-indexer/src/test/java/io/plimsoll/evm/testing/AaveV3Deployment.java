package io.plimsoll.evm.testing;

import io.plimsoll.core.foundation.chain.Address;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.web3j.abi.datatypes.Bool;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.DynamicStruct;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.Utf8String;
import org.web3j.abi.datatypes.generated.Int256;
import org.web3j.abi.datatypes.generated.Uint16;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.abi.datatypes.generated.Uint8;

/**
 * Aave V3 core as its authors compiled it, on a node: provider, access control, pool with its logic libraries,
 * configurator, and an oracle whose prices the tests set. Markets like HyperLend's and HypurrFi's are forks of this code.
 *
 * @see <a href="https://github.com/aave/aave-v3-core">aave-v3-core</a>
 */
public record AaveV3Deployment(
        AnvilNode node,
        NodeModules modules,
        Address deployer,
        Contract provider,
        Contract pool,
        Contract configurator,
        Contract oracle) {
    private static final String CONTRACTS = "@aave/core-v3/artifacts/contracts/";
    private static final BigInteger VARIABLE_RATE = BigInteger.TWO;

    /**
     * The terms of a reserve, in basis points.
     *
     * @param loanToValue how much may be borrowed against it
     * @param liquidationThreshold how much debt it carries before it may be liquidated
     * @param liquidationBonus what a liquidator receives for the debt he repays: 10500 is 5 % more
     */
    public record Terms(int loanToValue, int liquidationThreshold, int liquidationBonus) {}

    /** {@code getUserAccountData}: amounts in USD with 8 decimals, health factor with 18. */
    public record AccountData(
            BigInteger totalCollateralBase,
            BigInteger totalDebtBase,
            BigInteger availableBorrowsBase,
            BigInteger currentLiquidationThreshold,
            BigInteger ltv,
            BigInteger healthFactor) {}

    public static AaveV3Deployment deploy(AnvilNode node, NodeModules modules, Address deployer) {
        AaveV3Deployment bare = deployWithoutPool(node, modules, deployer);
        Map<String, Address> libraries = libraries(node, modules, deployer);
        Contract poolCode = artifact(modules, "protocol/pool/Pool")
                .link(libraries)
                .deploy(node, deployer, Abi.address(bare.provider.address()));
        Contract configuratorCode = artifact(modules, "protocol/pool/PoolConfigurator")
                .link(libraries)
                .deploy(node, deployer);
        return bare.withPool(poolCode.address(), configuratorCode.address());
    }

    /** Provider, access control and oracle; the pool and its configurator are still the provider itself. */
    static AaveV3Deployment deployWithoutPool(AnvilNode node, NodeModules modules, Address deployer) {
        Contract provider = artifact(modules, "protocol/configuration/PoolAddressesProvider")
                .deploy(node, deployer, new Utf8String("test market"), Abi.address(deployer));
        Type<?> providerAddress = Abi.address(provider.address());

        provider.send(deployer, "setACLAdmin", Abi.address(deployer));
        Contract access =
                artifact(modules, "protocol/configuration/ACLManager").deploy(node, deployer, providerAddress);
        provider.send(deployer, "setACLManager", Abi.address(access.address()));
        access.send(deployer, "addPoolAdmin", Abi.address(deployer));

        Contract oracle = artifact(modules, "misc/AaveOracle")
                .deploy(
                        node,
                        deployer,
                        providerAddress,
                        Abi.addresses(List.of()),
                        Abi.addresses(List.of()),
                        Abi.address(Address.ZERO),
                        Abi.address(Address.ZERO),
                        Abi.uint256(100_000_000));
        provider.send(deployer, "setPriceOracle", Abi.address(oracle.address()));
        return new AaveV3Deployment(node, modules, deployer, provider, provider, provider, oracle);
    }

    /** The same market with a pool of this code. */
    AaveV3Deployment withPool(Address poolCode, Address configuratorCode) {
        provider.send(deployer, "setPoolImpl", Abi.address(poolCode));
        provider.send(deployer, "setPoolConfiguratorImpl", Abi.address(configuratorCode));
        return new AaveV3Deployment(
                node,
                modules,
                deployer,
                provider,
                new Contract(node, provider.address("getPool")),
                new Contract(node, provider.address("getPoolConfigurator")),
                oracle);
    }

    /** Lists a token that can be supplied as collateral and borrowed at a variable rate. */
    public void list(TestToken token, BigInteger priceUsd8, Terms terms) {
        setPrice(token, priceUsd8);
        Type<?> asset = Abi.address(token.address());
        Type<?> none = Abi.address(Address.ZERO);
        Utf8String name = new Utf8String("test");
        DynamicStruct reserve = new DynamicStruct(
                tokenCode("AToken"),
                tokenCode("StableDebtToken"),
                tokenCode("VariableDebtToken"),
                new Uint8(token.contract().number("decimals")),
                Abi.address(rates().address()),
                asset,
                Abi.address(deployer),
                none,
                name,
                name,
                name,
                name,
                name,
                name,
                DynamicBytes.DEFAULT);
        configurator.send(deployer, "initReserves", new DynamicArray<>(DynamicStruct.class, List.of(reserve)));
        configurator.send(
                deployer,
                "configureReserveAsCollateral",
                asset,
                Abi.uint256(terms.loanToValue()),
                Abi.uint256(terms.liquidationThreshold()),
                Abi.uint256(terms.liquidationBonus()));
        configurator.send(deployer, "setReserveBorrowing", asset, new Bool(true));
    }

    /** Sets what one whole token is worth, in USD with 8 decimals. */
    public void setPrice(TestToken token, BigInteger priceUsd8) {
        Contract aggregator = artifact(modules, "mocks/oracle/CLAggregators/MockAggregator")
                .deploy(node, deployer, new Int256(priceUsd8));
        oracle.send(
                deployer,
                "setAssetSources",
                Abi.addresses(List.of(token.address())),
                Abi.addresses(List.of(aggregator.address())));
    }

    /** Gives the user an amount of a token and supplies it, which makes it collateral. */
    public Receipt supply(Address user, TestToken token, BigInteger amount) {
        token.mint(user, amount);
        token.approve(user, pool.address());
        return pool.send(
                user,
                "supply",
                Abi.address(token.address()),
                new Uint256(amount),
                Abi.address(user),
                new Uint16(BigInteger.ZERO));
    }

    /** Borrows at the variable rate against what the user supplied. */
    public Receipt borrow(Address user, TestToken token, BigInteger amount) {
        return pool.send(
                user,
                "borrow",
                Abi.address(token.address()),
                new Uint256(amount),
                new Uint256(VARIABLE_RATE),
                new Uint16(BigInteger.ZERO),
                Abi.address(user));
    }

    /** Gives the liquidator the debt token, repays {@code debtToCover} of the user's debt and takes collateral for it. */
    public Receipt liquidate(
            Address liquidator, Address user, TestToken collateral, TestToken debt, BigInteger debtToCover) {
        debt.mint(liquidator, debtToCover);
        debt.approve(liquidator, pool.address());
        return pool.send(
                liquidator,
                "liquidationCall",
                Abi.address(collateral.address()),
                Abi.address(debt.address()),
                Abi.address(user),
                new Uint256(debtToCover),
                new Bool(false));
    }

    /** Where a user stands. */
    AccountData accountData(Address user) {
        List<BigInteger> data = pool.words("getUserAccountData", Abi.address(user));
        return new AccountData(data.get(0), data.get(1), data.get(2), data.get(3), data.get(4), data.get(5));
    }

    private Type<?> tokenCode(String name) {
        return Abi.address(artifact(modules, "protocol/tokenization/" + name)
                .deploy(node, deployer, Abi.address(pool.address()))
                .address());
    }

    private Contract rates() {
        return artifact(modules, "protocol/pool/DefaultReserveInterestRateStrategy")
                .deploy(
                        node,
                        deployer,
                        Abi.address(provider.address()),
                        percentInRay(80),
                        percentInRay(0),
                        percentInRay(4),
                        percentInRay(75),
                        percentInRay(4),
                        percentInRay(75),
                        percentInRay(1),
                        percentInRay(8),
                        percentInRay(20));
    }

    private static Uint256 percentInRay(int percent) {
        return new Uint256(BigInteger.valueOf(percent).multiply(BigInteger.TEN.pow(25)));
    }

    private static Map<String, Address> libraries(AnvilNode node, NodeModules modules, Address deployer) {
        Map<String, Address> libraries = new HashMap<>();
        // FlashLoanLogic is linked to BorrowLogic, so that one comes first
        for (String name : List.of(
                "BorrowLogic",
                "BridgeLogic",
                "ConfiguratorLogic",
                "EModeLogic",
                "FlashLoanLogic",
                "LiquidationLogic",
                "PoolLogic",
                "SupplyLogic")) {
            Contract library = artifact(modules, "protocol/libraries/logic/" + name)
                    .link(libraries)
                    .deploy(node, deployer);
            libraries.put(name, library.address());
        }
        return libraries;
    }

    private static ContractArtifact artifact(NodeModules modules, String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return modules.artifact(CONTRACTS + path + ".sol/" + name);
    }
}
