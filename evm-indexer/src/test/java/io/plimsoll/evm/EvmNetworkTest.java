package io.plimsoll.evm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.foundation.chain.ChainId;
import java.net.URI;
import org.junit.jupiter.api.Test;

class EvmNetworkTest {
    @Test
    void builtIns_haveTheirChainIds() {
        assertThat(EvmNetwork.HYPEREVM.chainId()).hasToString("999");
        assertThat(EvmNetwork.HYPEREVM_TESTNET.chainId()).isEqualTo(new ChainId(998));
    }

    @Test
    void rpc_ofAnotherScheme_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EvmNetwork("x", new ChainId(1), URI.create("ipc:/tmp/geth.ipc")))
                .withMessageContaining("ipc:/tmp/geth.ipc");
        assertThatIllegalArgumentException().isThrownBy(() -> new ChainId(0));
    }
}
