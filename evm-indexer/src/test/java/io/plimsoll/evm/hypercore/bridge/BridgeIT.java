package io.plimsoll.evm.hypercore.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.domain.chain.ChainLog;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.core.foundation.chain.LogRef;
import io.plimsoll.evm.hypercore.bridge.LinkedToken.Erc20;
import io.plimsoll.evm.testing.AnvilNode;
import io.plimsoll.evm.testing.NodeModules;
import io.plimsoll.evm.testing.NodeTest;
import io.plimsoll.evm.testing.Receipt;
import io.plimsoll.evm.testing.TestToken;
import java.math.BigInteger;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What the bridge says to send, sent on a real node. */
@NodeTest
class BridgeIT {
    @Test
    void hype_arrivesAtItsSystemAddress_whichSaysSo(AnvilNode node, NodeModules modules) {
        node.setCode(SystemAddress.HYPE, modules.own("HypeSystem").runtimeCode());
        Address user = node.accounts().get(0);
        BigInteger amount = new BigInteger("1230000000000000000");

        BridgeCall call = LinkedToken.hype(ChainId.HYPEREVM).sendToCore(amount).get(0);
        Receipt receipt = node.send(user, call.to(), Hex.encode(call.data()), call.value());

        Receipt.Log written = receipt.logs().get(0);
        ChainLog log = new ChainLog(
                new LogRef(
                        node.chainId(),
                        new BlockRef(receipt.blockNumber(), receipt.blockHash(), Instant.EPOCH),
                        receipt.transactionHash(),
                        0,
                        0),
                written.address(),
                written.topics(),
                Hex.decode(written.data()));
        assertThat(HypeReceived.DECODER.decode(log)).contains(new HypeReceived(log.at(), user, amount));
        // anybody can write the same
        assertThat(HypeReceived.DECODER.decode(new ChainLog(log.at(), user, log.topics(), log.data())))
                .isEmpty();
    }

    @Test
    void token_arrivesAtItsSystemAddress(AnvilNode node, NodeModules modules) {
        Address user = node.accounts().get(0);
        TestToken token = TestToken.deploy(node, modules, user, "PURR", 18);
        BigInteger amount = BigInteger.TEN.pow(14);
        token.mint(user, amount);

        LinkedToken linked = new Erc20(1, token.address(), 5, 13);
        linked.sendToCore(amount).forEach(call -> node.send(user, call.to(), Hex.encode(call.data()), call.value()));

        assertThat(token.balanceOf(SystemAddress.of(1))).isEqualTo(amount);
        assertThat(linked.toCore(amount)).isEqualTo(10);
    }
}
