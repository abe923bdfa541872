package io.plimsoll.evm.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import io.plimsoll.core.domain.keeper.Attempt;
import io.plimsoll.core.domain.keeper.AttemptKey;
import io.plimsoll.core.domain.keeper.AttemptState;
import io.plimsoll.core.domain.keeper.SentTransaction;
import io.plimsoll.core.domain.market.MarketId;
import io.plimsoll.core.domain.position.PositionVersion;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.keeper.AttemptJournal;
import io.plimsoll.core.domain.repository.keeper.memory.InMemoryKeeperStore;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.crypto.LocalSigner;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.metrics.MetricName;
import io.plimsoll.core.foundation.metrics.Metrics;
import io.plimsoll.core.kit.http.testing.HttpFault;
import io.plimsoll.core.testing.ManualClock;
import io.plimsoll.evm.rpc.Endpoint;
import io.plimsoll.evm.rpc.EndpointPool;
import io.plimsoll.evm.rpc.JsonRpc;
import io.plimsoll.evm.testing.FaultProxy;
import io.plimsoll.evm.tx.FakeMempool.Pooled;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The lane on a node that is told how to let it down. Time passes only in its pauses. */
class NonceLaneTest {
    private static final OkHttpClient HTTP = new OkHttpClient();
    private static final LocalSigner SIGNER = LocalSigner.fromHex("11".repeat(32));
    private static final Address BOB = Address.parse("0x" + "b0".repeat(20));
    private static final ChainId CHAIN = new ChainId(31337);

    private final FakeMempool node = new FakeMempool(CHAIN);
    private final ManualClock clock = ManualClock.atNewYear();
    private final Deque<Runnable> perPause = new ArrayDeque<>();
    private final NonceLane lane = lane(node, CHAIN).build();

    @AfterEach
    void close() {
        node.close();
    }

    private JsonRpc rpc(FakeMempool server) {
        return JsonRpc.of("node", server.url(), HTTP, Duration.ofSeconds(20));
    }

    private NonceLane.Builder lane(FakeMempool server, ChainId chain) {
        return NonceLane.builder(rpc(server), chain, SIGNER).confirmations(1).time(clock, pause -> {
            clock.advance(pause);
            if (!perPause.isEmpty()) {
                perPause.removeFirst().run();
            }
        });
    }

    /** Lets so many seconds pass, then does this. */
    private void after(int seconds, Runnable action) {
        for (int i = 1; i < seconds; i++) {
            perPause.addLast(() -> {});
        }
        perPause.addLast(action);
    }

    private static TransactionRequest pay(long wei) {
        return TransactionRequest.transfer(BOB, BigInteger.valueOf(wei));
    }

    private static BigInteger wei(long value) {
        return BigInteger.valueOf(value);
    }

    @Test
    void send_minedWithTheNextBlock_isTheOutcome() throws InterruptedException {
        after(1, node::mine);

        SendOutcome outcome = lane.send(pay(5));

        assertThat(outcome).isInstanceOf(SendOutcome.Mined.class);
        assertThat(node.mined()).singleElement().satisfies(mined -> {
            assertThat(mined.hash())
                    .isEqualTo(((SendOutcome.Mined) outcome).receipt().transaction());
            assertThat(mined.value()).isEqualTo(5);
            // twice the base fee and what others pay on top
            assertThat(mined.maximum()).isEqualTo(2_010);
            assertThat(mined.priority()).isEqualTo(10);
            assertThat(mined.gasLimit()).isEqualTo(2 * FakeMempool.GAS);
        });
    }

    @Test
    void stuckTransaction_isReplacedTwiceByAQuarter_thenMined() throws InterruptedException {
        node.baseFee(1);
        after(70, node::mine);

        assertThat(lane.send(pay(5))).isInstanceOf(SendOutcome.Mined.class);

        assertThat(node.offered()).extracting(Pooled::nonce).containsExactly(0L, 0L, 0L);
        assertThat(node.offered()).extracting(Pooled::maximum).containsExactly(wei(12), wei(15), wei(19));
        assertThat(node.offered()).extracting(Pooled::priority).containsExactly(wei(10), wei(13), wei(17));
        assertThat(node.mined()).hasSize(1);
    }

    @Test
    void replacement_isAtLeastWhatIsAskedNow() throws InterruptedException {
        after(20, () -> node.baseFee(50_000));
        after(20, node::mine);

        lane.send(pay(5));

        assertThat(node.offered()).extracting(Pooled::maximum).containsExactly(wei(2_010), wei(100_010));
    }

    @Test
    void replacement_isNotAboveTheBudget_byTheEstimatedGas() throws InterruptedException {
        BigInteger budget = wei(2_100 * FakeMempool.GAS);

        SendOutcome outcome = lane.send(pay(5).withBudget(budget));

        assertThat(outcome).isInstanceOf(SendOutcome.Unsettled.class);
        assertThat(node.offered()).extracting(Pooled::maximum).containsOnly(wei(2_010));
        assertThat(clock.instant()).isEqualTo(ManualClock.atNewYear().instant().plusSeconds(90));
    }

    @Test
    void budgetBelowTheBaseFee_isRefusedAndNothingIsSigned() throws InterruptedException {
        SendOutcome outcome = lane.send(pay(5).withBudget(wei(999 * FakeMempool.GAS)));

        assertThat(outcome).isInstanceOfSatisfying(SendOutcome.Refused.class, refused -> {
            assertThat(refused.why()).isEqualTo(Refusal.OVER_BUDGET);
            assertThat(refused.message()).contains("999 wei per gas");
        });
        assertThat(node.offered()).isEmpty();
    }

