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
import io.plimsoll.core.foundation.error.SourceException.Unusable;
import io.plimsoll.core.kit.http.testing.FakeServer;
import io.plimsoll.core.testing.FaultErrors;
import io.plimsoll.core.testing.ManualClock;
import io.plimsoll.evm.abi.AbiData;
import io.plimsoll.evm.rpc.JsonRpc;
import io.plimsoll.evm.rpc.RpcAnswers;
import io.plimsoll.evm.rpc.RpcNeeds;
import io.plimsoll.evm.rpc.RpcRequest;
import io.plimsoll.evm.testing.FaultProxy;
import io.plimsoll.evm.testing.ScriptedChain;
import io.plimsoll.evm.testing.ScriptedRpc;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
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

    /** The same block on the scripted endpoint. */
    private BlockRef headOnBoth() {
        BlockRef head = reader.latest();
        server.result(
                "eth_getBlockByNumber",
                "{\"number\":\"0x%x\",\"hash\":\"%s\",\"parentHash\":\"%s\",\"timestamp\":\"0x%x\"}"
                        .formatted(
                                head.number(),
                                head.hash(),
                                "0x" + "0".repeat(64),
                                head.time().getEpochSecond()));
        return head;
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
        // three batches, and in each those that failed without a word once more alone, and the others behind them
        assertThat(chain.requests())
                .filteredOn(request -> request.contains("eth_call"))
                .hasSize(9);
    }

    @Test
    void callsThatAllSpeak_areAskedOnce() {
        chain.answer(TOKEN, "decimals()", BigInteger.valueOf(6));
        BlockRef head = reader.latest();
        int before = chain.requests().size();

        assertThat(reader.call(Collections.nCopies(150, decimals()), head)).hasSize(150);
        assertThat(reader.call(List.of(), head)).isEmpty();

        assertThat(chain.requests()).hasSize(before + 1);
    }

    @ParameterizedTest
    @EnumSource(StateAt.class)
    void blockThatIsGone_isNotAnsweredFromItsSuccessor(StateAt stateAt) {
        chain.answer(TOKEN, "decimals()", BigInteger.valueOf(6)).mine();
        MulticallReader fixed = new MulticallReader(
                JsonRpc.of("node", chain.url(), new OkHttpClient(), Duration.ofSeconds(5)), stateAt);
        BlockRef before = fixed.latest();
        assertThat(fixed.call(List.of(decimals()), before)).hasSize(1);
        chain.reorg(1);

        assertThatExceptionOfType(WrongStateException.class)
                .isThrownBy(() -> fixed.call(List.of(decimals()), before))
                .withMessageContaining("another block of that height");
    }

    @Test
    void endpointThatHasTheNewestStateOnly_isNotAskedForHistory() {
        chain.answer(TOKEN, "decimals()", BigInteger.valueOf(6));
        BlockRef old = reader.latest();
        chain.mine().mine();
        MulticallReader latestOnly = new MulticallReader(
                JsonRpc.of("node", chain.url(), new OkHttpClient(), Duration.ofSeconds(5)), StateAt.LATEST);

        WrongStateException refused =
                catchThrowableOfType(WrongStateException.class, () -> latestOnly.call(List.of(decimals()), old));

        assertThat(refused).hasMessageContaining("block 0").hasMessageContaining("answers from block 2");
        assertThat(refused.retryable()).isFalse();
        assertThat(latestOnly.callLatest(List.of(decimals())).at()).isEqualTo(latestOnly.latest());
    }

    /** Two backends behind one URL, of which every other question about a block meets the one that is behind. */
    private record TwoBackends(JsonRpc node, AtomicInteger asked) implements JsonRpc {
        @Override
        public String source() {
            return node.source();
        }

        @Override
        public <T> T ask(RpcNeeds needs, List<? extends RpcRequest<?>> requests, Function<RpcAnswers, T> reading) {
            if (needs.head() > 0 && asked.getAndIncrement() % 2 == 0) {
                throw new Unusable(source(), "has no block " + needs.head() + " yet");
            }
            return node.ask(needs, requests, reading);
        }
    }

    @Test
    void newestState_isReadThoughABackendLags() {
        chain.mine();
        JsonRpc node = JsonRpc.of("node", chain.url(), new OkHttpClient(), Duration.ofSeconds(5));
        MulticallReader latest = new MulticallReader(new TwoBackends(node, new AtomicInteger()), StateAt.LATEST);

        assertThat(latest.callLatest(List.of(decimals())).at()).isEqualTo(reader.latest());
    }

    @Test
    void blockThatTheEndpointDoesNotHaveYet_isRetryable() {
        BlockRef later = new BlockRef(9, reader.latest().hash(), clock.instant());

        assertThatExceptionOfType(SourceException.Unusable.class)
                .isThrownBy(() -> reader.call(List.of(decimals()), later))
                .withMessageContaining("no block 9 yet")
                .satisfies(error -> assertThat(error.retryable()).isTrue());
    }

    /** An endpoint before the chain that refuses what is too long for it. */
    private final class Narrow extends FakeServer {
        private final OkHttpClient http = new OkHttpClient();
        private final int limit;
        private final String error;

        Narrow(int limit, String error) {
            this.limit = limit;
            this.error = error;
        }

        @Override
        protected MockResponse answer(RecordedRequest request) {
            String sent = body(request);
            if (sent.length() > limit && error.isEmpty()) {
                return text(413, "entity too large");
            }
            if (sent.length() > limit) {
                Matcher ids = Pattern.compile("\"id\":(\\d+)").matcher(sent);
                List<String> answers = new ArrayList<>();
                while (ids.find()) {
                    answers.add("{\"jsonrpc\":\"2.0\",\"id\":" + ids.group(1) + ","
                            + (answers.isEmpty() ? header() : error) + "}");
                }
                return json(answers.toString());
            }
            Request passed = new Request.Builder()
                    .url(chain.url())
                    .post(RequestBody.create(sent, MediaType.get("application/json")))
                    .build();
            try (Response response = http.newCall(passed).execute()) {
                return json(response.body().string());
            } catch (IOException e) {
                return text(502, "no chain");
            }
        }

        private String header() {
            BlockRef head = reader.latest();
            return "\"result\":{\"number\":\"0x0\",\"hash\":\"" + head.hash() + "\",\"parentHash\":\"0x"
                    + "0".repeat(64) + "\",\"timestamp\":\"0x"
                    + Long.toHexString(head.time().getEpochSecond()) + "\"}";
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"error\":{\"code\":-32000,\"message\":\"out of gas\"}",
                "\"error\":{\"code\":-32000,\"message\":\"execution timeout\"}",
                "\"error\":{\"code\":-32603,\"message\":\"response too large\"}"
            })
    void batchThatIsTooMuch_isHalvedUntilItIsNot(String error) {
        chain.answer(TOKEN, "decimals()", BigInteger.valueOf(6));
        try (Narrow narrow = new Narrow(20_000, error)) {
            MulticallReader patient = reader(narrow.url());

            List<CallResult> results = patient.call(Collections.nCopies(300, decimals()), reader.latest());

            assertThat(results).hasSize(300).allMatch(CallResult::success);
            int first = narrow.requests().size();
            patient.call(Collections.nCopies(20, decimals()), reader.latest());
            assertThat(narrow.requests()).hasSize(first + 1);
        }
    }

    @Test
    void callThatIsTooMuchAlone_isAnError() {
        try (Narrow narrow = new Narrow(10, "")) {
            assertThatExceptionOfType(SourceException.Rejected.class)
                    .isThrownBy(() -> reader(narrow.url()).call(List.of(decimals(), decimals()), reader.latest()));
        }
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
                .isThrownBy(() -> scripted.call(List.of(decimals()), headOnBoth()))
                .withMessageContaining("there is no Multicall3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0x1", "0x00", "zz"})
    void answerThatIsNoAnswer_isMalformed(String answer) {
        server.result("eth_call", '"' + answer + '"');

        assertThatExceptionOfType(MalformedResponse.class)
                .isThrownBy(() -> scripted.call(List.of(decimals()), headOnBoth()));
    }

    @Test
    void answerForFewerCalls_isMalformed() {
        server.result("eth_call", "\"0x" + "0".repeat(62) + "20" + "0".repeat(64) + "\"");

        assertThatExceptionOfType(MalformedResponse.class)
                .isThrownBy(() -> scripted.call(List.of(decimals()), headOnBoth()))
                .withMessageContaining("answered 0 of 4 calls");
    }
}
