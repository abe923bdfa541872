package io.plimsoll.hyperliquid.info;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.error.Outcome;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.Rejected;
import io.plimsoll.core.kit.http.testing.FakeServer;
import io.plimsoll.core.testing.FaultErrors;
import io.plimsoll.hyperliquid.HyperliquidClient;
import io.plimsoll.hyperliquid.limit.Quotas;
import io.plimsoll.hyperliquid.limit.VenueLimits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExplorerClientTest {
    private static final Address USER = Address.parse("0x" + "a1".repeat(20));
    private static final String HASH = "0x" + "b2".repeat(32);
    private static final String TRANSACTION = """
            {"action":{"type":"cancel","cancels":[{"a":5,"o":1.50}]},"block":123456,"error":null,"hash":"%s","time":1754467216357,\
            "user":"%s","novelty":1}""".formatted(HASH, USER);

    /** An explorer that gives one answer. */
    private static final class Explorer extends FakeServer {
        private volatile String answer = "";

        @Override
        protected MockResponse answer(RecordedRequest request) {
            return "/explorer".equals(request.getTarget()) ? json(answer) : text(404, "");
        }
    }

    private final Explorer server = new Explorer();
    private final VenueLimits limits = new VenueLimits(Quotas.documented());
    private final ExplorerClient explorer = HyperliquidClient.at(
                    server.url(), new OkHttpClient(), Duration.ofMillis(500), limits)
            .explorer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void blockDetails_keepsTheActionsAsTheyCame() {
        server.answer = """
                {"type":"blockDetails","blockDetails":{"blockTime":1754467216357,"hash":"%s","height":123456,"numTxs":1,
                 "proposer":"%s","txs":[%s]}}
                """.formatted(HASH, USER, TRANSACTION);

        BlockDetails.Block block = explorer.fetch(BlockDetails.of(123456)).blockDetails();

        assertThat(block.height()).isEqualTo(123456);
        ExplorerTransaction transaction = block.txs().get(0);
        assertThat(transaction.actionType()).contains("cancel");
        assertThat(transaction.action())
                .isEqualTo(new RawJson("{\"type\":\"cancel\",\"cancels\":[{\"a\":5,\"o\":1.50}]}"));
        assertThat(transaction.error()).isNull();
        assertThat(server.requests()).containsExactly("POST /explorer {\"type\":\"blockDetails\",\"height\":123456}");
        assertThat(limits.ip().used()).isEqualTo(40);
    }

    @Test
    void txDetails() {
        server.answer = "{\"type\":\"txDetails\",\"tx\":" + TRANSACTION + "}";

        assertThat(explorer.fetch(TxDetails.of(HASH)).tx().hash()).isEqualTo(HASH);
        assertThat(server.requests())
                .containsExactly("POST /explorer {\"type\":\"txDetails\",\"hash\":\"" + HASH + "\"}");
    }

    @Test
    void userDetails_actionThatIsAList_hasNoType() {
        server.answer = "{\"type\":\"userDetails\",\"txs\":["
                + TRANSACTION.replace(
                        "{\"type\":\"cancel\",\"cancels\":[{\"a\":5,\"o\":1.50}]}", "[1,{\"type\":\"x\"}]")
                + "]}";

        ExplorerTransaction transaction =
                explorer.fetch(UserDetails.of(USER)).txs().get(0);

        assertThat(transaction.action()).hasToString("[1,{\"type\":\"x\"}]");
        assertThat(transaction.actionType()).isEmpty();
        assertThat(server.requests())
                .containsExactly("POST /explorer {\"type\":\"userDetails\",\"user\":\"" + USER + "\"}");
    }

    @Test
    void errorWithStatus200_isARefusal() {
        server.answer = "{\"type\":\"error\",\"message\":\"Tx not found.\"}";

        assertThatExceptionOfType(Rejected.class)
                .isThrownBy(() -> explorer.fetch(TxDetails.of(HASH)))
                .withMessageContaining("Tx not found.");
    }

    @Test
    void answerThatIsCutOff_isMalformed() {
        String whole = "{\"type\":\"txDetails\",\"tx\":" + TRANSACTION + "}";
        for (int length = 1; length < whole.length(); length += 7) {
            byte[] cut = whole.substring(0, length).getBytes(StandardCharsets.UTF_8);
            assertThatExceptionOfType(MalformedResponse.class)
                    .isThrownBy(() -> TxDetails.of(HASH).parse(cut));
        }
    }

    @Test
    void everyFault_isTyped() {
        server.answer = "{\"type\":\"txDetails\",\"tx\":" + TRANSACTION + "}";

        FaultErrors.checkEach(
                server,
                "txDetails",
                () -> Outcome.of(() -> explorer.fetch(TxDetails.of(HASH)))
                        .findError()
                        .orElseThrow());
    }
}
