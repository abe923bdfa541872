package io.plimsoll.evm.testing;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.evm.testing.AaveV3Deployment.Terms;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.web3j.abi.datatypes.Bool;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.DynamicStruct;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.Utf8String;
import org.web3j.abi.datatypes.generated.Uint16;
import org.web3j.abi.datatypes.generated.Uint8;

/**
 * The same market with the pool, configurator and tokens of Aave 3.6: e-mode by bitmaps, virtual balances, written-off debts. Provider,
 * access control and oracle have not changed since 3.0.2.
 *
 * @see <a href="https://github.com/aave-dao/aave-v3-origin">aave-v3-origin</a>
 */
public record AaveV36Deployment(AaveV3Deployment market, Address strategy) {
    private static final String CONTRACTS = "@aave-dao/aave-v3-origin/src/contracts/";
    private static final List<String> LIBRARIES = List.of(
            "BorrowLogic", "ConfiguratorLogic", "FlashLoanLogic", "LiquidationLogic", "PoolLogic", "SupplyLogic");
    private static final List<String> SOURCES = Stream.concat(
                    LIBRARIES.stream().map(name -> "protocol/libraries/logic/" + name),
                    Stream.of(
                            "instances/PoolInstance",
                            "instances/PoolConfiguratorInstance",
                            "instances/ATokenInstance",
                            "instances/VariableDebtTokenInstance",
                            "misc/DefaultReserveInterestRateStrategyV2"))
            .map(name -> CONTRACTS + name + ".sol")
            .toList();

    public static AaveV36Deployment deploy(AnvilNode node, NodeModules modules, Address deployer) {
        AaveV3Deployment bare = AaveV3Deployment.deployWithoutPool(node, modules, deployer);
        Type<?> provider = Abi.address(bare.provider().address());
        Map<String, Address> libraries = new HashMap<>();
        for (String name : LIBRARIES) {
            libraries.put(
                    name,
                    artifact(modules, name)
                            .link(libraries)
                            .deploy(node, deployer)
                            .address());
        }
        Contract strategy =
                artifact(modules, "DefaultReserveInterestRateStrategyV2").deploy(node, deployer, provider);
        Contract poolCode = artifact(modules, "PoolInstance")
                .link(libraries)
                .deploy(node, deployer, provider, Abi.address(strategy.address()));
        Contract configuratorCode =
                artifact(modules, "PoolConfiguratorInstance").link(libraries).deploy(node, deployer);
        return new AaveV36Deployment(bare.withPool(poolCode.address(), configuratorCode.address()), strategy.address());
    }

    /** Lists a token that can be supplied as collateral and borrowed. */
    public void list(TestToken token, BigInteger priceUsd8, Terms terms) {
        AnvilNode node = market.node();
        Address deployer = market.deployer();
        Type<?> pool = Abi.address(market.pool().address());
        Type<?> none = Abi.address(Address.ZERO);
        Utf8String name = new Utf8String("test");
        market.setPrice(token, priceUsd8);
        // best use 80 %, base rate 0 %, 4 % up to there and 75 % more above
        String rates = Stream.of(8_000, 0, 400, 7_500).map("%064x"::formatted).collect(Collectors.joining());
        DynamicStruct reserve = new DynamicStruct(
                Abi.address(artifact(market.modules(), "ATokenInstance")
                        .deploy(node, deployer, pool, none, Abi.address(deployer))
                        .address()),
                Abi.address(artifact(market.modules(), "VariableDebtTokenInstance")
                        .deploy(node, deployer, pool, none)
                        .address()),
                Abi.address(token.address()),
                name,
                name,
                name,
                name,
                DynamicBytes.DEFAULT,
                new DynamicBytes(Hex.decode("0x" + rates)));
        Contract configurator = market.configurator();
        configurator.send(deployer, "initReserves", new DynamicArray<>(DynamicStruct.class, List.of(reserve)));
        Type<?> asset = Abi.address(token.address());
        configurator.send(
                deployer,
                "configureReserveAsCollateral",
                asset,
                Abi.uint256(terms.loanToValue()),
                Abi.uint256(terms.liquidationThreshold()),
                Abi.uint256(terms.liquidationBonus()));
        configurator.send(deployer, "setReserveBorrowing", asset, new Bool(true));
    }

    /** Makes an e-mode category. */
    public void category(int id, Terms terms, String label, Set<TestToken> collateral, Set<TestToken> borrowable) {
        Uint8 category = new Uint8(id);
        market.configurator()
                .send(
                        market.deployer(),
                        "setEModeCategory",
                        category,
                        new Uint16(terms.loanToValue()),
                        new Uint16(terms.liquidationThreshold()),
                        new Uint16(terms.liquidationBonus()),
                        new Utf8String(label));
        collateral.forEach(token -> assign("setAssetCollateralInEMode", token, category));
        borrowable.forEach(token -> assign("setAssetBorrowableInEMode", token, category));
    }

    /** Lets nobody borrow against a token in a category. */
    public void ltvZero(int id, TestToken token) {
        assign("setAssetLtvzeroInEMode", token, new Uint8(id));
    }

    private void assign(String function, TestToken token, Uint8 category) {
        market.configurator().send(market.deployer(), function, Abi.address(token.address()), category, new Bool(true));
    }

    private static ContractArtifact artifact(NodeModules modules, String name) {
        return modules.packaged("aave-v3.6", SOURCES, name);
    }
}