    @Test
    void feeCap_isKept() throws InterruptedException {
        NonceLane thrifty =
                lane(node, CHAIN).fees(FeePolicy.ETHEREUM.withCap(wei(1_500))).build();
        after(1, node::mine);
        assertThat(thrifty.send(pay(5))).isInstanceOf(SendOutcome.Mined.class);
        assertThat(node.offered()).extracting(Pooled::maximum).containsExactly(wei(1_500));

        node.baseFee(1_501);
        assertThat(thrifty.send(pay(5)))
                .isInstanceOfSatisfying(
                        SendOutcome.Refused.class,
                        refused -> assertThat(refused.why()).isEqualTo(Refusal.ABOVE_FEE_CAP));
    }

    @Test
    void givenUp_itsNonceIsTakenByTheNext() throws InterruptedException {
        SendOutcome first = lane.send(pay(5));
        after(1, node::mine);
        SendOutcome second = lane.send(pay(6));

        assertThat(first)
                .isInstanceOfSatisfying(
                        SendOutcome.Unsettled.class,
                        unsettled -> assertThat(unsettled.sent()).hasSize(3));
        assertThat(second).isInstanceOf(SendOutcome.Mined.class);
        assertThat(node.mined()).singleElement().satisfies(mined -> {
            assertThat(mined.nonce()).isZero();
            assertThat(mined.value()).isEqualTo(6);
        });
        assertThat(lane.find(((SendOutcome.Unsettled) first).sent())).isEqualTo(new TransactionFate.Overtaken(1));
    }

    @Test
    void givenUp_andMinedAfterAll_displacesTheNext() throws InterruptedException {
        lane.send(pay(5));
        node.mine();
        // the lane learns of it before it signs, so the next one gets the next nonce
        after(1, node::mine);
        assertThat(lane.send(pay(6))).isInstanceOf(SendOutcome.Mined.class);
        assertThat(node.mined()).extracting(Pooled::value).containsExactly(wei(5), wei(6));
    }

    @Test
    void nonceTooLow_isReadAgain_andTheNextOneIsUsed() throws InterruptedException {
        SendOutcome outcome = lane.send(pay(5), new Hook(() -> {
            if (node.mined().isEmpty()) {
                node.mineForeign();
            } else {
                after(1, node::mine);
            }
        }));

        assertThat(outcome).isInstanceOf(SendOutcome.Mined.class);
        assertThat(node.mined()).extracting(Pooled::value).containsExactly(wei(-1), wei(5));
        assertThat(node.gaps()).isEmpty();
    }

    @Test
    void nonceTooLow_asTheAnswerToTheFirstSendWasLost_isOurOwn() throws InterruptedException {
        node.misbehave(HttpFault.ANSWER_LOST, "eth_sendRawTransaction", 1);
        after(1, node::mine);

        assertThat(lane.send(pay(5))).isInstanceOf(SendOutcome.Mined.class);

        assertThat(node.mined()).extracting(Pooled::value).containsExactly(wei(5));
    }

    @Test
    void lostAnswer_isSentAgain_asTheSameBytes() throws InterruptedException {
        node.misbehave(HttpFault.DISCONNECT, "eth_sendRawTransaction", 2);
        after(4, node::mine);

        assertThat(lane.send(pay(5))).isInstanceOf(SendOutcome.Mined.class);

        assertThat(node.offered()).hasSize(1);
        assertThat(node.requests().stream()
                        .filter(request -> request.contains("eth_sendRawTransaction"))
                        .map(request -> request.replaceAll(".*\"params\"", ""))
                        .collect(Collectors.toSet()))
                .hasSize(1);
    }

    @Test
    void nodeThatDoesNotAnswerAtAll_leavesItUnsettled() throws InterruptedException {
        node.misbehave(HttpFault.SERVER_ERROR, "eth_sendRawTransaction");

        assertThat(lane.send(pay(5)))
                .isInstanceOfSatisfying(
                        SendOutcome.Unsettled.class,
                        unsettled -> assertThat(unsettled.sent()).hasSize(3));
    }

    @Test
    void answerWithAnotherHash_isNoAnswer_andSentAgain() throws InterruptedException {
        node.wrongHashes(2);
        after(4, node::mine);

        assertThat(lane.send(pay(5))).isInstanceOf(SendOutcome.Mined.class);

        assertThat(node.offered())
                .extracting(Pooled::hash)
                .hasSize(3)
                .containsOnly(node.offered().get(0).hash());
    }

    @Test
    void alreadyKnown_isSent() throws InterruptedException {
        NonceLane twice =
                lane(node, CHAIN).broadcastTo(List.of(rpc(node), rpc(node))).build();
        after(1, node::mine);

        assertThat(twice.send(pay(5))).isInstanceOf(SendOutcome.Mined.class);
        assertThat(node.offered()).hasSize(2);
        assertThat(node.mined()).hasSize(1);
    }

    @Test
    void oneOfTwoEndpointsTakesIt_isSent() throws InterruptedException {
        try (FakeMempool grumpy = new FakeMempool(CHAIN)) {
            grumpy.fail("eth_sendRawTransaction", "insufficient funds for gas * price + value");
            NonceLane both = lane(node, CHAIN)
                    .broadcastTo(List.of(rpc(grumpy), rpc(node)))
                    .build();
            after(1, node::mine);

            assertThat(both.send(pay(5))).isInstanceOf(SendOutcome.Mined.class);
        }
    }

    @Test
    void underpriced_isRaisedUntilTaken() throws InterruptedException {
        node.fail("eth_sendRawTransaction", "transaction underpriced", "transaction underpriced");
        after(1, node::mine);

        assertThat(lane.send(pay(5))).isInstanceOf(SendOutcome.Mined.class);
        assertThat(node.mined())
                .singleElement()
                .satisfies(mined -> assertThat(mined.maximum()).isEqualTo(3_142));
    }

