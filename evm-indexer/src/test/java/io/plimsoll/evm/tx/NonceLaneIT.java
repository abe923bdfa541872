package io.plimsoll.evm.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.domain.keeper.Attempt;
import io.plimsoll.core.domain.keeper.AttemptKey;
import io.plimsoll.core.domain.keeper.AttemptState;
import io.plimsoll.core.domain.keeper.SentTransaction;
import io.plimsoll.core.domain.market.MarketId;
import io.plimsoll.core.domain.position.PositionVersion;
import io.plimsoll.core.domain.repository.keeper.AttemptJournal;
import io.plimsoll.core.domain.repository.keeper.memory.InMemoryKeeperStore;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.core.foundation.crypto.LocalSigner;
import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.kit.http.testing.HttpFault;
import io.plimsoll.core.testing.ManualClock;
import io.plimsoll.evm.abi.AbiData;
import io.plimsoll.evm.rpc.JsonRpc;
import io.plimsoll.evm.testing.AnvilNode;
import io.plimsoll.evm.testing.FaultProxy;
import io.plimsoll.evm.testing.NodeModules;
import io.plimsoll.evm.testing.NodeTest;
import io.plimsoll.evm.testing.TestToken;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.web3j.abi.datatypes.generated.Uint256;

/** The lane on a real node: its pool's rules and words, its blocks, its reorganisations. Time passes only in the lane's pauses. */
@NodeTest
class NonceLaneIT {
    private static final ChainId CHAIN = new ChainId(31337);
    private static final LocalSigner SIGNER = LocalSigner.fromHex("37".repeat(32));
    private static final Address BOB = Address.parse("0x" + "b0".repeat(20));
    private static final BigInteger ETHER = BigInteger.TEN.pow(18);

    private final ManualClock clock = ManualClock.atNewYear();
    private final Deque<Runnable> perPause = new ArrayDeque<>();
    private AnvilNode node;

    @BeforeEach
    void fund(AnvilNode node) {
        this.node = node;
        node.setBalance(SIGNER.address(), ETHER);
    }

    private NonceLane.Builder lane(JsonRpc rpc) {
        return NonceLane.builder(rpc, CHAIN, SIGNER).confirmations(1).time(clock, this::pass);
    }

    private void pass(Duration pause) {
        clock.advance(pause);
        if (!perPause.isEmpty()) {
            perPause.removeFirst().run();
        }
    }

    private void after(int seconds, Runnable action) {
        for (int i = 1; i < seconds; i++) {
            perPause.addLast(() -> {});
        }
        perPause.addLast(action);
    }

    private void mine() {
        node.mine(1);
    }

    private static TransactionRequest pay(long wei) {
        return TransactionRequest.transfer(BOB, BigInteger.valueOf(wei));
    }

    private BigInteger balance(Address account) {
        return Quantity.parse(
                "anvil",
                node.rpc().call("eth_getBalance", List.of(account.hex(), "latest"), new TypeReference<String>() {}));
    }

    private long nonce() {
        return new ReceiptReader(node.rpc(), CHAIN).nextNonce(SIGNER.address());
    }

    private void command(String method, Object... params) {
        node.rpc().find(method, List.of(params), new TypeReference<Object>() {});
    }

    private static Refusal refusal(SendOutcome outcome) {
        assertThat(outcome).isInstanceOf(SendOutcome.Refused.class);
        return ((SendOutcome.Refused) outcome).why();
    }

    private static TransactionReceipt receipt(SendOutcome outcome) {
        assertThat(outcome).isInstanceOf(SendOutcome.Mined.class);
        return ((SendOutcome.Mined) outcome).receipt();
    }

