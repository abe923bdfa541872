package io.plimsoll.hyperliquid.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.crypto.LocalSigner;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.RateLimited;
import io.plimsoll.core.foundation.error.SourceException.Rejected;
import io.plimsoll.core.foundation.error.SourceException.Transport;
import io.plimsoll.core.kit.http.HttpJson;
import io.plimsoll.core.kit.http.testing.FakeServer;
import io.plimsoll.core.kit.http.testing.HttpFault;
import io.plimsoll.core.kit.resilience.WeightedRateLimiter.Lane;
import io.plimsoll.core.testing.ManualClock;
import io.plimsoll.hyperliquid.info.AllMids;
import io.plimsoll.hyperliquid.info.InfoClient;
import io.plimsoll.hyperliquid.internal.SignedEnvelope;
import io.plimsoll.hyperliquid.limit.AddressBudget;
import io.plimsoll.hyperliquid.limit.Quotas;
import io.plimsoll.hyperliquid.limit.VenueLimits;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExchangeClientTest {
    private static final String KEY = "0x0123456789012345678901234567890123456789012345678901234567890123";
    private static final LocalSigner SIGNER = LocalSigner.fromHex(KEY);
    private static final Address VAULT = Address.parse("0x1719884eb866cb12b2287399b15f7db5e7d775ea");
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final OrderAction.Order ORDER = OrderBuilder.in(AssetId.perp(0), 5)
            .buy(new BigDecimal("0.0010"))
            .limit(new BigDecimal("95000.0"), TimeInForce.GOOD_TIL_CANCEL)
            .cloid(Cloid.of(1))
            .build();

    private final ManualClock clock = ManualClock.atNewYear();
    private final Scripted server = new Scripted();
    private final VenueLimits limits = VenueLimits.none();
    private final Nonces nonces = Nonces.inMemory(clock);
    private final ExchangeClient exchange = exchange(Duration.ofSeconds(20));

    private ExchangeClient exchange(Duration deadline) {
        return ExchangeClient.of(
                HttpJson.of("hyperliquid", new OkHttpClient(), deadline),
                server.url(),
                ActionSigner.of(HyperliquidChain.TESTNET, SIGNER, nonces),
                limits,
                Duration.ofSeconds(1));
    }

    /** Answers every request with the same text. */
    private static final class Scripted extends FakeServer {
        private volatile MockResponse next = json("{}");

        void answers(String json) {
            next = json(json);
        }

        void answers(int status, String text) {
            next = text(status, text);
        }

        @Override
        protected MockResponse answer(RecordedRequest request) {
            return next;
        }

        JsonNode last() {
            String line = requests().get(requests().size() - 1);
            assertThat(line).startsWith("POST /exchange ");
            try {
                return MAPPER.readTree(line.substring("POST /exchange ".length()));
            } catch (JsonProcessingException e) {
                throw new AssertionError(e);
            }
        }
    }

    @AfterEach
    void close() {
        server.close();
    }

    private static String ok(String type, String data) {
        return "{\"status\":\"ok\",\"response\":{\"type\":\"" + type + "\""
                + (data.isEmpty() ? "" : ",\"data\":" + data) + "}}";
    }

    private static String statuses(String type, String... statuses) {
        return ok(type, "{\"statuses\":[" + String.join(",", statuses) + "]}");
    }

    @Test
    void order_isSentAsTheVenueHashesIt() {
        server.answers(statuses("order", "{\"resting\":{\"oid\":1}}"));
        exchange.submit(OrderAction.of(ORDER));
        JsonNode body = server.last();
        assertThat(body.path("action").toString())
                .isEqualTo(
                        "{\"type\":\"order\",\"orders\":[{\"a\":0,\"b\":true,\"p\":\"95000\",\"s\":\"0.001\",\"r\":false,"
                                + "\"t\":{\"limit\":{\"tif\":\"Gtc\"}},\"c\":\"0x00000000000000000000000000000001\"}],"
                                + "\"grouping\":\"na\"}");
        assertThat(body.path("nonce").longValue()).isEqualTo(clock.millis());
        assertThat(body.has("vaultAddress")).isFalse();
        assertThat(body.has("expiresAfter")).isFalse();
        assertThat(SignedEnvelope.of(body).signer(false)).contains(SIGNER.address());
        assertThat(SignedEnvelope.of(body).signer(true)).isNotEqualTo(Optional.of(SIGNER.address()));
    }

    @Test
    void vaultAndExpiry_areSignedAndSent() {
        server.answers(statuses("cancel", "\"success\""));
        assertThat(exchange.actingFor(VAULT)
                        .expiringAfter(Duration.ofSeconds(30))
                        .submit(CancelAction.of(AssetId.perp(0), 7)))
                .containsExactly(new CancelOutcome.Cancelled());
        JsonNode body = server.last();
        assertThat(body.path("vaultAddress").asText()).isEqualTo(VAULT.hex());
        assertThat(body.path("expiresAfter").longValue()).isEqualTo(clock.millis() + 30_000);
        assertThat(SignedEnvelope.of(body).signer(false)).contains(SIGNER.address());
        assertThat(limits.address(VAULT).used()).isEqualTo(1);
        assertThat(limits.address(SIGNER.address()).used()).isZero();
    }

    @Test
    void userSignedAction_isStampedWithChainAndNonce() {
        server.answers(ok("default", ""));
        UsdSendAction send =
                UsdSendAction.of(Address.parse("0x0D1d9635D0640821d15e323ac8AdADfA9c111414"), new BigDecimal("1.50"));
        assertThat(exchange.submit(send)).isEqualTo(new Accepted("default", ""));
        JsonNode body = server.last();
        assertThat(body.path("action").toString())
                .isEqualTo("{\"type\":\"usdSend\",\"signatureChainId\":\"0x66eee\",\"hyperliquidChain\":\"Testnet\","
                        + "\"destination\":\"0x0d1d9635d0640821d15e323ac8adadfa9c111414\",\"amount\":\"1.5\",\"time\":"
                        + clock.millis() + "}");
        assertThat(SignedEnvelope.of(body).signer(false)).contains(SIGNER.address());
    }

    @Test
    void addressGivenInMixedCase_isSentInLowerCase() {
        server.answers(ok("default", ""));
        exchange.submit(new VaultTransferAction("0xDFC24B077BC1425AD1DEA75BCB6F8158E10DF303", true, 5));
        assertThat(server.last().path("action").path("vaultAddress").asText())
                .isEqualTo("0xdfc24b077bc1425ad1dea75bcb6f8158e10df303");
    }

    @Test
    void actionThatRepeatsTheNonce_hasTheOneOfTheEnvelope() {
        server.answers(ok("createVault", "\"" + VAULT.hex() + "\""));
        assertThat(exchange.submit(CreateVaultAction.of("name", "description", new BigDecimal("100"))))
                .isEqualTo(VAULT);
        JsonNode body = server.last();
        assertThat(body.path("action").path("nonce").longValue())
                .isEqualTo(body.path("nonce").longValue())
                .isEqualTo(clock.millis());
        assertThat(body.path("action").path("initialUsd").longValue()).isEqualTo(100_000_000);
    }

    @Test
    void outcomes_areTypedOneByOne() {
        server.answers(statuses(
                "order",
                "{\"resting\":{\"oid\":77738308,\"cloid\":\"0x00000000000000000000000000000001\"}}",
                "{\"filled\":{\"totalSz\":\"0.02\",\"avgPx\":\"1891.4\",\"oid\":77747314}}",
                "{\"error\":\"Order must have minimum value of $10.\"}",
                "\"waitingForFill\"",
                "\"waitingForTrigger\"",
                "{\"resting\":{\"oid\":\"many\"}}",
                "\"waitingForGodot\""));
        List<OrderOutcome> outcomes =
                exchange.submit(OrderAction.of(List.of(ORDER, ORDER, ORDER, ORDER, ORDER, ORDER, ORDER)));
        assertThat(outcomes)
                .containsExactly(
                        new OrderOutcome.Resting(77738308, Cloid.of(1)),
                        new OrderOutcome.Filled(new BigDecimal("0.02"), new BigDecimal("1891.4"), 77747314, null),
                        new OrderOutcome.Rejected("Order must have minimum value of $10."),
                        new OrderOutcome.WaitingForFill(),
                        new OrderOutcome.WaitingForTrigger(),
                        new OrderOutcome.Unknown("{\"resting\":{\"oid\":\"many\"}}"),
                        new OrderOutcome.Unknown("\"waitingForGodot\""));
        assertThat(((OrderOutcome.Rejected) outcomes.get(2)).reason()).isEqualTo(RefusalReason.BELOW_MINIMUM_VALUE);
        assertThat(limits.address(SIGNER.address()).used()).isEqualTo(7);
    }

    @Test
    void oneErrorForAWholeBatch_isTheOutcomeOfEachItem() {
        server.answers(statuses("order", "{\"error\":\"Price must be divisible by tick size. asset=0\"}"));
        assertThat(exchange.submit(OrderAction.of(List.of(ORDER, ORDER, ORDER))))
                .hasSize(3)
                .allSatisfy(outcome ->
                        assertThat(((OrderOutcome.Rejected) outcome).reason()).isEqualTo(RefusalReason.PRICE_OFF_TICK));
    }

    @Test
    void otherNumberOfOutcomes_isUnknown() {
        server.answers(statuses("order", "{\"resting\":{\"oid\":1}}"));
        assertThatExceptionOfType(OutcomeUnknown.class)
                .isThrownBy(() -> exchange.submit(OrderAction.of(List.of(ORDER, ORDER))))
                .withMessageContaining("1 outcomes for 2");
    }

    @Test
    void twap_runsIsRefusedAndEnds() {
        TwapOrderAction twap = TwapOrderAction.of(new TwapOrderAction.Twap(0, true, BigDecimal.ONE, false, 30, true));
        server.answers(ok("twapOrder", "{\"status\":{\"running\":{\"twapId\":77738308}}}"));
        assertThat(exchange.submit(twap)).isEqualTo(new TwapOutcome.Running(77738308));
        server.answers(ok("twapOrder", "{\"status\":{\"error\":\"Invalid TWAP duration: 1 min(s)\"}}"));
        assertThat(exchange.submit(twap)).isEqualTo(new TwapOutcome.Rejected("Invalid TWAP duration: 1 min(s)"));
        server.answers(ok("twapCancel", "{\"status\":\"success\"}"));
        assertThat(exchange.submit(new TwapCancelAction(0, 1))).isEqualTo(new CancelOutcome.Cancelled());
        server.answers(
                ok("twapCancel", "{\"status\":{\"error\":\"TWAP was never placed, already canceled, or filled.\"}}"));
        assertThat(exchange.submit(new TwapCancelAction(0, 1)))
                .isInstanceOfSatisfying(
                        CancelOutcome.Rejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(RefusalReason.NOT_FOUND));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Invalid nonce: duplicate nonce 1|INVALID_NONCE",
                "User or API Wallet 0xabc does not exist.|UNKNOWN_SIGNER",
                "L1 error: User or API Wallet 0xabc does not exist.|UNKNOWN_SIGNER",
                "Must deposit before performing actions. User: 0xabc|DEPOSIT_FIRST",
                "something new|OTHER",
            })
    void refusalOfTheWholeRequest_isTyped(String text, RefusalReason reason) {
        server.answers("{\"status\":\"err\",\"response\":\"" + text + "\"}");
        ActionRefused refused = catchThrowableOfType(ActionRefused.class, () -> exchange.submit(OrderAction.of(ORDER)));
        assertThat(refused.reason()).isEqualTo(reason);
        assertThat(refused.text()).isEqualTo(text);
        assertThat(refused.retryable()).isFalse();
        assertThat(refused).hasMessageContaining(text).hasMessageContaining("order");
    }

    @Test
    void errorInsideAnAnswerThatCallsItselfOk_isARefusal() {
        server.answers(statuses("order", "{\"error\":\"Cannot modify canceled or filled order\"}"));
        assertThatExceptionOfType(ActionRefused.class)
                .isThrownBy(() -> exchange.submit(ModifyAction.of(OrderReference.of(1), ORDER)))
                .withMessageContaining("Cannot modify");
    }

    @ParameterizedTest
    @EnumSource(HttpFault.class)
    void fault_isUnknownWhereverItMayHaveBeenDone(HttpFault fault) {
        server.answers(statuses("order", "{\"resting\":{\"oid\":1}}"));
        server.misbehave(fault, "");
        ExchangeClient client = fault == HttpFault.HANG ? exchange(Duration.ofSeconds(2)) : exchange;
        SourceException failure =
                catchThrowableOfType(SourceException.class, () -> client.submit(OrderAction.of(ORDER)));
        if (fault == HttpFault.RATE_LIMITED) {
            assertThat(failure).isInstanceOf(RateLimited.class);
        } else {
            assertThat(failure).isInstanceOfSatisfying(OutcomeUnknown.class, unknown -> {
                assertThat(unknown.retryable()).isFalse();
                assertThat(unknown.nonce()).isEqualTo(clock.millis());
                assertThat(unknown.type()).isEqualTo("order");
            });
        }
        assertThat(server.requests()).as("sent once only").hasSize(1);
        assertNothingSecret(failure, server.last());
    }

    @ParameterizedTest
    @CsvSource({"503, Retry-After, 0", "307, Location, /exchange", "308, Location, /exchange", "421, Retry-After, 0"})
    void answerThatAsksForARepeat_isSentOnceAllTheSame(int status, String header, String value) {
        server.next =
                new MockResponse.Builder().code(status).addHeader(header, value).build();
        SourceException failure =
                catchThrowableOfType(SourceException.class, () -> exchange.submit(OrderAction.of(ORDER)));
        assertThat(server.requests()).hasSize(1);
        assertThat(failure instanceof OutcomeUnknown).isEqualTo(status >= 500);
        assertThat(failure.retryable()).isFalse();
    }

    @Test
    void refusalByStatus_isNotDone() {
        server.answers(422, "Failed to deserialize the JSON body into the target type");
        assertThatExceptionOfType(Rejected.class)
                .isThrownBy(() -> exchange.submit(OrderAction.of(ORDER)))
                .isNotInstanceOf(ActionRefused.class)
                .matches(refused -> refused.status() == 422);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "null",
                "[]",
                "{\"status\":\"maybe\"}",
                "{\"status\":\"ok\"}",
                "{\"status\":\"ok\",\"response\":{}}",
                "\"\""
            })
    void answerThatSaysNothing_isUnknown(String answer) {
        server.answers(answer);
        assertThatExceptionOfType(OutcomeUnknown.class).isThrownBy(() -> exchange.submit(OrderAction.of(ORDER)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'status':'ok','response':{'type':'order2','data':{'statuses':[{'resting':{'oid':1}}]}}}",
                "{'status':'ok','response':{'type':'default'}}",
                "{'status':'ok','response':{'type':'cancel','data':{'statuses':['success']}}}",
                "{'status':'ok','response':{'type':'order','data':{'statuses':[]}}}",
                "{'status':'ok','response':{'type':'order','data':{'statuses':{'resting':{'oid':1}}}}}",
                "{'status':'ok','response':{'type':'order','data':{'status':{'resting':{'oid':1}}}}}",
                "{'status':'ok','response':{'type':'error','data':'internal'}}",
                "{'status':'ok','status':'err','response':{'type':'order','data':{'statuses':[{'resting':{'oid':1}}]}}}",
                "{'status':'ok','response':{'type':'order','data':{'statuses':[{'resting':{'oid':1}}]}}}{'status':'err'}",
                "{'status':'OK','response':{'type':'order','data':{'statuses':[{'resting':{'oid':1}}]}}}",
                "{'status':true,'response':{'type':'order','data':{'statuses':[{'resting':{'oid':1}}]}}}",
                "{'status':'err'}",
                "{'status':'err','response':{'type':'order'}}",
                "<html><body>We will be back soon</body></html>"
            })
    void answerOfAnotherShape_isUnknown(String answer) {
        server.answers(answer.replace('\'', '"'));
        assertThatExceptionOfType(OutcomeUnknown.class).isThrownBy(() -> exchange.submit(OrderAction.of(ORDER)));
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'resting':{'oid':1},'error':'and refused'}",
                "{'resting':{'oid':1},'filled':{'totalSz':'1','avgPx':'1','oid':1}}",
                "{'resting':{}}",
                "{'resting':{'oid':1.5}}",
                "{'resting':{'oid':99999999999999999999}}",
                "{'resting':{'oid':1,'cloid':'mine'}}",
                "{'filled':{'totalSz':'1','oid':1}}",
                "{'filled':{'totalSz':'','avgPx':'1','oid':1}}",
                "{'filled':{'totalSz':'-1','avgPx':'1','oid':1}}",
                "{'filled':{'totalSz':'1e999999999','avgPx':'1','oid':1}}",
                "{'error':{'code':1}}",
                "'success'",
                "'filled'",
                "null",
                "1",
                "[]",
                "{}"
            })
    void outcomeThatIsNotUnderstood_isUnknownAndNeverAnOrderThatStandsOrNot(String status) {
        String json = status.replace('\'', '"');
        server.answers(statuses("order", json));
        assertThat(exchange.submit(OrderAction.of(ORDER))).containsExactly(new OrderOutcome.Unknown(json));
        assertThat(limits.address(SIGNER.address()).limit()).as("earned").isEqualTo(10_000);
    }

    @Test
    void fieldsNotKnownHere_doNoHarm() {
        server.answers("{\"status\":\"ok\",\"took\":1,\"response\":{\"type\":\"order\",\"v\":2,\"data\":{\"n\":1,"
                + "\"statuses\":[{\"resting\":{\"oid\":1,\"queue\":7},\"note\":\"x\"}]}}}");
        assertThat(exchange.submit(OrderAction.of(ORDER))).containsExactly(new OrderOutcome.Resting(1, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'failure'", "null", "{'success':true}", "true", "{}"})
    void cancelThatIsNotUnderstood_isUnknown(String status) {
        String json = status.replace('\'', '"');
        server.answers(statuses("cancel", json));
        assertThat(exchange.submit(CancelAction.of(AssetId.perp(0), 7)))
                .containsExactly(new CancelOutcome.Unknown(json));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'status':{'running':{'twapId':1},'error':'and refused'}}",
                "{'status':{'running':{}}}",
                "{'status':'running'}",
                "{}"
            })
    void twapThatIsNotUnderstood_isUnknown(String data) {
        server.answers(ok("twapOrder", data.replace('\'', '"')));
        assertThat(exchange.submit(
                        TwapOrderAction.of(new TwapOrderAction.Twap(0, true, BigDecimal.ONE, false, 30, true))))
                .isInstanceOf(TwapOutcome.Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'order','data':{'statuses':[{'resting':{'oid':1}}]}}",
                "{'type':'error','data':'internal'}",
                "{'type':'default','data':{'error':{'code':1}}}",
                "{'type':'pending'}"
            })
    void wholeActionAnsweredWithSomethingElse_isUnknown(String response) {
        server.answers("{\"status\":\"ok\",\"response\":" + response.replace('\'', '"') + "}");
        assertThatExceptionOfType(OutcomeUnknown.class).isThrownBy(() -> exchange.submit(new NoopAction()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'default','data':{'error':'no'}}",
                "{'type':'default','error':'no'}",
                "{'type':'default','data':{'status':{'error':'no'}}}",
                "{'type':'order','data':{'statuses':[{'resting':{'oid':1}},{'error':'no'}]}}"
            })
    void errorAnywhereInAnAnswerThatCallsItselfOk_isARefusal(String response) {
        server.answers("{\"status\":\"ok\",\"response\":" + response.replace('\'', '"') + "}");
        assertThatExceptionOfType(ActionRefused.class)
                .isThrownBy(() -> exchange.submit(new NoopAction()))
                .matches(refused -> refused.text().equals("no"));
    }

    @Test
    void emptyBatch_isRefusedBeforeSending_andWhereItWasSignedByHand() {
        for (Action<?> empty : List.of(
                OrderAction.of(List.of()),
                CancelAction.of(List.of()),
                CancelByCloidAction.of(List.of()),
                BatchModifyAction.of(List.of()))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> exchange.submit(empty))
                    .withMessageContaining(empty.type());
        }
        assertThat(server.requests()).isEmpty();
        server.answers(statuses("order", "{\"error\":\"Order batch is empty.\"}"));
        SignedAction<List<OrderOutcome>> byHand = exchange.signer().sign(OrderAction.of(List.of()), 5);
        assertThatExceptionOfType(ActionRefused.class).isThrownBy(() -> exchange.send(byHand));
    }

    @Test
    void nobodyListening_isNotSent() {
        server.close();
        assertThatExceptionOfType(Transport.class)
                .isThrownBy(() -> exchange.submit(OrderAction.of(ORDER)))
                .isNotInstanceOf(OutcomeUnknown.class);
    }

    @Test
    void userSignedAction_takesNeitherVaultNorExpiry() {
        UsdSendAction send = UsdSendAction.of(VAULT, BigDecimal.ONE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> exchange.actingFor(VAULT).submit(send))
                .withMessageContaining("usdSend");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> exchange.expiringAfter(Duration.ofSeconds(1)).submit(send))
                .withMessageContaining("usdSend");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> exchange.actingFor(VAULT).submit(new CreateSubAccountAction("name")));
        assertThat(server.requests()).isEmpty();
        assertThat(nonces.next(SIGNER.address())).as("no nonce was used").isEqualTo(clock.millis());
    }

    @Test
    void ninthDecimal_isRefusedBeforeSending() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> exchange.submit(new ValidatorL1StreamAction(new BigDecimal("0.000012312312"))))
                .withMessageContaining("riskFreeRate")
                .withMessageContaining("0.000012312312");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void agent_signsForItsAccount() {
        server.answers(ok("default", ""));
        ActionSigner agent = ActionSigner.ofAgent(HyperliquidChain.TESTNET, SIGNER, VAULT, nonces);
        SignedAction<Accepted> signed = agent.sign(new NoopAction());
        assertThat(signed.account()).isEqualTo(VAULT);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> agent.sign(UsdSendAction.of(VAULT, BigDecimal.ONE)))
                .withMessageContaining("agent");
        assertThat(exchange.send(signed)).isEqualTo(new Accepted("default", ""));
        assertThat(limits.address(VAULT).used()).isEqualTo(1);
    }

    @Test
    void lostAction_isStoppedByItsNonce() {
        SignedAction<Accepted> noop = exchange.signer().sign(new NoopAction(), 5);
        assertThat(noop.nonce()).isEqualTo(5);
        assertThat(noop.json()).contains("\"nonce\":5");
    }

    @Test
    void multiSig_isSignedByAllAndSentByOne() {
        server.answers(statuses("order", "{\"resting\":{\"oid\":1}}"));
        LocalSigner other = LocalSigner.fromHex("0x822e9959e022b78423eb653a62ea0020cd283e71a2a8133a6ff2aeffaf373cff");
        MultiSigProposal<List<OrderOutcome>> proposal = exchange.signer().propose(VAULT, OrderAction.of(ORDER));
        // the other key builds the same proposal from the same values
        MultiSigProposal<?> same = MultiSigProposal.of(
                HyperliquidChain.TESTNET,
                VAULT,
                SIGNER.address(),
                OrderAction.of(ORDER),
                proposal.nonce(),
                Optional.empty(),
                Optional.empty());
        List<MultiSigSignature> signatures = List.of(proposal.sign(SIGNER), same.sign(other));
        assertThat(exchange.submit(proposal, signatures)).containsExactly(new OrderOutcome.Resting(1, null));
        SignedEnvelope envelope = SignedEnvelope.of(server.last());
        assertThat(envelope.signer(false)).contains(SIGNER.address());
        assertThat(envelope.innerSigners(false)).containsExactly(SIGNER.address(), other.address());
        assertThat(limits.address(VAULT).used()).isEqualTo(1);
        assertThat(signatures.toString()).doesNotContain(signatures.get(0).r());
    }

    @Test
    void multiSig_ofAnotherSenderOrAgainInside_isRefused() {
        MultiSigProposal<Accepted> others = MultiSigProposal.of(
                HyperliquidChain.TESTNET, VAULT, VAULT, new NoopAction(), 1, Optional.empty(), Optional.empty());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> exchange.submit(others, List.of(others.sign(SIGNER))))
                .withMessageContaining(VAULT.hex());
        MultiSigAction wrapped = others.wrap(List.of(others.sign(SIGNER)));
        assertThatIllegalArgumentException().isThrownBy(() -> exchange.submit(wrapped));
        assertThatIllegalArgumentException().isThrownBy(() -> exchange.signer().propose(VAULT, wrapped));
        assertThatIllegalArgumentException().isThrownBy(() -> others.wrap(List.of()));
    }

    private InfoClient info(VenueLimits shared) {
        return new InfoClient(
                HttpJson.of("hyperliquid", new OkHttpClient(), Duration.ofSeconds(20)),
                server.url(),
                shared,
                Duration.ZERO);
    }

    private ExchangeClient impatient(VenueLimits shared) {
        return ExchangeClient.of(
                HttpJson.of("hyperliquid", new OkHttpClient(), Duration.ofSeconds(20)),
                server.url(),
                ActionSigner.of(HyperliquidChain.TESTNET, SIGNER, nonces),
                shared,
                Duration.ZERO);
    }

    private void venueTells(String cap, long used, long surplus) {
        server.answers("{\"cumVlm\":\"0\",\"nRequestsUsed\":" + used + ",\"nRequestsCap\":" + cap
                + ",\"nRequestsSurplus\":" + surplus + "}");
        impatient(limits).refreshBudget(info(limits));
        server.answers(statuses("order", "{\"resting\":{\"oid\":1}}"));
    }

    @Test
    void budget_isWhatTheVenueTells_andCountsWhatIsSent() {
        AddressBudget budget = limits.address(SIGNER.address());
        venueTells("10000", 9_998, 0);
        assertThat(server.requests().get(0))
                .contains("userRateLimit")
                .contains(SIGNER.address().hex());
        ExchangeClient client = impatient(limits);

        server.answers(statuses("order", "{\"resting\":{\"oid\":1}}", "{\"resting\":{\"oid\":2}}"));
        client.submit(OrderAction.of(List.of(ORDER, ORDER)));
        assertThat(budget.used()).isEqualTo(10_000);
        int sent = server.requests().size();
        assertThatExceptionOfType(RateLimited.class)
                .isThrownBy(() -> client.submit(OrderAction.of(List.of(ORDER, ORDER))));
        assertThat(server.requests()).as("held back here").hasSize(sent);

        server.answers(statuses("cancel", "\"success\"", "\"success\""));
        CancelAction.Cancel one = new CancelAction.Cancel(0, 1);
        client.submit(CancelAction.of(List.of(one, one)));
        assertThat(budget.used()).as("cancels have more room").isEqualTo(10_002);
    }

    @Test
    void requestsBoughtBeyondThoseUsed_areRoom() {
        venueTells("10000", 0, 500);
        assertThat(limits.address(SIGNER.address()).used()).isEqualTo(-500);
        assertThat(limits.address(SIGNER.address()).limit()).isEqualTo(10_000);
    }

    @Test
    void ordersThatTradeAtOnce_earnRequests_onPerpsOfTheMainDex() {
        AddressBudget budget = limits.address(SIGNER.address());
        OrderAction.Order spot = OrderBuilder.in(AssetId.spot(107), 2)
                .buy(BigDecimal.ONE)
                .limit(new BigDecimal("50"), TimeInForce.GOOD_TIL_CANCEL)
                .build();
        String filled = "{\"filled\":{\"totalSz\":\"0.02\",\"avgPx\":\"1891.4\",\"oid\":7}}";
        server.answers(statuses("order", filled, "{\"resting\":{\"oid\":1}}", filled));
        exchange.submit(OrderAction.of(List.of(ORDER, ORDER, spot)));
        assertThat(budget.limit()).as("0.02 times 1891.4").isEqualTo(10_037);
        server.answers(statuses("order", filled));
        exchange.submit(BatchModifyAction.of(List.of(new BatchModifyAction.Modify(OrderReference.of(7), ORDER))));
        assertThat(budget.limit()).as("fractions add up").isEqualTo(10_075);
    }

    @Test
    void refusalForWantOfRequests_isRemembered_cancelsApart() {
        server.answers(
                "{\"status\":\"err\",\"response\":\"Too many cumulative requests sent (10001 > 10000) for cumulative"
                        + " volume traded $0.00. Place taker orders to free up 1 request per USDC traded.\"}");
        ExchangeClient client = impatient(limits);
        AddressBudget budget = limits.address(SIGNER.address());
        assertThatExceptionOfType(ActionRefused.class).isThrownBy(() -> client.submit(OrderAction.of(ORDER)));
        assertThat(budget.known()).isTrue();
        assertThat(budget.used()).isEqualTo(budget.limit());
        assertThatExceptionOfType(ActionRefused.class)
                .isThrownBy(() -> client.submit(CancelAction.of(AssetId.perp(0), 7)));
        assertThat(budget.used()).isEqualTo(budget.cancelLimit());
    }

    @Test
    void cancelOfAMultiSigAccount_isCountedAsACancel() {
        venueTells("10000", 9_999, 0);
        limits.address(VAULT).update(10_000, 10_000);
        server.answers(statuses("cancel", "\"success\"", "\"success\""));
        CancelAction.Cancel one = new CancelAction.Cancel(0, 1);
        ExchangeClient client = impatient(limits);
        MultiSigProposal<List<CancelOutcome>> proposal =
                client.signer().propose(VAULT, CancelAction.of(List.of(one, one)));
        client.submit(proposal, List.of(proposal.sign(SIGNER)));
        assertThat(limits.address(VAULT).used()).isEqualTo(10_002);
    }

    @Test
    void cancel_passesWhilePollingAndQuestionsHaveUsedTheirShare() {
        VenueLimits documented = new VenueLimits(Quotas.documented());
        InfoClient info = info(documented);
        server.answers("{}");
        for (Lane lane : List.of(Lane.BACKGROUND, Lane.NORMAL)) {
            assertThatExceptionOfType(RateLimited.class).isThrownBy(() -> {
                for (int i = 0; i < 1200; i++) {
                    info.in(lane).fetch(AllMids.of());
                }
            });
        }
        int asked = server.requests().size();
        assertThat(asked).as("1200 less the last tenth, at 2 each").isEqualTo(540);
        server.answers(statuses("cancel", "\"success\""));
        assertThat(impatient(documented).submit(CancelAction.of(AssetId.perp(0), 7)))
                .containsExactly(new CancelOutcome.Cancelled());
        assertThat(documented.ip().used()).as("counted once").isEqualTo(1081);
    }

    @Test
    void actionWithoutRoomForItsWeight_isNotCountedAsARequest() {
        VenueLimits narrow = new VenueLimits(Quotas.documented().withWeightPerMinute(1));
        server.answers(ok("default", ""));
        ExchangeClient client = impatient(narrow);
        client.submit(new NoopAction());
        assertThatExceptionOfType(RateLimited.class).isThrownBy(() -> client.submit(new NoopAction()));
        assertThat(narrow.address(SIGNER.address()).used()).isEqualTo(1);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void otherTransport_carriesTheEnvelopeOnce_andWeightIsCountedHere() {
        List<byte[]> sent = new ArrayList<>();
        VenueLimits documented = new VenueLimits(Quotas.documented());
        ExchangeClient client = ExchangeClient.over(
                envelope -> {
                    sent.add(envelope);
                    return ok("default", "").getBytes(StandardCharsets.UTF_8);
                },
                ActionSigner.of(HyperliquidChain.TESTNET, SIGNER, nonces),
                documented,
                Duration.ZERO);
        assertThat(client.actingFor(VAULT).submit(ScheduleCancelAction.never())).isEqualTo(new Accepted("default", ""));
        assertThat(sent).hasSize(1);
        JsonNode body = tree(new String(sent.get(0), StandardCharsets.UTF_8));
        assertThat(body.path("vaultAddress").asText()).isEqualTo(VAULT.hex());
        assertThat(SignedEnvelope.of(body).signer(false)).contains(SIGNER.address());
        assertThat(documented.ip().used()).isEqualTo(1);
    }

    @Test
    void otherTransport_failures_areToldApart() {
        ActionSigner signer = ActionSigner.of(HyperliquidChain.TESTNET, SIGNER, nonces);
        Map<SourceException, Class<? extends SourceException>> kinds = Map.of(
                new Transport("hyperliquid", "not connected", new ConnectException("not connected")), Transport.class,
                new Transport("hyperliquid", "lost", new IOException("lost")), OutcomeUnknown.class,
                new MalformedResponse("hyperliquid", "no frame", null), OutcomeUnknown.class,
                new Rejected("hyperliquid", 502, "bad gateway"), OutcomeUnknown.class,
                new Rejected("hyperliquid", 422, "unreadable"), Rejected.class,
                new RateLimited("hyperliquid", Optional.empty(), "full"), RateLimited.class);
        kinds.forEach((thrown, kind) -> assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> ExchangeClient.over(
                                envelope -> {
                                    throw thrown;
                                },
                                signer,
                                limits,
                                Duration.ZERO)
                        .submit(new NoopAction()))
                .satisfies(failure -> assertThat(failure).isExactlyInstanceOf(kind)));
    }

    @Test
    void texts_showNeitherKeyNorSignature() {
        SignedAction<?> signed = exchange.signer().sign(OrderAction.of(ORDER));
        JsonNode body = tree(signed.json());
        String r = body.path("signature").path("r").asText().substring(2);
        for (Object shown : List.of(signed, exchange.signer(), SignedEnvelope.of(body), exchange)) {
            assertThat(shown.toString()).doesNotContain(r).doesNotContain(KEY.substring(2));
        }
    }

    @Test
    void answerThatQuotesTheRequest_isNotShown() {
        ActionSigner signer = ActionSigner.of(HyperliquidChain.TESTNET, SIGNER, nonces);
        List<String> sent = new ArrayList<>();
        for (int status : new int[] {422, 500}) {
            ExchangeClient client = ExchangeClient.over(
                    envelope -> {
                        sent.add(new String(envelope, StandardCharsets.UTF_8));
                        throw new Rejected("hyperliquid", status, "cannot read " + sent.get(sent.size() - 1));
                    },
                    signer,
                    limits,
                    Duration.ZERO);
            SourceException failure =
                    catchThrowableOfType(SourceException.class, () -> client.submit(OrderAction.of(ORDER)));
            assertThat(failure instanceof OutcomeUnknown).isEqualTo(status == 500);
            assertThat(failure).hasMessageContaining("HTTP " + status).hasMessageContaining("not shown");
            assertNothingSecret(failure, tree(sent.get(sent.size() - 1)));
        }
    }

    private static void assertNothingSecret(Exception failure, JsonNode body) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        assertThat(text.toString())
                .doesNotContain(KEY.substring(2))
                .doesNotContain(body.path("signature").path("r").asText().substring(2))
                .doesNotContain(body.path("signature").path("s").asText().substring(2));
    }

    private static JsonNode tree(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