    @Test
    void underpriced_aboveTheBudget_isRefused_andTheNextOfferDoesNotPayForIt() throws InterruptedException {
        node.fail("eth_sendRawTransaction", "transaction underpriced", "transaction underpriced");

        assertThat(lane.send(pay(5).withBudget(wei(2_600 * FakeMempool.GAS))))
                .isInstanceOfSatisfying(
                        SendOutcome.Refused.class,
                        refused -> assertThat(refused.why()).isEqualTo(Refusal.UNDERPRICED));
        after(1, node::mine);
        assertThat(lane.send(pay(6))).isInstanceOf(SendOutcome.Mined.class);
        assertThat(node.mined())
                .singleElement()
                .satisfies(mined -> assertThat(mined.maximum()).isEqualTo(2_010));
    }

    @Test
    void replacementUnderpriced_raisesTheFloor() throws InterruptedException {
        // the node wants more than the quarter at the first replacement
        after(30, () -> node.fail("eth_sendRawTransaction", "replacement transaction underpriced"));
        after(5, node::mine);

        assertThat(lane.send(pay(5))).isInstanceOf(SendOutcome.Mined.class);
        assertThat(node.mined())
                .singleElement()
                .satisfies(mined -> assertThat(mined.maximum()).isEqualTo(3_142));
    }

    @Test
    void replacementUnderpriced_withoutOneOfOurs_isAStranger() throws InterruptedException {
        node.fail("eth_sendRawTransaction", "replacement transaction underpriced");

        assertThat(lane.send(pay(5)))
                .isInstanceOfSatisfying(
                        SendOutcome.Refused.class,
                        refused -> assertThat(refused.why()).isEqualTo(Refusal.FOREIGN_TRANSACTION));
    }

    @Test
    void strangerInThePool_isRefused_andCancelTakesItsPlace() throws InterruptedException {
        node.foreignPending(1);
        assertThat(lane.send(pay(5)))
                .isInstanceOfSatisfying(
                        SendOutcome.Refused.class,
                        refused -> assertThat(refused.why()).isEqualTo(Refusal.FOREIGN_TRANSACTION));
        assertThat(node.offered()).isEmpty();

        node.foreignPending(0).fail("eth_sendRawTransaction", "replacement transaction underpriced");
        after(1, node::mine);
        assertThat(lane.cancel(wei(10_000 * FakeMempool.GAS))).isInstanceOf(SendOutcome.Mined.class);
        assertThat(node.mined()).extracting(Pooled::value).containsExactly(wei(0));
    }

    @Test
    void cancel_ofWhatWasGivenUp_isMinedInItsPlace() throws InterruptedException {
        lane.send(pay(5));
        after(1, node::mine);

        assertThat(lane.cancel(wei(100_000 * FakeMempool.GAS))).isInstanceOf(SendOutcome.Mined.class);

        assertThat(node.mined()).extracting(Pooled::value).containsExactly(wei(0));
    }

    @Test
    void nonceUsedByAStranger_isDisplaced_afterSeveralLooks() throws InterruptedException {
        after(3, node::mineForeign);

        assertThat(lane.send(pay(5))).isEqualTo(new SendOutcome.Displaced(Optional.empty()));
        assertThat(clock.instant()).isEqualTo(ManualClock.atNewYear().instant().plusSeconds(2 + NonceLane.LOOKS));
    }

    @Test
    void receiptThatIsLate_isNoStranger() throws InterruptedException {
        after(2, () -> node.mine().hideReceipts(NonceLane.LOOKS - 1));

        assertThat(lane.send(pay(5))).isInstanceOf(SendOutcome.Mined.class);
    }

    @Test
    void endpointThatFallsSilentAfterTheReceipt_leavesItUnsettled() throws InterruptedException {
        NonceLane careful = lane(node, CHAIN).confirmations(3).build();
        after(1, node::mine);
        after(2, () -> node.misbehave(HttpFault.SERVER_ERROR, ""));

        assertThat(careful.send(pay(5))).isInstanceOf(SendOutcome.Unsettled.class);

        assertThat(clock.instant()).isBefore(ManualClock.atNewYear().instant().plusSeconds(100));
    }

    @Test
    void blockThatComesAndGoes_leavesItUnsettled() throws InterruptedException {
        NonceLane careful = NonceLane.builder(rpc(node), CHAIN, SIGNER)
                .time(clock, pause -> {
                    clock.advance(pause);
                    if (clock.instant().getEpochSecond() % 2 == 0) {
                        node.mine();
                    } else {
                        node.reorg();
                    }
                })
                .build();

        assertThat(careful.send(pay(5))).isInstanceOf(SendOutcome.Unsettled.class);
    }

    @Test
    void purposeThatWaitsBesideItsMinedTwin_isNotOverUntilThatIsFreed() throws InterruptedException {
        // signed with nonces 0 and 1 by a process that is gone: only one of them may be mined in the end
        List<SentTransaction> signed = new ArrayList<>();
        Recorded recorder = new Recorded(signed);
        after(1, node::mineForeign);
        assertThat(lane.send(pay(5), recorder)).isInstanceOf(SendOutcome.Displaced.class);
        after(1, node::mine);
        assertThat(lane.send(pay(5), recorder)).isInstanceOf(SendOutcome.Mined.class);
        SentTransaction waiting = new SentTransaction(
                Bytes32.of(new byte[32]), SIGNER.address(), 2, wei(2_010), wei(10), clock.instant());
        signed.add(waiting);

        node.fail("eth_call", "execution reverted: not now");
        assertThat(lane.send(pay(5), recorder))
                .isInstanceOfSatisfying(
                        SendOutcome.Unsettled.class,
                        unsettled -> assertThat(unsettled.sent()).containsExactly(waiting));

        after(1, node::mine);
        assertThat(lane.send(pay(5), recorder)).isInstanceOf(SendOutcome.Mined.class);
        assertThat(node.mined()).extracting(Pooled::value).containsExactly(wei(-1), wei(5), wei(0));
    }

