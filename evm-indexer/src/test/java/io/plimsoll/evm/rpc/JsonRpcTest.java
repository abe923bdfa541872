package io.plimsoll.evm.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.Rejected;
import io.plimsoll.core.kit.http.testing.FakeServer;
import io.plimsoll.core.testing.FaultErrors;
import io.plimsoll.evm.testing.ScriptedRpc;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonRpcTest {
    private static final TypeReference<String> TEXT = new TypeReference<>() {};

    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

    private record Log(String address, List<String> topics) {}

    private final ScriptedRpc server = new ScriptedRpc();
    private final JsonRpc rpc = JsonRpc.of("node", server.url(), new OkHttpClient(), Duration.ofSeconds(10));

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void call_sendsTheEnvelopeAndReturnsTheResult() {
        server.result("eth_chainId", "\"0x3e7\"");

        assertThat(rpc.call("eth_chainId", List.of("a", 1, true), TEXT)).isEqualTo("0x3e7");
        assertThat(server.requests())
                .containsExactly(
                        "POST / {\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_chainId\",\"params\":[\"a\",1,true]}");
    }

    @Test
    void call_decodesRecordsAndIgnoresUnknownFields() {
        server.result("eth_getLogs", "[{\"address\":\"0x01\",\"topics\":[\"0x02\"],\"surprise\":1}]");

        assertThat(rpc.call("eth_getLogs", List.of(), new TypeReference<List<Log>>() {}))
                .containsExactly(new Log("0x01", List.of("0x02")));
    }

    @Test
    void resultWithoutAField_isMalformedAndNamesIt() {
        server.result("eth_getLogs", "[{\"address\":\"0x01\"}]");

        assertThatExceptionOfType(MalformedResponse.class)
                .isThrownBy(() -> rpc.call("eth_getLogs", List.of(), new TypeReference<List<Log>>() {}))
                .withMessageContaining("topics");
    }

    @Test
    void nullResult_isAbsentOrMalformed() {
        server.result("eth_getTransactionReceipt", "null");

        assertThat(rpc.find("eth_getTransactionReceipt", List.of(), TEXT)).isEmpty();
        assertThatExceptionOfType(MalformedResponse.class)
                .isThrownBy(() -> rpc.call("eth_getTransactionReceipt", List.of(), TEXT))
                .withMessageContaining("eth_getTransactionReceipt answered null");
    }

    @Test
    void answerToAnotherRequest_isMalformed() {
        server.result("eth_chainId", "\"0x3e7\",\"id\":77");

        assertThatExceptionOfType(MalformedResponse.class)
                .isThrownBy(() -> rpc.call("eth_chainId", List.of(), TEXT))
                .withMessageContaining("request 77");
    }

    @Test
    void errorObject_keepsItsParts() {
        server.error("eth_call", "{\"code\":3,\"message\":\"execution reverted\",\"data\":\"0x08c379a0\"}");

        JsonRpcException e = catchThrowableOfType(JsonRpcException.class, () -> rpc.call("eth_call", List.of(), TEXT));

        assertThat(e).hasMessage("node: eth_call failed with 3: execution reverted");
        assertThat(e.source()).isEqualTo("node");
        assertThat(e.method()).isEqualTo("eth_call");
        assertThat(e.code()).isEqualTo(3);
        assertThat(e.data()).contains("0x08c379a0");
    }

    @Test
    void errorWithoutTextualData_hasNone() {
        server.error("eth_call", "{\"code\":-32000,\"message\":\"no\",\"data\":{\"trace\":1}}");

        JsonRpcException e = catchThrowableOfType(JsonRpcException.class, () -> rpc.call("eth_call", List.of(), TEXT));

        assertThat(e.data()).isEmpty();
        assertThat(e.revertReason()).isEmpty();
    }

    @Test
    void revertReason_isReadByItsSelector() {
        String text = "%064x".formatted(32) + "%064x".formatted(5) + "73746f7021" + "0".repeat(54);
        assertThat(reason("0x08c379a0" + text)).isEqualTo("stop!");
        assertThat(reason("0x4e487b71" + "%064x".formatted(0x11))).isEqualTo("panic 0x11");
        assertThat(reason("0x12345678" + "%064x".formatted(1))).isEqualTo("0x12345678" + "%064x".formatted(1));
    }

    @Test
    void revertReason_ofADamagedAnswer_isTheRawData() {
        String longer = "0x08c379a0" + "%064x".formatted(32) + "f".repeat(64);
        assertThat(reason(longer)).isEqualTo(longer);
        assertThat(reason("0x08c379a")).isEqualTo("0x08c379a");
        assertThat(new JsonRpcException("node", "eth_call", 3, "", Optional.of("Reverted")).revertReason())
                .isEmpty();
    }

    @Test
    void everyFault_becomesItsError() {
        server.result("eth_chainId", "\"0x3e7\"");
        JsonRpc hasty = JsonRpc.of("node", server.url(), new OkHttpClient(), Duration.ofSeconds(1));

        assertThat(rpc.call("eth_chainId", List.of(), TEXT)).isEqualTo("0x3e7");
        FaultErrors.checkEach(
                server,
                "eth_chainId",
                () -> catchThrowableOfType(SourceException.class, () -> hasty.call("eth_chainId", List.of(), TEXT)));
    }

    /** Answers every request with the same text; {@code <id>} and {@code <id+1>} are those of the batch. */
    private static final class Parrot extends FakeServer {
        private final int status;
        private final String text;

        Parrot(int status, String text) {
            this.status = status;
            this.text = text;
        }

        @Override
        protected MockResponse answer(RecordedRequest request) {
            Matcher id = Pattern.compile("\"id\":(\\d+)").matcher(body(request));
            if (!id.find()) {
                throw new IllegalArgumentException("no id in " + body(request));
            }
            long first = Long.parseLong(id.group(1));
            String said = text.replace("<id>", Long.toString(first)).replace("<id+1>", Long.toString(first + 1));
            return new MockResponse.Builder()
                    .code(status)
                    .addHeader("Content-Type", "application/json")
                    .body(said)
                    .build();
        }
    }

    private static <T> T parrot(int status, String text, Function<JsonRpc, T> asking) {
        try (Parrot parrot = new Parrot(status, text)) {
            return asking.apply(JsonRpc.of("node", parrot.url(), new OkHttpClient(), Duration.ofSeconds(10)));
        }
    }

    private static List<String> both(JsonRpc rpc, TypeReference<?> secondType) {
        RpcRequest<String> one = RpcRequest.of("eth_chainId", List.of(), TEXT);
        RpcRequest<?> two = RpcRequest.of("eth_accounts", List.of(), secondType);
        return rpc.ask(
                RpcNeeds.NONE,
                List.of(one, two),
                answers -> Stream.of(one, two)
                        .map(request -> answers.error(request)
                                .map(JsonRpcException::words)
                                .orElseGet(() -> answers.of(request).toString()))
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 422, 500})
    void errorOfAMethod_isOneWhateverTheStatus(int status) {
        JsonRpcException e = parrot(
                status,
                "{\"jsonrpc\":\"2.0\",\"id\":<id>,\"error\":{\"code\":3,\"message\":\"execution reverted\",\"data\":\"0x01\"}}",
                rpc -> catchThrowableOfType(JsonRpcException.class, () -> rpc.call("eth_call", List.of(), TEXT)));

        assertThat(e.code()).isEqualTo(3);
        assertThat(e.data()).contains("0x01");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 502, 503})
    void errorStatusOfTheAccountOrTheGateway_staysThat(int status) {
        Rejected e = parrot(
                status,
                "{\"jsonrpc\":\"2.0\",\"id\":<id>,\"error\":{\"code\":-32000,\"message\":\"no\"}}",
                rpc -> catchThrowableOfType(Rejected.class, () -> rpc.call("eth_call", List.of(), TEXT)));

        assertThat(e.status()).isEqualTo(status);
    }

    @Test
    void errorStatusWithOtherJson_staysThat() {
        Rejected e = parrot(
                500,
                "{\"error\":\"internal\"}",
                rpc -> catchThrowableOfType(Rejected.class, () -> rpc.call("eth_call", List.of(), TEXT)));

        assertThat(e).hasMessageContaining("HTTP 500").hasMessageContaining("internal");
    }

    @Test
    void batch_isReadInAnyOrderOfAnswersAndFields() {
        String text = "[{\"result\":[\"0x02\"],\"id\":<id+1>,\"jsonrpc\":\"2.0\"},"
                + "{\"result\":\"0x01\",\"id\":<id>,\"jsonrpc\":\"2.0\"}]";

        List<String> results = parrot(200, text, rpc -> both(rpc, TEXTS));
        assertThat(results).containsExactly("0x01", "[0x02]");
    }

    @Test
    void logsAndHeadersWithTheirIdsLast_areReadInAnyOrder() {
        RpcRequest<List<Log>> logs = RpcRequest.of("eth_getLogs", List.of(), new TypeReference<>() {});
        RpcRequest<Map<String, String>> header =
                RpcRequest.of("eth_getBlockByNumber", List.of(), new TypeReference<>() {});
        String text = "[{\"result\":{\"number\":\"0x5\"},\"id\":<id+1>},"
                + "{\"result\":[{\"address\":\"0x01\",\"topics\":[]}],\"id\":<id>}]";

        List<Object> results = parrot(
                200,
                text,
                rpc -> rpc.ask(
                        RpcNeeds.NONE,
                        List.of(logs, header),
                        answers -> List.of(answers.of(logs), answers.of(header))));
        assertThat(results).containsExactly(List.of(new Log("0x01", List.of())), Map.of("number", "0x5"));
    }

    @Test
    void headerInThePlaceOfLogs_isMalformed() {
        RpcRequest<List<Log>> logs = RpcRequest.of("eth_getLogs", List.of(), new TypeReference<>() {});
        RpcRequest<Map<String, String>> header =
                RpcRequest.of("eth_getBlockByNumber", List.of(), new TypeReference<>() {});
        String text = "[{\"result\":{\"number\":\"0x5\"},\"id\":<id>},{\"result\":[],\"id\":<id+1>}]";

        MalformedResponse e = parrot(
                200,
                text,
                rpc -> catchThrowableOfType(
                        MalformedResponse.class,
                        () -> rpc.ask(RpcNeeds.NONE, List.of(logs, header), RpcAnswers::source)));
        assertThat(e).hasMessageContaining("the answer to eth_getLogs is of the kind of eth_getBlockByNumber");
    }

    @Test
    void batchRefusedInTheAnswerToItsFirstRequest_isRefusedWhole() {
        String text = "[{\"jsonrpc\":\"2.0\",\"id\":<id>,\"error\":{\"code\":-32600,\"message\":\"batch too large\"}}]";

        List<String> errors = parrot(200, text, rpc -> both(rpc, TEXTS));
        assertThat(errors).containsExactly("batch too large", "batch too large");
    }

    @Test
    void batchWithAnAnswerTooFew_isMalformed() {
        String text = "[{\"jsonrpc\":\"2.0\",\"id\":<id>,\"result\":\"0x01\"}]";

        MalformedResponse e =
                parrot(200, text, rpc -> catchThrowableOfType(MalformedResponse.class, () -> both(rpc, TEXTS)));
        assertThat(e).hasMessageContaining("1 answers to 2 requests, none to eth_accounts");
    }

    @Test
    void batchWithTwoAnswersToOne_isMalformed() {
        String text = "[{\"id\":<id>,\"result\":\"0x01\"},{\"id\":<id>,\"result\":\"0x01\"}]";

        MalformedResponse e =
                parrot(200, text, rpc -> catchThrowableOfType(MalformedResponse.class, () -> both(rpc, TEXT)));
        assertThat(e).hasMessageContaining("two answers");
    }

    private static String reason(String data) {
        return new JsonRpcException("node", "eth_call", 3, "execution reverted", Optional.of(data))
                .revertReason()
                .orElseThrow();
    }
}
