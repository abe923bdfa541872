package io.plimsoll.evm.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.testing.ManualClock;
import io.plimsoll.evm.rpc.JsonRpc;
import io.plimsoll.evm.rpc.JsonRpcException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScriptedChainTest {
    private static final Address POOL = Address.parse("0x" + "aa".repeat(20));
    private static final Bytes32 SWAP = topic("01");
    private static final Bytes32 MINT = topic("02");

    private record Block(String number, String hash, String parentHash) {}

    private record Log(String address, List<String> topics, String blockHash, String logIndex, String data) {}

    private final ScriptedChain chain = ScriptedChain.start(ChainId.HYPEREVM, ManualClock.atNewYear());
    private final JsonRpc rpc = JsonRpc.of("chain", chain.url(), new OkHttpClient(), Duration.ofSeconds(5));

    private static Bytes32 topic(String octet) {
        return Bytes32.parse("0x" + octet.repeat(32));
    }

    @AfterEach
    void close() {
        chain.close();
    }

    private Block block(String tag) {
        return rpc.call("eth_getBlockByNumber", List.of(tag, false), new TypeReference<Block>() {});
    }

    private List<Log> logs(Map<String, ?> filter) {
        return rpc.call("eth_getLogs", List.of(filter), new TypeReference<List<Log>>() {});
    }

    @Test
    void blocks_formAChain() {
        chain.mine().mine();

        assertThat(block("latest").number()).isEqualTo("0x2");
        assertThat(block("latest").parentHash()).isEqualTo(block("0x1").hash());
        assertThat(block("0x1").parentHash()).isEqualTo(block("earliest").hash());
        assertThat(rpc.find("eth_getBlockByNumber", List.of("0x9", false), new TypeReference<Block>() {}))
                .isEmpty();
        assertThat(rpc.call("eth_blockNumber", List.of(), new TypeReference<String>() {}))
                .isEqualTo("0x2");
    }

    @Test
    void reorg_givesOtherHashes_andTakesTheLogsAlong() {
        chain.mine().log(POOL, List.of(SWAP), new byte[] {1}).mine().log(POOL, List.of(SWAP), new byte[] {2});
        Block kept = block("0x1");
        Block gone = block("0x2");

        chain.reorg(1);

        assertThat(block("0x1")).isEqualTo(kept);
        assertThat(block("0x2").hash()).isNotEqualTo(gone.hash());
        assertThat(block("0x2").parentHash()).isEqualTo(kept.hash());
        assertThat(logs(Map.of("fromBlock", "0x0", "toBlock", "latest")))
                .extracting(Log::data)
                .containsExactly("0x01");
        assertThatIllegalArgumentException().isThrownBy(() -> chain.reorg(3)).withMessageContaining("got 3 of 3");
    }

    @Test
    void logs_areFilteredAsANodeDoes() {
        Address other = Address.parse("0x" + "bb".repeat(20));
        chain.mine()
                .log(POOL, List.of(SWAP, MINT), new byte[] {1})
                .log(POOL, List.of(MINT), new byte[] {2})
                .log(other, List.of(SWAP), new byte[] {3});

        assertThat(logs(Map.of("address", POOL.hex()))).extracting(Log::data).containsExactly("0x01", "0x02");
        assertThat(logs(Map.of("address", List.of(POOL.hex(), other.hex()), "topics", List.of(SWAP.hex()))))
                .extracting(Log::data, Log::logIndex)
                .containsExactly(tuple("0x01", "0x0"), tuple("0x03", "0x2"));
        assertThat(logs(Map.of("topics", List.of(List.of(), MINT.hex()))))
                .extracting(Log::data)
                .containsExactly("0x01");
        assertThat(logs(Map.of("fromBlock", "0x0", "toBlock", "0x0"))).isEmpty();
        assertThatExceptionOfType(JsonRpcException.class)
                .isThrownBy(() -> logs(Map.of("fromBlock", "0x0", "toBlock", "0x9")))
                .withMessageContaining("beyond the current head");
    }

    @Test
    void whatItDoesNotKnow_isAnError() {
        assertThatExceptionOfType(JsonRpcException.class)
                .isThrownBy(() -> rpc.call("eth_gasPrice", List.of(), new TypeReference<String>() {}))
                .withMessageContaining("-32601");
        assertThatExceptionOfType(JsonRpcException.class)
                .isThrownBy(() -> rpc.call(
                        "eth_call",
                        List.of(Map.of("to", POOL.hex(), "data", "0x12345678"), "latest"),
                        new TypeReference<String>() {}))
                .withMessageContaining("execution reverted");
    }
}