    @Test
    void paymentCreationAndCall_areMined_oneAfterAnother(NodeModules modules) throws InterruptedException {
        NonceLane lane = lane(node.rpc()).build();
        after(1, this::mine);
        TransactionReceipt paid = receipt(lane.send(pay(7)));
        assertThat(balance(BOB)).isEqualTo(7);
        assertThat(paid.gasUsed()).isEqualTo(21_000);
        assertThat(paid.block().hash()).isEqualTo(node.blockHash(paid.block().number()));

        Address alice = node.accounts().get(0);
        TestToken token = TestToken.deploy(node, modules, alice, "USDT", 6);
        after(1, this::mine);
        TransactionReceipt minted = receipt(lane.send(TransactionRequest.call(
                token.address(),
                AbiData.encode("mint", AbiData.argument(SIGNER.address()), new Uint256(BigInteger.valueOf(42))))));
        assertThat(minted.logs()).singleElement().satisfies(log -> {
            assertThat(log.contract()).isEqualTo(token.address());
            assertThat(log.at().transaction()).isEqualTo(minted.transaction());
        });
        assertThat(token.balanceOf(SIGNER.address())).isEqualTo(42);

        after(1, this::mine);
        TransactionReceipt created =
                receipt(lane.send(TransactionRequest.create(Hex.decode("6001600c60003960016000f300"))));
        assertThat(created.contract()).isPresent();
        assertThat(nonce()).isEqualTo(3);
    }

    @Test
    void stuck_isReplacedTwice_andTheLastOneIsMined() throws InterruptedException {
        after(75, this::mine);

        TransactionReceipt mined = receipt(lane(node.rpc()).build().send(pay(7)));

        Map<String, Object> transaction = node.rpc()
                .call(
                        "eth_getTransactionByHash",
                        List.of(mined.transaction().hex()),
                        new TypeReference<Map<String, Object>>() {});
        // 1 gwei and what the base fee may grow by, twice a quarter more
        assertThat(Quantity.parse("anvil", (String) transaction.get("maxFeePerGas")))
                .isEqualTo(1_562_500_000L);
        assertThat(nonce()).isEqualTo(1);
        assertThat(balance(BOB)).isEqualTo(7);
    }

    @Test
    void givenUp_theNextTakesItsNonce_andOnlyOneIsMined() throws InterruptedException {
        NonceLane lane = lane(node.rpc()).build();
        SendOutcome.Unsettled first = (SendOutcome.Unsettled) lane.send(pay(7));
        assertThat(lane.find(first.sent())).isEqualTo(new TransactionFate.Open(0));
        after(1, this::mine);

        receipt(lane.send(pay(9)));

        assertThat(balance(BOB)).isEqualTo(9);
        assertThat(nonce()).isEqualTo(1);
        assertThat(lane.find(first.sent())).isEqualTo(new TransactionFate.Overtaken(1));
    }

    @Test
    void cancel_freesTheNonce() throws InterruptedException {
        NonceLane lane = lane(node.rpc()).build();
        lane.send(pay(7));
        after(1, this::mine);

        receipt(lane.cancel(ETHER.divide(BigInteger.TEN)));

        assertThat(balance(BOB)).isZero();
        assertThat(nonce()).isEqualTo(1);
    }

    @Test
    void nonceTooLow_isReadAgain() throws InterruptedException {
        SignedTransaction foreign = new DynamicFeeTransaction(
                        CHAIN,
                        0,
                        new Fees(ETHER.divide(BigInteger.TEN.pow(9)), BigInteger.ONE),
                        BigInteger.valueOf(21_000),
                        pay(100))
                .sign(SIGNER);
        boolean[] done = {false};
        Deque<String> refused = new ArrayDeque<>();
        TransactionRecorder hook = new TransactionRecorder() {
            @Override
            public List<SentTransaction> earlier() {
                return List.of();
            }

            @Override
            public void signed(SentTransaction transaction) {
                if (!done[0]) {
                    done[0] = true;
                    command("eth_sendRawTransaction", foreign.rawHex());
                    mine();
                    after(NonceLane.LOOKS + 1, NonceLaneIT.this::mine);
                }
            }

            @Override
            public void refused(SentTransaction transaction, String reason) {
                refused.add(reason);
            }
        };

        receipt(lane(node.rpc()).build().send(pay(7), hook));

        assertThat(refused).singleElement().asString().containsIgnoringCase("nonce too low");
        assertThat(balance(BOB)).isEqualTo(107);
        assertThat(nonce()).isEqualTo(2);
    }

