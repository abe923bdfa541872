package io.plimsoll.evm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.evm.rpc.Endpoint;
import java.net.URI;
import java.time.Duration;
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
                .withMessageContaining("got scheme ipc");
        assertThatIllegalArgumentException().isThrownBy(() -> new ChainId(0));
    }

    @Test
    void endpointsUrl_isNotShown() {
        assertThat(new EvmNetwork("mine", new ChainId(5), URI.create("http://host/v2/s3cr3t")))
                .hasToString("mine (5)");
    }

    @Test
    void publicHyperEvm_comesWithItsLimits() {
        Endpoint endpoint = EvmNetwork.HYPEREVM.endpoint();

        assertThat(endpoint.name()).isEqualTo("hyperliquid");
        assertThat(endpoint.url()).hasToString("https://rpc.hyperliquid.xyz/evm");
        assertThat(endpoint.budget().orElseThrow().requests()).isEqualTo(100);
        assertThat(endpoint.budget().orElseThrow().window()).isEqualTo(Duration.ofMinutes(1));
        assertThat(endpoint.maxLogRange()).isEqualTo(50);
        assertThat(endpoint.archive()).isFalse();
        assertThat(endpoint.systemTransactions()).isFalse();
        assertThat(endpoint.webSocket()).isEmpty();
        assertThat(EvmNetwork.HYPEREVM_TESTNET.endpoint().name()).isEqualTo("hyperliquid-testnet");
        assertThat(EvmNetwork.HYPEREVM.endpoint().budget())
                .as("one for the process, but not for both chains")
                .isEqualTo(endpoint.budget())
                .isNotEqualTo(EvmNetwork.HYPEREVM_TESTNET.endpoint().budget());
    }

    @Test
    void otherEndpoint_hasNoKnownLimits() {
        Endpoint endpoint = new EvmNetwork("mine", new ChainId(5), URI.create("http://localhost:8545")).endpoint();

        assertThat(endpoint.name()).isEqualTo("mine");
        assertThat(endpoint.budget()).isEmpty();
        assertThat(endpoint.maxLogRange()).isEqualTo(Long.MAX_VALUE);
    }
}