    @Test
    void signedByAClockThatWasAhead_isReplacedInTime() throws InterruptedException {
        SentTransaction signed = new SentTransaction(
                Bytes32.of(new byte[32]),
                SIGNER.address(),
                0,
                wei(2_010),
                wei(10),
                clock.instant().plus(Duration.ofDays(1)));
        after(32, node::mine);

        assertThat(lane.send(pay(5), new Recorded(new ArrayList<>(List.of(signed)))))
                .isInstanceOf(SendOutcome.Mined.class);
    }

    @Test
    void offerThatWasSignedBefore_isChanged_notAboveTheBudget() throws InterruptedException {
        TransactionRequest request = pay(5).withBudget(wei(2_010 * FakeMempool.GAS));
        node.fail("eth_sendRawTransaction", "intrinsic gas too low", "intrinsic gas too low", "intrinsic gas too low");
        List<SentTransaction> signed = new ArrayList<>();

        for (int tries = 0; tries < 3; tries++) {
            lane.send(request, new Recorded(signed));
        }

        assertThat(signed).extracting(SentTransaction::maximumFee).containsExactly(wei(2_010), wei(2_009), wei(2_008));
    }

    @Test
    void failedAttempt_isToldOnce_andSentAgainWhenItIsPlannedAgain() throws InterruptedException {
        AttemptJournal journal = new InMemoryKeeperStore().attempts();
        Attempt planned = Attempt.planned(key(1), clock.instant());
        journal.plan(planned);
        AttemptRecorder recorder = new AttemptRecorder(journal, planned, clock);
        node.reverting(true);
        after(1, node::mine);
        recorder.record(lane.send(pay(5), recorder));
        SendOutcome again = lane.send(pay(5), recorder);
        recorder.record(again);
        assertThat(again).isInstanceOf(SendOutcome.Reverted.class);
        assertThat(node.mined()).hasSize(1);

        Attempt retried = recorder.attempt().plannedAgain(clock.instant(), "still there");
        journal.save(retried);
        AttemptRecorder second = new AttemptRecorder(journal, retried, clock);
        after(1, () -> node.mine());
        SendOutcome outcome = lane.send(pay(5), second);
        second.record(outcome);

        assertThat(node.mined()).hasSize(2);
        assertThat(journal.find(key(1)).orElseThrow().settlement().orElseThrow().transaction())
                .isEqualTo(node.mined().get(1).hash());
    }

    @Test
    void minedAttemptWhoseBlockIsGone_isFoundAgainAfterARestart() throws InterruptedException {
        AttemptJournal journal = new InMemoryKeeperStore().attempts();
        Attempt planned = Attempt.planned(key(1), clock.instant());
        journal.plan(planned);
        AttemptRecorder recorder = new AttemptRecorder(journal, planned, clock);
        after(1, node::mine);
        recorder.record(lane.send(pay(5), recorder));
        node.reorg();

        AttemptRecorder restarted =
                new AttemptRecorder(journal, journal.find(key(1)).orElseThrow(), clock);
        after(40, node::mine);
        restarted.record(lane(node, CHAIN).build().send(pay(5), restarted));

        assertThat(node.mined())
                .singleElement()
                .satisfies(mined -> assertThat(journal.find(key(1))
                                .orElseThrow()
                                .settlement()
                                .orElseThrow()
                                .transaction())
                        .isEqualTo(mined.hash()));
    }

    @Test
    void refusalOfTheSecondEndpoint_afterTheFirstDidNotAnswer_isNoProof() throws InterruptedException {
        try (FaultProxy first = FaultProxy.before(node.url());
                FakeMempool second = new FakeMempool(CHAIN)) {
            first.misbehave(HttpFault.ANSWER_LOST, "eth_sendRawTransaction");
            second.fail("eth_sendRawTransaction", "insufficient funds for gas * price + value", "already known");
            EndpointPool pool = EndpointPool.builder(CHAIN)
                    .endpoint(Endpoint.of("first", first.url()))
                    .endpoint(Endpoint.of("second", second.url()))
                    .client(HTTP)
                    .looks(look -> {})
                    .build();
            NonceLane pooled = lane(node, CHAIN).broadcastTo(List.of(pool)).build();
            after(3, node::mine);

            assertThat(pooled.send(pay(5))).isInstanceOf(SendOutcome.Mined.class);

            assertThat(second.requests().stream().filter(request -> request.contains("eth_sendRawTransaction")))
                    .hasSize(2);
        }
    }

    @Test
    void receiptThatVanishes_isSentAgain_andMinedElsewhere() throws InterruptedException {
        NonceLane careful = lane(node, CHAIN).confirmations(3).build();
        perPause.addLast(node::mine);
        perPause.addLast(node::reorg);
        perPause.addLast(node::mine);
        perPause.addLast(node::mine);
        perPause.addLast(node::mine);

        SendOutcome outcome = careful.send(pay(5));

        assertThat(outcome).isInstanceOf(SendOutcome.Mined.class);
        assertThat(node.mined()).extracting(Pooled::value).containsExactly(wei(5));
        assertThat(node.offered()).hasSize(2);
    }

    @Test
    void settledTransactionThatVanishes_isSentAgain_beforeAnyOther() throws InterruptedException {
        after(1, node::mine);
        lane.send(pay(5));
        node.reorg();

        assertThat(lane.send(pay(6)))
                .isInstanceOfSatisfying(
                        SendOutcome.Refused.class,
                        refused -> assertThat(refused.why()).isEqualTo(Refusal.EARLIER_UNSETTLED));
        node.mine();
        after(1, node::mine);
        assertThat(lane.send(pay(6))).isInstanceOf(SendOutcome.Mined.class);
        assertThat(node.mined()).extracting(Pooled::value).containsExactly(wei(5), wei(6));
    }