    @Test
    void sameTransactionToTwoEndpoints_isOneSend() throws InterruptedException {
        NonceLane lane =
                lane(node.rpc()).broadcastTo(List.of(node.rpc(), node.rpc())).build();
        after(1, this::mine);

        receipt(lane.send(pay(7)));

        assertThat(balance(BOB)).isEqualTo(7);
    }

    @Test
    void answerLostAfterTheNodeTookIt_isNotSentAsAnother() throws InterruptedException {
        try (FaultProxy proxy = FaultProxy.before(node.url())) {
            JsonRpc cut = JsonRpc.of("cut", proxy.url(), new OkHttpClient(), Duration.ofSeconds(10));
            proxy.misbehave(HttpFault.ANSWER_LOST, "eth_sendRawTransaction", 2);
            after(3, this::mine);

            receipt(lane(cut).build().send(pay(7)));

            assertThat(balance(BOB)).isEqualTo(7);
            assertThat(nonce()).isEqualTo(1);
        }
    }

    @Test
    void answerLost_andMinedBeforeAnybodyLooked_isFound() throws InterruptedException {
        try (FaultProxy proxy = FaultProxy.before(node.url())) {
            JsonRpc cut = JsonRpc.of("cut", proxy.url(), new OkHttpClient(), Duration.ofSeconds(10));
            proxy.misbehave(HttpFault.ANSWER_LOST, "eth_sendRawTransaction");
            after(1, () -> proxy.misbehave(HttpFault.SERVER_ERROR, "eth_getTransactionReceipt", 20));
            after(30, this::mine);

            receipt(lane(cut).build().send(pay(7)));

            assertThat(balance(BOB)).isEqualTo(7);
            assertThat(nonce()).isEqualTo(1);
        }
    }

    @Test
    void failsInSimulation_isRefusedWithTheContractsWords(NodeModules modules) throws InterruptedException {
        TestToken token = TestToken.deploy(node, modules, node.accounts().get(0), "USDT", 6);

        SendOutcome outcome = lane(node.rpc()).build().send(spend(token, 1));

        assertThat(refusal(outcome)).isEqualTo(Refusal.WOULD_REVERT);
        assertThat(((SendOutcome.Refused) outcome).message()).contains("transfer amount exceeds balance");
        assertThat(nonce()).isZero();
    }

    private static TransactionRequest spend(TestToken token, long amount) {
        return TransactionRequest.call(
                token.address(),
                AbiData.encode("transfer", AbiData.argument(BOB), new Uint256(BigInteger.valueOf(amount))));
    }

    @Test
    void failsInItsBlock_isRevertedAndSaysWhy(NodeModules modules) throws InterruptedException {
        Address alice = node.accounts().get(0);
        TestToken token = TestToken.deploy(node, modules, alice, "USDT", 6);
        String before = token.contract().address().hex();
        node.send(alice, token.address(), mintTo(SIGNER.address(), 5));
        NonceLane lane = lane(node.rpc()).build();
        // the tokens are gone before the transaction is in a block
        after(1, () -> {
            node.setCode(Address.parse(before), "0x6000600060006000fd");
            mine();
        });

        SendOutcome outcome = lane.send(spend(token, 5));

        assertThat(outcome).isInstanceOfSatisfying(SendOutcome.Reverted.class, reverted -> {
            assertThat(reverted.receipt().succeeded()).isFalse();
            assertThat(reverted.reason()).containsIgnoringCase("revert");
        });
        assertThat(nonce()).isEqualTo(1);
    }

