package io.plimsoll.evm.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.evm.rpc.JsonRpcException;
import io.plimsoll.evm.testing.Multicall3Deployment.Call;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

@NodeTest
class Multicall3DeploymentIT {
    @Test
    void chainReads_areTheNodes(AnvilNode node, NodeModules modules) {
        Contract multicall = Multicall3Deployment.deploy(node, modules);
        node.mine(7);

        assertThat(multicall.number("getBlockNumber")).isEqualTo(7);
        assertThat(multicall.number("getChainId")).isEqualTo(31337);
        assertThat(multicall.number("getLastBlockHash"))
                .isEqualTo(new BigInteger(1, node.blockHash(6).toBytes()));
    }

    @Test
    void aggregate3_keepsFailuresApart(AnvilNode node, NodeModules modules) {
        Contract multicall = Multicall3Deployment.deploy(node, modules);
        Address alice = node.accounts().get(0);
        TestToken token = TestToken.deploy(node, modules, alice, "USDT", 6);
        token.mint(alice, BigInteger.valueOf(42));
        Call balance = new Call(token.address(), false, Hex.decode(Contract.calldata("balanceOf", Abi.address(alice))));
        byte[] refused = Hex.decode(Contract.calldata("transfer", Abi.address(alice), Abi.uint256(1)));

        List<BigInteger> answer = multicall.words(
                "aggregate3",
                Multicall3Deployment.calls(List.of(balance, new Call(token.address(), true, refused), balance)));

        // offset, length, three offsets of (success, offset, length, data…); the middle one holds an Error(string)
        assertThat(answer.get(1)).isEqualTo(3);
        int first = 2 + answer.get(2).intValue() / 32;
        int second = 2 + answer.get(3).intValue() / 32;
        int third = 2 + answer.get(4).intValue() / 32;
        assertThat(answer.get(first)).isOne();
        assertThat(answer.get(first + 3)).isEqualTo(42);
        assertThat(answer.get(second)).isZero();
        assertThat(answer.get(third)).isOne();

        assertThatExceptionOfType(JsonRpcException.class)
                .isThrownBy(() -> multicall.words(
                        "aggregate3", Multicall3Deployment.calls(List.of(new Call(token.address(), false, refused)))))
                .satisfies(e -> assertThat(e.revertReason()).contains("Multicall3: call failed"));
    }
}
