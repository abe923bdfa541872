package io.plimsoll.evm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plimsoll.core.domain.chain.ChainReader;
import io.plimsoll.core.domain.chain.ContractCall;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.crypto.LocalSigner;
import io.plimsoll.core.foundation.error.SourceException.Unusable;
import io.plimsoll.core.foundation.metrics.Metrics;
import io.plimsoll.core.testing.ManualClock;
import io.plimsoll.evm.multicall.WrongStateException;
import io.plimsoll.evm.rpc.Endpoint;
import io.plimsoll.evm.rpc.EndpointPool;
import io.plimsoll.evm.testing.ScriptedChain;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;

class EvmClientTest {
    @Test
    void client_readsTheChainThroughItsPool() {
        try (ScriptedChain chain = ScriptedChain.start(ChainId.HYPEREVM, Clock.systemUTC())) {
            chain.mine().mine();
            Endpoint endpoint = Endpoint.of("scripted", chain.url());
            EvmClient client = EvmClient.of(ChainId.HYPEREVM, List.of(endpoint), new OkHttpClient(), Metrics.NONE);

            assertThat(client.reader().latest().number()).isEqualTo(2);
            assertThat(client.rpc().chainId()).isEqualTo(ChainId.HYPEREVM);
            assertThat(client.rpc().endpoints()).singleElement().satisfies(status -> {
                assertThat(status.chainConfirmed()).isTrue();
                assertThat(status.head()).hasValue(2);
            });
            assertThat(client.logs().chainId()).isEqualTo(ChainId.HYPEREVM);
            assertThat(client.healthChecks(true)).hasSize(2);
            LocalSigner signer = LocalSigner.fromHex("11".repeat(32));
            assertThat(client.lane(signer).build().account()).isEqualTo(signer.address());
            assertThat(client.newHeads(() -> {})).isEmpty();
            EvmClient listening = EvmClient.of(
                    client.rpc(),
                    List.of(endpoint, endpoint.withWebSocket("ws://localhost:1/")),
                    new OkHttpClient(),
                    Metrics.NONE);
            assertThat(listening.newHeads(() -> {})).isPresent();
        }
    }

    @Test
    void hyperEvm_isAskedForTheNewestStateWhereThereIsNoArchive() {
        try (ScriptedChain chain = ScriptedChain.start(ChainId.HYPEREVM, Clock.systemUTC())) {
            Address contract = Address.parse("0x00000000000000000000000000000000000000aa");
            ContractCall call = new ContractCall(contract, new byte[4]);
            chain.mine();
            Endpoint node = Endpoint.of("node", chain.url());
            for (Endpoint endpoint : List.of(node, node.withArchive())) {
                ChainReader reader = EvmClient.of(ChainId.HYPEREVM, List.of(endpoint), new OkHttpClient(), Metrics.NONE)
                        .reader();
                BlockRef before = reader.latest();
                assertThat(reader.call(List.of(call), before)).hasSize(1);
                chain.mine();
                if (endpoint.archive()) {
                    assertThat(reader.call(List.of(call), before)).hasSize(1);
                } else {
                    assertThatExceptionOfType(WrongStateException.class)
                            .isThrownBy(() -> reader.call(List.of(call), before));
                }
            }
            assertThat(chain.requests().stream()
                            .filter(line -> line.contains("eth_call"))
                            .map(line -> line.contains("\"latest\"")))
                    .as("by height only of the archive")
                    .containsExactly(true, true, false, false);
        }
    }

    @Test
    void hyperEvmThatStandsStill_isNotBelieved() {
        try (ScriptedChain chain = ScriptedChain.start(ChainId.HYPEREVM, ManualClock.atNewYear())) {
            EvmClient client = EvmClient.of(
                    ChainId.HYPEREVM, List.of(Endpoint.of("scripted", chain.url())), new OkHttpClient(), Metrics.NONE);

            assertThatExceptionOfType(Unusable.class)
                    .isThrownBy(() -> client.reader().latest())
                    .withMessageContaining("too old");
            EvmClient trusting = EvmClient.of(
                    EndpointPool.builder(ChainId.HYPEREVM)
                            .endpoint(Endpoint.of("scripted", chain.url()))
                            .deadline(Duration.ofSeconds(5))
                            .build(),
                    List.of(),
                    new OkHttpClient(),
                    Metrics.NONE);
            assertThat(trusting.reader().latest().number()).isZero();
        }
    }
}