    private static String mintTo(Address owner, long amount) {
        return Hex.encode(AbiData.encode("mint", AbiData.argument(owner), new Uint256(BigInteger.valueOf(amount))));
    }

    @Test
    void receiptThatVanishesInAReorganisation_isSentAgain() throws InterruptedException {
        NonceLane lane = lane(node.rpc()).confirmations(3).build();
        after(1, () -> node.mine(2));
        after(1, () -> node.reorg(2));
        after(2, () -> node.mine(3));

        TransactionReceipt mined = receipt(lane.send(pay(7)));

        assertThat(mined.block().hash()).isEqualTo(node.blockHash(mined.block().number()));
        assertThat(balance(BOB)).isEqualTo(7);
        assertThat(nonce()).isEqualTo(1);
    }

    @Test
    void settledTransactionThatVanishes_isSentAgainFirst() throws InterruptedException {
        NonceLane lane = lane(node.rpc()).build();
        after(1, this::mine);
        receipt(lane.send(pay(7)));
        node.reorg(1);
        assertThat(balance(BOB)).isZero();

        assertThat(refusal(lane.send(pay(9)))).isEqualTo(Refusal.EARLIER_UNSETTLED);
        mine();
        assertThat(balance(BOB)).isEqualTo(7);
        after(1, this::mine);
        receipt(lane.send(pay(9)));
        assertThat(balance(BOB)).isEqualTo(16);
    }

    @Test
    void twoLanesWithOneKey_theSecondIsRefused() throws InterruptedException {
        NonceLane first = lane(node.rpc()).build();
        NonceLane second = lane(node.rpc()).build();
        SendOutcome.Unsettled waiting = (SendOutcome.Unsettled) first.send(pay(7));

        assertThat(refusal(second.send(pay(9)))).isEqualTo(Refusal.FOREIGN_TRANSACTION);

        after(1, this::mine);
        receipt(second.cancel(ETHER.divide(BigInteger.TEN)));
        assertThat(balance(BOB)).isZero();
        assertThat(first.find(waiting.sent())).isEqualTo(new TransactionFate.Overtaken(1));
        after(NonceLane.LOOKS + 1, this::mine);
        receipt(first.send(pay(9)));
        assertThat(balance(BOB)).isEqualTo(9);
    }

    @Test
    void accountThatCannotPay_isRefused() throws InterruptedException {
        node.setBalance(SIGNER.address(), BigInteger.valueOf(1_000));

        assertThat(refusal(lane(node.rpc()).build().send(pay(7)))).isEqualTo(Refusal.INSUFFICIENT_FUNDS);
        assertThat(refusal(lane(node.rpc()).build().send(pay(7_000)))).isEqualTo(Refusal.INSUFFICIENT_FUNDS);
    }

    @Test
    void underpriced_asTheBaseFeeHasRisen_isRaised() throws InterruptedException {
        boolean[] done = {false};
        TransactionRecorder hook = new TransactionRecorder() {
            @Override
            public List<SentTransaction> earlier() {
                return List.of();
            }

            @Override
            public void signed(SentTransaction transaction) {
                if (!done[0]) {
                    done[0] = true;
                    command("anvil_setNextBlockBaseFeePerGas", Quantity.format(3_000_000_000L));
                    mine();
                    after(61, NonceLaneIT.this::mine);
                }
            }

            @Override
            public void refused(SentTransaction transaction, String reason) {}
        };

        TransactionReceipt mined = receipt(lane(node.rpc()).build().send(pay(7), hook));

        assertThat(mined.gasPrice()).isGreaterThan(BigInteger.valueOf(1_250_000_000L));
        assertThat(nonce()).isEqualTo(1);
    }

    private static AttemptKey key() {
        return new AttemptKey(
                new MarketId(CHAIN, "aave-v3", "0x01"), BOB, new PositionVersion(Bytes32.of(new byte[32]), 3));
    }

