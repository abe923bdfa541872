package io.plimsoll.evm.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.crypto.Eip55;
import io.plimsoll.evm.deployment.DeploymentCheck.Difference;
import io.plimsoll.evm.multicall.MulticallReader;
import io.plimsoll.evm.testing.AaveV3Deployment;
import io.plimsoll.evm.testing.AlgebraDeployment;
import io.plimsoll.evm.testing.AnvilNode;
import io.plimsoll.evm.testing.Multicall3Deployment;
import io.plimsoll.evm.testing.NodeModules;
import io.plimsoll.evm.testing.NodeTest;
import io.plimsoll.evm.testing.TestToken;
import io.plimsoll.evm.testing.UniswapV3Deployment;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;

@NodeTest
class DeploymentCheckIT {
    private static String line(String section, String name, String role, Address address, String extra) {
        return String.join(";", "31337", section, name, role, Eip55.format(address), "HIGH", "", extra);
    }

    private static List<Difference> compare(AnvilNode node, String... lines) {
        return new DeploymentCheck(new MulticallReader(node.rpc()))
                .compare(AddressBook.parse(new StringReader(String.join("\n", lines))));
    }

    @Test
    void bookThatIsRight_agreesWithTheChain_oneThatIsWrongDoesNot(AnvilNode node, NodeModules modules) {
        Address deployer = node.accounts().get(0);
        Multicall3Deployment.deploy(node, modules);
        UniswapV3Deployment uniswap = UniswapV3Deployment.deploy(node, modules, deployer);
        AlgebraDeployment algebra = AlgebraDeployment.deploy(node, modules, deployer);
        AaveV3Deployment aave = AaveV3Deployment.deploy(node, modules, deployer);
        TestToken token = TestToken.deploy(node, modules, deployer, "USDT0", 6);
        TestToken tokenTwin = TestToken.deploy(node, modules, deployer, "USDT0", 6);
        Address uniswapFactory = uniswap.factory().address();
        Address uniswapManager = uniswap.positionManager().address();
        Address algebraFactory = algebra.factory().address();
        Address algebraManager = algebra.positionManager().address();

        assertThat(compare(
                        node,
                        line("dex", "U", "factory", uniswapFactory, "BY_FEE"),
                        line("dex", "U", "positionManager", uniswapManager, ""),
                        line("dex", "A", "factory", algebraFactory, "ALGEBRA"),
                        line("dex", "A", "positionManager", algebraManager, ""),
                        line("aave", "M", "pool", aave.pool().address(), ""),
                        line("aave", "M", "addressesProvider", aave.provider().address(), ""),
                        line("aave", "M", "oracle", aave.oracle().address(), ""),
                        line(
                                "aave",
                                "M",
                                "poolConfigurator",
                                aave.configurator().address(),
                                ""),
                        line("token", "USDT0", "token", token.address(), "6/268")))
                .isEmpty();
        assertThat(compare(
                        node,
                        line("dex", "U", "factory", uniswapFactory, "BY_FEE"),
                        line("dex", "U", "positionManager", algebraManager, ""),
                        line("aave", "M", "pool", token.address(), ""),
                        line("aave", "M", "addressesProvider", aave.provider().address(), ""),
                        line("token", "USDT0", "token", tokenTwin.address(), "18/"),
                        line("token", "GONE", "token", Address.parse("0x" + "42".repeat(20)), "18/")))
                .containsExactly(
                        new Difference("U factory", algebraManager, uniswapFactory.hex(), algebraFactory.hex()),
                        new Difference(
                                "M pool",
                                aave.provider().address(),
                                token.address().hex(),
                                aave.pool().address().hex()),
                        new Difference("USDT0 decimals", tokenTwin.address(), "18", "6"),
                        new Difference("GONE decimals", Address.parse("0x" + "42".repeat(20)), "18", "no answer"));
    }
}