    @Test
    void laggingEndpoint_doesNotMakeANonceTwice() throws InterruptedException {
        after(1, node::mine);
        lane.send(pay(5));
        node.lag(1);

        assertThat(lane.send(pay(6))).isInstanceOf(SendOutcome.Refused.class);
        assertThat(node.mined()).hasSize(1);
        assertThat(node.waiting()).isEmpty();
    }

    @Test
    void insufficientFunds_isRefused_andNothingIsUnderWay() throws InterruptedException {
        node.fail("eth_sendRawTransaction", "insufficient funds for gas * price + value: balance 0");

        assertThat(lane.send(pay(5)))
                .isInstanceOfSatisfying(
                        SendOutcome.Refused.class,
                        refused -> assertThat(refused.why()).isEqualTo(Refusal.INSUFFICIENT_FUNDS));
        after(1, node::mine);
        assertThat(lane.send(pay(6))).isInstanceOf(SendOutcome.Mined.class);
        assertThat(node.mined())
                .singleElement()
                .satisfies(mined -> assertThat(mined.maximum()).isEqualTo(2_010));
    }

    @Test
    void simulationThatReverts_isRefused() throws InterruptedException {
        node.fail("eth_call", "execution reverted: not liquidatable");

        assertThat(lane.send(pay(5))).isInstanceOfSatisfying(SendOutcome.Refused.class, refused -> {
            assertThat(refused.why()).isEqualTo(Refusal.WOULD_REVERT);
            assertThat(refused.message()).contains("not liquidatable");
        });
        assertThat(node.offered()).isEmpty();
    }

    @Test
    void silentEndpoint_beforeAnythingIsSigned_isItsError() {
        node.misbehave(HttpFault.SERVER_ERROR, "eth_estimateGas");

        assertThatExceptionOfType(SourceException.class).isThrownBy(() -> lane.send(pay(5)));
        assertThat(node.offered()).isEmpty();
    }

    @Test
    void endpointOfAnotherChain_isRefusedBeforeAnythingIsSigned() {
        NonceLane mistaken = lane(node, new ChainId(1)).build();

        assertThatExceptionOfType(SourceException.Unusable.class)
                .isThrownBy(() -> mistaken.send(pay(5)))
                .withMessageContaining("the lane sends on chain 1");
        assertThat(node.offered()).isEmpty();
    }