    @Test
    void restartedKeeper_goesOnWithWhatItsJournalHas() throws InterruptedException {
        AttemptJournal journal = new InMemoryKeeperStore().attempts();
        Attempt planned = Attempt.planned(key(), clock.instant());
        assertThat(journal.plan(planned)).isTrue();
        NonceLane crashing = NonceLane.builder(node.rpc(), CHAIN, SIGNER)
                .time(clock, pause -> {
                    throw new InterruptedException();
                })
                .build();
        assertThat(crashing.send(pay(7), new AttemptRecorder(journal, planned, clock)))
                .isInstanceOf(SendOutcome.Unsettled.class);
        assertThat(Thread.interrupted()).isTrue();

        Attempt found = journal.find(key()).orElseThrow();
        assertThat(found.state()).isEqualTo(AttemptState.SENT);
        NonceLane restarted = lane(node.rpc()).build();
        AttemptRecorder recorder = new AttemptRecorder(journal, found, clock);
        after(40, this::mine);
        SendOutcome outcome = restarted.send(pay(7), recorder);
        recorder.record(outcome);

        receipt(outcome);
        assertThat(balance(BOB)).isEqualTo(7);
        assertThat(nonce()).isEqualTo(1);
        Attempt settled = journal.find(key()).orElseThrow();
        assertThat(settled.state()).isEqualTo(AttemptState.MINED);
        assertThat(settled.transactions()).hasSize(2);

        // asked once more it is still the same transaction, and nothing is sent
        assertThat(receipt(restarted.send(pay(7), new AttemptRecorder(journal, settled, clock)))
                        .transaction())
                .isEqualTo(receipt(outcome).transaction());
        assertThat(nonce()).isEqualTo(1);
    }

    @Test
    void stepThatSomebodyElseMade_keepsTheTransactionFromLeaving() {
        AttemptJournal journal = new InMemoryKeeperStore().attempts();
        Attempt planned = Attempt.planned(key(), clock.instant());
        journal.plan(planned);
        journal.save(planned.abandoned(clock.instant(), "by the other keeper"));

        assertThatExceptionOfType(RepositoryException.class)
                .isThrownBy(() -> lane(node.rpc()).build().send(pay(7), new AttemptRecorder(journal, planned, clock)));
        mine();
        assertThat(nonce()).isZero();
    }

    @Test
    void simulation_withAssumptions_isOfTheStateAssumed(NodeModules modules) {
        TestToken token = TestToken.deploy(node, modules, node.accounts().get(0), "USDT", 6);
        TransactionSimulator simulator = new TransactionSimulator(node.rpc());

        assertThat(simulator.simulate(SIGNER.address(), spend(token, 1)))
                .isInstanceOfSatisfying(Simulation.Reverted.class, reverted -> {
                    assertThat(reverted.reason()).isEqualTo("ERC20: transfer amount exceeds balance");
                    assertThat(reverted.data().orElseThrow()).startsWith("0x08c379a0");
                });
        // code that returns true for everything
        StateOverride generous = StateOverride.ofCode(Hex.decode("600160005260206000f3"));
        assertThat(simulator.simulate(SIGNER.address(), spend(token, 1), Map.of(token.address(), generous)))
                .isInstanceOfSatisfying(Simulation.Succeeded.class, succeeded -> {
                    assertThat(new AbiData("answer", succeeded.output()).bool(0))
                            .isTrue();
                    assertThat(succeeded.gas()).isPositive();
                });
        assertThat(simulator.simulate(BOB, pay(1))).isInstanceOf(Simulation.Refused.class);
        assertThat(simulator.simulate(BOB, pay(1), Map.of(BOB, StateOverride.ofBalance(ETHER))))
                .isInstanceOf(Simulation.Succeeded.class);
    }

    @Test
    void endpointThatIsGone_isItsError_andNothingIsSigned() {
        JsonRpc gone = JsonRpc.of("gone", node.url(), new OkHttpClient(), Duration.ofSeconds(5));
        node.close();

        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> lane(gone).build().send(pay(7)));
    }
}
