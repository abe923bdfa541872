package io.plimsoll.evm.multicall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.plimsoll.core.domain.chain.CallResult;
import io.plimsoll.core.domain.chain.ContractCall;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.testing.FaultErrors;
import io.plimsoll.core.testing.ManualClock;
import io.plimsoll.evm.abi.AbiData;
import io.plimsoll.evm.rpc.JsonRpc;
import io.plimsoll.evm.testing.FaultProxy;
import io.plimsoll.evm.testing.ScriptedChain;
import io.plimsoll.evm.testing.ScriptedRpc;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.web3j.abi.datatypes.generated.Uint256;

class MulticallReaderTest {
    private static final Address TOKEN = Address.parse("0x" + "11".repeat(20));

    private final ManualClock clock = ManualClock.atNewYear();
    private final ScriptedChain chain = ScriptedChain.start(ChainId.HYPEREVM, clock);
    private final MulticallReader reader = reader(chain.url());
    private final ScriptedRpc server = new ScriptedRpc();
    private final MulticallReader scripted = reader(server.url());

    private static MulticallReader reader(HttpUrl url) {
        return new MulticallReader(JsonRpc.of("node", url, new OkHttpClient(), Duration.ofMillis(800)));
    }

    @AfterEach
    void close() {
        chain.close();
        server.close();
    }

    private static ContractCall decimals() {
        return new ContractCall(TOKEN, AbiData.encode("decimals"));
    }

    @Test
    void latest_isTheNewestBlock_andTheChainIsNamed() {
        chain.mine();
        clock.advance(Duration.ofSeconds(7));
        chain.mine();

        assertThat(reader.chainId()).isEqualTo(ChainId.HYPEREVM);
        assertThat(reader.latest().number()).isEqualTo(2);
        assertThat(reader.latest().time()).isEqualTo(clock.instant());
    }

    @Test
    void call_moreThanOneBatch_keepsTheOrder_andARevertStopsNobody() {
        chain.answer(TOKEN, "plusOne(uint256)", arguments -> {
            BigInteger value = new AbiData("argument", arguments).unsigned(0);
            if (value.intValue() % 100 == 7) {
                throw new IllegalArgumentException("reverts");
            }
            return AbiData.encode("x", uint256(value.intValue() + 1));
        });
        List<ContractCall> calls = IntStream.range(0, 450)
                .mapToObj(i -> new ContractCall(TOKEN, AbiData.encode("plusOne", uint256(i))))
                .toList();

        List<CallResult> results = reader.call(calls, reader.latest());

        assertThat(results).hasSize(450);
        for (int i = 0; i < 450; i++) {
            assertThat(results.get(i).success()).isEqualTo(i % 100 != 7);
            if (results.get(i).success()) {
                // the answer begins with a selector here
                byte[] word = Arrays.copyOfRange(results.get(i).data(), 4, 36);
                assertThat(new AbiData("answer", word).smallInt(0)).isEqualTo(i + 1);
            }
        }
        assertThat(chain.requests())
                .filteredOn(request -> request.contains("eth_call"))
                .hasSize(3);
    }

    private static Uint256 uint256(long value) {
        return new Uint256(value);
    }

    @Test
    void backendThatLags_isBehindInEveryAnswer() {
        chain.mine().mine().mine();
        try (FaultProxy proxy = FaultProxy.before(chain.url())) {
            MulticallReader behind = reader(proxy.url());
            BlockRef newest = behind.latest();
            proxy.lag(2);

            assertThat(behind.latest().number()).isEqualTo(1);
            assertThat(behind.latest().hash()).isNotEqualTo(newest.hash());
            proxy.lag(100);
            assertThat(behind.latest().number()).isZero();
            proxy.passThrough();
            assertThat(behind.latest()).isEqualTo(newest);
        }
    }

    @Test
    void everyFault_hasItsError() {
        BlockRef block = reader.latest();
        FaultErrors.checkEach(
                chain,
                "eth_call",
                () -> catchThrowableOfType(SourceException.class, () -> reader.call(List.of(decimals()), block)));
    }

    /** Endpoints tell their limits and troubles in error objects too, with HTTP 200. */
    @ParameterizedTest
    @CsvSource({
        "-32005, RateLimited",
        "429, RateLimited",
        "-32000, Transport",
        "-32603, Transport",
        "-32601, MalformedResponse"
    })
    void errorObject_isASourceExceptionOfItsKind(int code, String kind) {
        server.error("eth_chainId", "{\"code\":" + code + ",\"message\":\"no\"}");

        SourceException error = catchThrowableOfType(SourceException.class, scripted::chainId);

        assertThat(error.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(error).hasMessageContaining("eth_chainId failed with " + code + ": no");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"0x\"", "\"999\"", "\"0xzz\"", "\"0x0\"", "\"0xffffffffffffffffff\""})
    void chainIdThatIsNone_isMalformed(String answer) {
        server.result("eth_chainId", answer);

        assertThatExceptionOfType(MalformedResponse.class).isThrownBy(scripted::chainId);
    }

    @Test
    void blockWithAHashThatIsNone_isMalformed() {
        server.result("eth_getBlockByNumber", "{\"number\":\"0x1\",\"hash\":\"0x12\",\"timestamp\":\"0x1\"}");

        assertThatExceptionOfType(MalformedResponse.class).isThrownBy(scripted::latest);
    }

    @Test
    void chainWithoutMulticall_isSaid() {
        server.result("eth_call", "\"0x\"");

        assertThatExceptionOfType(MalformedResponse.class)
                .isThrownBy(() -> scripted.call(List.of(decimals()), reader.latest()))
                .withMessageContaining("there is no Multicall3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0x1", "0x00", "zz"})
    void answerThatIsNoAnswer_isMalformed(String answer) {
        server.result("eth_call", '"' + answer + '"');

        assertThatExceptionOfType(MalformedResponse.class)
                .isThrownBy(() -> scripted.call(List.of(decimals()), reader.latest()));
    }

    @Test
    void answerForFewerCalls_isMalformed() {
        server.result("eth_call", "\"0x" + "0".repeat(62) + "20" + "0".repeat(64) + "\"");

        assertThatExceptionOfType(MalformedResponse.class)
                .isThrownBy(() -> scripted.call(List.of(decimals()), reader.latest()))
                .withMessageContaining("answered 0 of 1 calls");
    }
}