    @Test
    void poolThatMustNotBeAskedForReceipts_isRefusedBeforeAnythingIsSigned() {
        EndpointPool mixed = EndpointPool.builder(CHAIN)
                .endpoint(Endpoint.of("node", node.url()))
                .client(HTTP)
                .mixedSystemTransactions()
                .build();

        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> NonceLane.builder(mixed, CHAIN, SIGNER).build().send(pay(5)))
                .withMessageContaining("receipts must not be asked");
        assertThat(node.offered()).isEmpty();
    }

    @Test
    void recorderThatFails_keepsTheTransactionFromLeaving() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> lane.send(pay(5), new Hook(() -> {
                    throw new IllegalStateException("the journal is gone");
                })));
        assertThat(node.offered()).isEmpty();
    }

    @Test
    void interrupted_whileUnderWay_isUnsettled() throws InterruptedException {
        NonceLane interrupted = NonceLane.builder(rpc(node), CHAIN, SIGNER)
                .time(clock, pause -> {
                    throw new InterruptedException();
                })
                .build();

        assertThat(interrupted.send(pay(5))).isInstanceOf(SendOutcome.Unsettled.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void hyperEvm_burnsPriorityFees_andAsksForTheSmallBlocksFee() throws InterruptedException {
        try (FakeMempool hyper = new FakeMempool(ChainId.HYPEREVM)) {
            after(1, hyper::mine);

            assertThat(lane(hyper, ChainId.HYPEREVM).build().send(pay(5))).isInstanceOf(SendOutcome.Mined.class);

            assertThat(hyper.offered()).singleElement().satisfies(offered -> {
                assertThat(offered.maximum()).isEqualTo(2_000);
                assertThat(offered.priority()).isZero();
            });
        }
    }

    @Test
    void hyperEvm_bigBlocks_haveTheirOwnFeeAndTime() throws InterruptedException {
        try (FakeMempool hyper = new FakeMempool(ChainId.HYPEREVM)) {
            hyper.usingBigBlocks();
            after(80, hyper::mine);

            assertThat(lane(hyper, ChainId.HYPEREVM).build().send(pay(5))).isInstanceOf(SendOutcome.Mined.class);

            assertThat(hyper.offered())
                    .singleElement()
                    .satisfies(offered -> assertThat(offered.maximum()).isEqualTo(4_000));
        }
    }

    @Test
    void hyperEvm_gasAboveASmallBlock_saysWhatToDo() throws InterruptedException {
        try (FakeMempool hyper = new FakeMempool(ChainId.HYPEREVM)) {
            hyper.fail("eth_estimateGas", "gas required exceeds allowance (3000000)");

            assertThat(lane(hyper, ChainId.HYPEREVM).build().send(pay(5)))
                    .isInstanceOfSatisfying(SendOutcome.Refused.class, refused -> {
                        assertThat(refused.why()).isEqualTo(Refusal.GAS_ABOVE_BLOCK);
                        assertThat(refused.message()).contains("evmUserModify");
                    });
        }
    }

    @Test
    void manyCallers_takeTurns_andEachIsMinedOnce() throws Exception {
        NonceLane shared = NonceLane.builder(rpc(node), CHAIN, SIGNER)
                .confirmations(1)
                .time(clock, pause -> node.mine())
                .build();
        ExecutorService callers = Executors.newFixedThreadPool(4);
        try {
            List<Future<SendOutcome>> outcomes = new ArrayList<>();
            for (long i = 1; i <= 12; i++) {
                TransactionRequest request = pay(i);
                outcomes.add(callers.submit(() -> shared.send(request)));
            }
            for (Future<SendOutcome> outcome : outcomes) {
                assertThat(outcome.get(30, TimeUnit.SECONDS)).isInstanceOf(SendOutcome.Mined.class);
            }
        } finally {
            callers.shutdownNow();
        }

        assertThat(node.mined())
                .extracting(Pooled::nonce)
                .containsExactlyElementsOf(LongStream.range(0, 12).boxed().toList());
        assertThat(node.mined()).extracting(Pooled::value).doesNotHaveDuplicates();
    }

    @Test
    void whatHappens_isCounted() throws InterruptedException {
        Map<String, Integer> counts = new ConcurrentHashMap<>();
        Metrics counting = new Metrics() {
            @Override
            public void count(MetricName name, String tag) {
                counts.merge(name + " " + tag, 1, Integer::sum);
            }

            @Override
            public void time(MetricName name, String tag, Duration duration) {}

            @Override
            public void gauge(MetricName name, String tag, DoubleSupplier value) {}
        };
        NonceLane counted = lane(node, CHAIN).confirmations(2).metrics(counting).build();
        node.misbehave(HttpFault.ANSWER_LOST, "eth_sendRawTransaction", 1);
        after(32, node::mine);
        after(1, node::reorg);
        after(2, () -> node.mine().mine());

        assertThat(counted.send(pay(5))).isInstanceOf(SendOutcome.Mined.class);
        node.fail("eth_call", "execution reverted");
        assertThat(counted.send(pay(5))).isInstanceOf(SendOutcome.Refused.class);

        assertThat(counts)
                .containsOnly(
                        entry("TRANSACTIONS unanswered", 1),
                        entry("TRANSACTIONS replaced", 1),
                        entry("TRANSACTIONS sent", 1),
                        entry("TRANSACTIONS vanished", 1),
                        entry("TRANSACTIONS mined", 1),
                        entry("TRANSACTIONS refused", 1));
    }

    @Test
    void purposeThatWaitsWithTwoNonces_isFreedOfOne() throws InterruptedException {
        // displaced at nonce 0, sent again with nonce 1, and then the block that had used nonce 0 is gone
        AttemptJournal journal = new InMemoryKeeperStore().attempts();
        Attempt planned = Attempt.planned(key(1), clock.instant());
        journal.plan(planned);
        AttemptRecorder recorder = new AttemptRecorder(journal, planned, clock);
        after(1, node::mineForeign);
        SendOutcome displaced = lane.send(pay(5), recorder);
        recorder.record(displaced);
        assertThat(displaced).isInstanceOf(SendOutcome.Displaced.class);
        NonceLane.Builder dying = NonceLane.builder(rpc(node), CHAIN, SIGNER).time(clock, pause -> {
            if (node.offered().size() > 1) {
                throw new InterruptedException();
            }
        });
        assertThat(dying.build().send(pay(5), recorder)).isInstanceOf(SendOutcome.Unsettled.class);
        assertThat(Thread.interrupted()).isTrue();
        node.reorg();

        NonceLane restarted = lane(node, CHAIN).build();
        perPause.clear();
        after(1, node::mine);
        assertThat(restarted.send(pay(5), recorder)).isInstanceOf(SendOutcome.Unsettled.class);
        after(1, node::mine);
        assertThat(restarted.send(pay(5), recorder)).isInstanceOf(SendOutcome.Mined.class);

        assertThat(node.mined()).extracting(Pooled::value).containsExactly(wei(0), wei(5));
    }

    @Test
    void resumed_takesThePlaceOfWhatWaits_andOutbidsIt() throws InterruptedException {
        List<SentTransaction> before = new ArrayList<>();
        NonceLane crashed = NonceLane.builder(rpc(node), CHAIN, SIGNER)
                .time(clock, pause -> {
                    throw new InterruptedException();
                })
                .build();
        before.addAll(((SendOutcome.Unsettled) crashed.send(pay(5))).sent());
        assertThat(Thread.interrupted()).isTrue();

        lane.resume(before);
        after(1, node::mine);

        assertThat(lane.send(pay(6))).isInstanceOf(SendOutcome.Mined.class);
        assertThat(node.mined()).singleElement().satisfies(mined -> {
            assertThat(mined.value()).isEqualTo(6);
            assertThat(mined.maximum()).isEqualTo(2_513);
        });
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NonceLane.builder(rpc(node), CHAIN, LocalSigner.fromHex("22".repeat(32)))
                        .build()
                        .resume(before));
    }

    /**
     * Whatever the node does, a purpose is carried out at most once though it is asked for again after every refusal, no nonce is
     * skipped, and nothing is offered above the budget.
     */
    @Property(tries = 50)
    void anyTrouble_neverSendsTwice(@ForAll long seed) throws InterruptedException {
        Random random = new Random(seed);
        BigInteger budget = wei(4_000 * FakeMempool.GAS);
        ManualClock time = ManualClock.atNewYear();
        try (FakeMempool chain = new FakeMempool(CHAIN)) {
            AtomicBoolean over = new AtomicBoolean();
            NonceLane.Pause troubles = pause -> {
                time.advance(pause);
                if (over.get()) {
                    chain.mine();
                } else {
                    trouble(chain, random);
                }
            };
            NonceLane sender = NonceLane.builder(rpc(chain), CHAIN, SIGNER)
                    .confirmations(1 + random.nextInt(2))
                    .inclusion(Duration.ofSeconds(5))
                    .time(time, troubles)
                    .build();
            for (long purpose = 1; purpose <= 4; purpose++) {
                SendOutcome outcome = new SendOutcome.Refused(Refusal.INVALID, "not tried");
                for (int tries = 0; tries < 5 && outcome instanceof SendOutcome.Refused; tries++) {
                    try {
                        outcome = sender.send(pay(purpose).withBudget(budget));
                    } catch (SourceException e) {
                        chain.behave();
                    }
                }
                chain.behave();
            }
            chain.mine().mine();

            assertThat(chain.mined())
                    .filteredOn(mined -> mined.value().signum() > 0)
                    .extracting(Pooled::value)
                    .doesNotHaveDuplicates();
            assertThat(chain.gaps()).isEmpty();
            assertThat(chain.offered())
                    .allSatisfy(offered -> assertThat(offered.maximum().multiply(wei(FakeMempool.GAS)))
                            .isLessThanOrEqualTo(budget));

            over.set(true);
            assertThat(sentInTheEnd(sender, chain)).isTrue();
        }
    }

    /** When the trouble is over, a lane that has seen all of it sends again, if need be after a nonce was freed. */
    private static boolean sentInTheEnd(NonceLane sender, FakeMempool chain) throws InterruptedException {
        chain.heal();
        for (int tries = 0; tries < 5; tries++) {
            chain.mine();
            if (sender.send(pay(99)) instanceof SendOutcome.Mined) {
                return true;
            }
            sender.cancel(wei(1_000_000_000_000L));
        }
        return false;
    }

    /**
     * A keeper that may die in any pause, and between writing a transaction down and sending it, and starts again with nothing but
     * its journal: what it wanted is done at most once, and once when the trouble is over.
     */
    @Property(tries = 50)
    void anyCrash_neverSendsTwice(@ForAll long seed) {
        Random random = new Random(seed);
        ManualClock time = ManualClock.atNewYear();
        AttemptJournal journal = new InMemoryKeeperStore().attempts();
        try (FakeMempool chain = new FakeMempool(CHAIN)) {
            for (int purpose = 1; purpose <= 3; purpose++) {
                Attempt planned = Attempt.planned(key(purpose), time.instant());
                journal.plan(planned);
                for (int life = 0; life < 6; life++) {
                    Attempt attempt = journal.find(planned.key()).orElseThrow();
                    if (attempt.state().settled()) {
                        break;
                    }
                    live(rpc(chain), journal, attempt, pay(purpose), time, random, () -> trouble(chain, random));
                }
            }
            chain.heal().mine();
            for (int purpose = 1; purpose <= 3; purpose++) {
                for (int life = 0; life < 6; life++) {
                    Attempt attempt = journal.find(key(purpose)).orElseThrow();
                    live(rpc(chain), journal, attempt, pay(purpose), time, new Calm(), chain::mine);
                }
            }

            assertThat(chain.mined())
                    .filteredOn(mined -> mined.value().signum() > 0)
                    .extracting(Pooled::value)
                    .containsExactlyInAnyOrder(wei(1), wei(2), wei(3));
            assertThat(chain.gaps()).isEmpty();
            assertThat(journal.page(CHAIN, PageRequest.first(10)).items())
                    .allSatisfy(attempt -> assertThat(attempt.state()).isEqualTo(AttemptState.MINED));
        }
    }

    /** The same over a pool of two endpoints, of which one may lag, lose answers or know receipts late. */
    @Property(tries = 30)
    void anyCrashOverAPool_neverSendsTwice(@ForAll long seed) {
        Random random = new Random(seed);
        ManualClock time = ManualClock.atNewYear();
        AttemptJournal journal = new InMemoryKeeperStore().attempts();
        try (FakeMempool chain = new FakeMempool(CHAIN);
                FaultProxy first = FaultProxy.before(chain.url());
                FaultProxy second = FaultProxy.before(chain.url())) {
            EndpointPool pool = EndpointPool.builder(CHAIN)
                    .endpoint(Endpoint.of("first", first.url()))
                    .endpoint(Endpoint.of("second", second.url()))
                    .client(HTTP)
                    .breaker(1_000, Duration.ofMillis(1))
                    .looks(look -> {})
                    .build();
            for (int purpose = 1; purpose <= 3; purpose++) {
                Attempt planned = Attempt.planned(key(purpose), time.instant());
                journal.plan(planned);
                for (int life = 0; life < 6; life++) {
                    Attempt attempt = journal.find(planned.key()).orElseThrow();
                    if (attempt.state().settled()) {
                        break;
                    }
                    live(pool, journal, attempt, pay(purpose), time, random, () -> {
                        FaultProxy proxy = random.nextBoolean() ? first : second;
                        switch (random.nextInt(14)) {
                            case 0, 1, 2 -> chain.mine();
                            case 3 -> proxy.lag(1 + random.nextInt(3));
                            case 4 -> proxy.passThrough();
                            case 5 -> proxy.misbehave(HttpFault.ANSWER_LOST, "eth_sendRawTransaction", 1);
                            case 6 -> proxy.misbehave(HttpFault.DISCONNECT, "eth_getTransactionReceipt", 2);
                            case 7 -> chain.hideReceipts(1 + random.nextInt(4));
                            case 8 -> chain.fail("eth_sendRawTransaction", "insufficient funds for transfer");
                            case 9 -> chain.fail("eth_sendRawTransaction", "", "nonce too low");
                            case 10 -> chain.reorg();
                            case 11 -> chain.baseFee(500 + random.nextInt(4_000));
                            default -> {
                                // nothing happens
                            }
                        }
                    });
                }
            }
            chain.heal().mine();
            for (int purpose = 1; purpose <= 3; purpose++) {
                for (int life = 0; life < 6; life++) {
                    Attempt attempt = journal.find(key(purpose)).orElseThrow();
                    live(rpc(chain), journal, attempt, pay(purpose), time, new Calm(), chain::mine);
                }
            }

            assertThat(chain.mined())
                    .filteredOn(mined -> mined.value().signum() > 0)
                    .extracting(Pooled::value)
                    .containsExactlyInAnyOrder(wei(1), wei(2), wei(3));
            assertThat(chain.gaps()).isEmpty();
            assertThat(journal.page(CHAIN, PageRequest.first(10)).items())
                    .allSatisfy(attempt -> assertThat(attempt.state()).isEqualTo(AttemptState.MINED));
        }
    }

    private static AttemptKey key(int purpose) {
        return new AttemptKey(
                new MarketId(CHAIN, "aave-v3", "usdc"), BOB, new PositionVersion(Bytes32.of(new byte[32]), purpose));
    }

    /** One life of a keeper's process. */
    private static void live(
            JsonRpc rpc,
            AttemptJournal journal,
            Attempt attempt,
            TransactionRequest request,
            ManualClock time,
            Random random,
            Runnable trouble) {
        NonceLane sender = NonceLane.builder(rpc, CHAIN, SIGNER)
                .confirmations(1 + random.nextInt(2))
                .inclusion(Duration.ofSeconds(5))
                .time(time, pause -> {
                    time.advance(pause);
                    trouble.run();
                    if (random.nextInt(10) == 0) {
                        throw new InterruptedException();
                    }
                })
                .build();
        journal.inFlight(CHAIN).forEach(other -> sender.resume(other.transactions()));
        AttemptRecorder recorder = new AttemptRecorder(journal, attempt, time);
        try {
            SendOutcome outcome = sender.send(request, new Dying(recorder, random));
            if (!Thread.interrupted()) {
                recorder.record(outcome);
            }
            if (random instanceof Calm
                    && (outcome instanceof SendOutcome.Unsettled || outcome instanceof SendOutcome.Refused)) {
                // a nonce before what waits is free again
                sender.cancel(wei(1_000_000_000_000L));
            }
        } catch (SourceException | InterruptedException | Death e) {
            // the next life begins
        }
    }

    private static final class Death extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Dies now and then after a transaction was written down and before it leaves. */
    private record Dying(AttemptRecorder recorder, Random random) implements TransactionRecorder {
        @Override
        public List<SentTransaction> earlier() {
            return recorder.earlier();
        }

        @Override
        public void signed(SentTransaction transaction) {
            recorder.signed(transaction);
            if (random.nextInt(8) == 0) {
                throw new Death();
            }
        }

        @Override
        public void refused(SentTransaction transaction, String reason) {
            recorder.refused(transaction, reason);
        }
    }

    private static void trouble(FakeMempool chain, Random random) {
        switch (random.nextInt(16)) {
            case 0, 1, 2 -> chain.mine();
            case 3 -> chain.reorg();
            case 4 -> chain.forgetPool();
            case 5 -> chain.misbehave(HttpFault.ANSWER_LOST, "eth_sendRawTransaction", 1);
            case 6 -> chain.misbehave(HttpFault.DISCONNECT, "eth_sendRawTransaction", 1);
            case 7 -> chain.misbehave(HttpFault.SERVER_ERROR, "eth_getTransactionReceipt", 1);
            case 8 -> chain.mineForeign();
            case 9 -> chain.baseFee(500 + random.nextInt(4_000));
            case 10 -> chain.fail("eth_sendRawTransaction", "replacement transaction underpriced");
            case 11 -> chain.fail("eth_sendRawTransaction", "txpool is full");
            case 12 -> chain.misbehave(HttpFault.RATE_LIMITED, "eth_estimateGas", 1);
            case 13 -> chain.hideReceipts(1 + random.nextInt(4));
            case 14 -> chain.lag(random.nextInt(2));
            default -> {
                // nothing happens
            }
        }
    }

    @Test
    void gapBelow_isNotBidAgainst_andFilledByCancel() throws InterruptedException {
        SentTransaction signed = new SentTransaction(
                Bytes32.of(new byte[32]), SIGNER.address(), 1, wei(2_010), wei(10), clock.instant());
        Recorded recorder = new Recorded(new ArrayList<>(List.of(signed)));

        assertThat(lane.send(pay(5), recorder))
                .isInstanceOfSatisfying(
                        SendOutcome.Unsettled.class,
                        unsettled -> assertThat(unsettled.message()).contains("cancel()"));
        assertThat(recorder.signed()).hasSize(1);

        after(1, node::mine);
        assertThat(lane.cancel(wei(1_000_000_000_000L))).isInstanceOf(SendOutcome.Mined.class);
        after(1, node::mine);
        assertThat(lane.send(pay(5), recorder)).isInstanceOf(SendOutcome.Mined.class);
        assertThat(node.mined()).extracting(Pooled::value).containsExactly(wei(0), wei(5));
    }

    /** Nothing happens by chance any more. */
    private static final class Calm extends Random {
        private static final long serialVersionUID = 1L;

        @Override
        public int nextInt(int bound) {
            return bound - 1;
        }
    }

    /** A list for a journal. */
    private record Recorded(List<SentTransaction> signed) implements TransactionRecorder {
        @Override
        public List<SentTransaction> earlier() {
            return List.copyOf(signed);
        }

        @Override
        public void signed(SentTransaction transaction) {
            signed.add(transaction);
        }

        @Override
        public void refused(SentTransaction transaction, String reason) {}
    }

    /** Does something before each transaction leaves. */
    private record Hook(Runnable action) implements TransactionRecorder {
        @Override
        public List<SentTransaction> earlier() {
            return List.of();
        }

        @Override
        public void signed(SentTransaction transaction) {
            action.run();
        }

        @Override
        public void refused(SentTransaction transaction, String reason) {}
    }
}
