package io.plimsoll.evm.multicall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.domain.chain.CallResult;
import io.plimsoll.core.domain.chain.ContractCall;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.evm.abi.AbiData;
import io.plimsoll.evm.testing.AnvilNode;
import io.plimsoll.evm.testing.Multicall3Deployment;
import io.plimsoll.evm.testing.NodeModules;
import io.plimsoll.evm.testing.NodeTest;
import io.plimsoll.evm.testing.TestToken;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What only a real EVM shows: states of blocks, gas that is burned. */
@NodeTest
class MulticallReaderIT {
    private static final Address BURNER = Address.parse("0x" + "be".repeat(20));

    /** An instruction that is none: takes all gas there is. */
    private static final String BURN = "0xfe";

    private static ContractCall balance(TestToken token, Address owner) {
        return new ContractCall(token.address(), AbiData.encode("balanceOf", AbiData.argument(owner)));
    }

    private static BigInteger number(CallResult result) {
        assertThat(result.success()).isTrue();
        return new AbiData("answer", result.data()).unsigned(0);
    }

    @Test
    void everyBlock_hasItsState_byNumberAndByHash(AnvilNode node, NodeModules modules) {
        Multicall3Deployment.deploy(node, modules);
        Address alice = node.accounts().get(0);
        TestToken token = TestToken.deploy(node, modules, alice, "USDT", 6);
        MulticallReader reader = new MulticallReader(node.rpc());
        MulticallReader byHash = new MulticallReader(node.rpc(), StateAt.HASH);
        MulticallReader latestOnly = new MulticallReader(node.rpc(), StateAt.LATEST);
        BlockRef before = reader.latest();
        token.mint(alice, BigInteger.valueOf(42));
        BlockRef after = reader.latest();
        List<ContractCall> calls = List.of(balance(token, alice));

        assertThat(number(reader.call(calls, before).get(0))).isZero();
        assertThat(number(reader.call(calls, after).get(0))).isEqualTo(42);
        assertThat(number(byHash.call(calls, before).get(0))).isZero();
        assertThat(number(byHash.call(calls, after).get(0))).isEqualTo(42);
        assertThat(number(latestOnly.call(calls, after).get(0))).isEqualTo(42);
        assertThatExceptionOfType(WrongStateException.class)
                .isThrownBy(() -> latestOnly.call(calls, before))
                .withMessageContaining("answers from block " + after.number());
        MulticallReader.Reading newest = latestOnly.callLatest(calls);
        assertThat(newest.at()).isEqualTo(after);
        assertThat(number(newest.results().get(0))).isEqualTo(42);

        node.reorg(1);
        for (MulticallReader each : List.of(reader, byHash, latestOnly)) {
            assertThatExceptionOfType(WrongStateException.class).isThrownBy(() -> each.call(calls, after));
        }
        assertThat(number(reader.call(calls, before).get(0))).isZero();
    }

    @Test
    void callsThatBurnAllGas_failAlone(AnvilNode node, NodeModules modules) {
        Multicall3Deployment.deploy(node, modules);
        Address alice = node.accounts().get(0);
        TestToken token = TestToken.deploy(node, modules, alice, "USDT", 6);
        token.mint(alice, BigInteger.valueOf(42));
        node.setCode(BURNER, BURN);
        MulticallReader reader = new MulticallReader(node.rpc());
        ContractCall burn = new ContractCall(BURNER, new byte[0]);
        // each leaves a 64th: after five of them nothing is left even of the gas of this node's blocks
        List<ContractCall> calls = new ArrayList<>(List.of(balance(token, alice)));
        calls.addAll(Collections.nCopies(5, burn));
        calls.addAll(Collections.nCopies(30, balance(token, alice)));
        calls.add(burn);
        calls.add(new ContractCall(token.address(), AbiData.encode("noSuchFunction")));
        calls.add(balance(token, alice));

        List<CallResult> results = reader.call(calls, reader.latest());

        for (int i = 0; i < calls.size(); i++) {
            boolean token42 = i == 0 || (i >= 6 && i < 36) || i == 38;
            assertThat(results.get(i).success()).as("call %s", i).isEqualTo(token42);
            if (token42) {
                assertThat(number(results.get(i))).isEqualTo(42);
            }
        }
    }

    @Test
    void callWithinOneBlockGas_thatIsTooMuchForABatch_isStillAnswered(AnvilNode node, NodeModules modules) {
        Multicall3Deployment.deploy(node, modules);
        Address alice = node.accounts().get(0);
        TestToken token = TestToken.deploy(node, modules, alice, "USDT", 6);
        token.mint(alice, BigInteger.valueOf(42));
        // blocks with little gas: a batch of 200 balances does not fit into one call
        node.rpc().find("evm_setBlockGasLimit", List.of("0x7a120"), new TypeReference<Object>() {});
        node.mine(1);
        MulticallReader reader = new MulticallReader(node.rpc());

        List<CallResult> results = reader.call(Collections.nCopies(200, balance(token, alice)), reader.latest());

        assertThat(results)
                .hasSize(200)
                .allSatisfy(result -> assertThat(number(result)).isEqualTo(42));
    }
}
