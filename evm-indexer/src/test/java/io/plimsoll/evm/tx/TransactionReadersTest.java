package io.plimsoll.evm.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.Unusable;
import io.plimsoll.evm.rpc.JsonRpc;
import io.plimsoll.evm.testing.ScriptedRpc;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fees, simulations and receipts, in answers that endpoints give. */
class TransactionReadersTest {
    private static final Address ALICE = Address.parse("0x" + "a1".repeat(20));
    private static final Bytes32 HASH = Bytes32.parse("0x" + "77".repeat(32));
    private static final TransactionRequest REQUEST = TransactionRequest.call(ALICE, new byte[4]);

    private final ScriptedRpc server = new ScriptedRpc();
    private final JsonRpc rpc = JsonRpc.of("node", server.url(), new OkHttpClient(), Duration.ofSeconds(5));
    private final FeeReader fees = new FeeReader(rpc, FeePolicy.ETHEREUM);
    private final TransactionSimulator simulator = new TransactionSimulator(rpc);
    private final ReceiptReader receipts = new ReceiptReader(rpc, new ChainId(1));

    @AfterEach
    void close() {
        server.close();
    }

    private static BigInteger wei(long value) {
        return BigInteger.valueOf(value);
    }

    @Test
    void fees_areTheNextBaseFee_andTheMedianOfWhatIsPaidOnTop() {
        server.result(
                        "eth_feeHistory",
                        "{\"oldestBlock\":\"0x1\",\"baseFeePerGas\":[\"0x9\",\"0x64\"],"
                                + "\"reward\":[[\"0x5\"],[\"0x0\"],[\"0x7\"],[\"0x1\"]]}")
                .result("eth_maxPriorityFeePerGas", "\"0xff\"");

        FeeReader.Quote quote = fees.fetch(false);

        assertThat(quote.baseFee()).isEqualTo(100);
        assertThat(quote.offer()).isEqualTo(new Fees(wei(205), wei(5)));
    }

    @Test
    void emptyBlocks_leaveThePriorityFeeToTheNode_orToNobody() {
        server.result("eth_feeHistory", "{\"baseFeePerGas\":[\"0x64\"]}").result("eth_maxPriorityFeePerGas", "\"0x3\"");
        assertThat(fees.fetch(false).offer()).isEqualTo(new Fees(wei(203), wei(3)));

        server.error("eth_maxPriorityFeePerGas", "{\"code\":-32601,\"message\":\"no\"}");
        assertThat(fees.fetch(false).offer()).isEqualTo(new Fees(wei(200), BigInteger.ZERO));
    }

    @Test
    void burnedPriorityFee_isNotOffered() {
        FeeReader hyper = new FeeReader(rpc, FeePolicy.of(ChainId.HYPEREVM));
        server.result("eth_gasPrice", "\"0x64\"").result("eth_bigBlockGasPrice", "\"0xc8\"");

        assertThat(hyper.fetch(false).offer()).isEqualTo(new Fees(wei(200), BigInteger.ZERO));
        assertThat(hyper.fetch(true).baseFee()).isEqualTo(200);
        assertThat(FeePolicy.of(new ChainId(1))).isEqualTo(FeePolicy.ETHEREUM);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"baseFeePerGas\":[]}",
                "{\"baseFeePerGas\":[\"100\"]}",
                "{\"baseFeePerGas\":[\"0x\"]}",
                "{}",
                "{\"baseFeePerGas\":[\"0x1\"],\"reward\":[[\"zz\"]]}"
            })
    void feesThatAreNone_areMalformed(String history) {
        server.result("eth_feeHistory", history).result("eth_maxPriorityFeePerGas", "\"0x3\"");

        assertThatExceptionOfType(MalformedResponse.class).isThrownBy(() -> fees.fetch(false));
    }

    @Test
    void impossiblePolicies_areRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new FeePolicy(false, 99, 50, Optional.empty()));
        assertThatIllegalArgumentException().isThrownBy(() -> new FeePolicy(false, 200, 101, Optional.empty()));
        assertThatIllegalArgumentException().isThrownBy(() -> FeePolicy.ETHEREUM.withCap(BigInteger.ZERO));
    }

    @Test
    void simulation_ofAnEndpointThatIgnoresAssumptions_isUnusable() {
        server.result("eth_call", "\"0x\"").result("eth_estimateGas", "\"0x5208\"");
        Map<Address, StateOverride> rich = Map.of(ALICE, StateOverride.ofBalance(wei(1)));

        assertThat(simulator.simulate(ALICE, REQUEST)).isInstanceOf(Simulation.Succeeded.class);
        assertThatExceptionOfType(Unusable.class).isThrownBy(() -> simulator.simulate(ALICE, REQUEST, rich));
        server.error("eth_call", "{\"code\":-32602,\"message\":\"too many arguments, want at most 2\"}");
        assertThatExceptionOfType(Unusable.class)
                .isThrownBy(() -> simulator.simulate(ALICE, REQUEST, rich))
                .withMessageContaining("does not simulate with state overrides");
    }

    @Test
    void assumptions_areWrittenAsNodesReadThem() {
        server.result("eth_call", "\"0x\"").result("eth_estimateGas", "\"0x5208\"");
        StateOverride slot = StateOverride.ofStorage(Map.of(Bytes32.of(new byte[32]), HASH));

        assertThatExceptionOfType(Unusable.class)
                .isThrownBy(() -> simulator.simulate(ALICE, REQUEST, Map.of(ALICE, slot)));

        assertThat(server.requests().get(0))
                .contains("\"" + ALICE + "\":{\"stateDiff\":{\"0x" + "0".repeat(64) + "\":\"" + HASH + "\"}}");
    }

    @Test
    void simulation_thatFails_saysHow() {
        server.result("eth_estimateGas", "\"0x5208\"")
                .error("eth_call", "{\"code\":-32000,\"message\":\"insufficient funds for transfer\"}");
        assertThat(simulator.simulate(ALICE, REQUEST))
                .isInstanceOfSatisfying(
                        Simulation.Refused.class,
                        refused -> assertThat(refused.error()).isEqualTo(SendError.INSUFFICIENT_FUNDS));

        server.error(
                "eth_call",
                "{\"code\":3,\"message\":\"execution reverted\",\"data\":\"0x4e487b71" + "%064x".formatted(0x11)
                        + "\"}");
        assertThat(simulator.simulate(ALICE, REQUEST))
                .isInstanceOfSatisfying(
                        Simulation.Reverted.class,
                        reverted -> assertThat(reverted.reason()).isEqualTo("panic 0x11"));

        server.error("eth_call", "{\"code\":-32005,\"message\":\"slow down\"}");
        assertThatExceptionOfType(SourceException.RateLimited.class)
                .isThrownBy(() -> simulator.simulate(ALICE, REQUEST));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"0x0\"", "\"21000\"", "\"\""})
    void estimateThatIsNone_isMalformed(String gas) {
        server.result("eth_call", "\"0x\"").result("eth_estimateGas", gas);

        assertThatExceptionOfType(MalformedResponse.class).isThrownBy(() -> simulator.simulate(ALICE, REQUEST));
    }

    private void receipt(String blockOfReceipt, String blockOfChain) {
        server.result(
                        "eth_getTransactionReceipt",
                        "{\"transactionHash\":\"%s\",\"transactionIndex\":\"0x0\",\"blockHash\":\"%s\",\"blockNumber\":\"0x5\",\"status\":\"0x1\",\"gasUsed\":\"0x5208\",\"effectiveGasPrice\":\"0x2\",\"logs\":[]}"
                                .formatted(HASH, "0x" + blockOfReceipt.repeat(32)))
                .result(
                        "eth_getBlockByNumber",
                        "{\"number\":\"0x5\",\"hash\":\"%s\",\"timestamp\":\"0x10\"}"
                                .formatted("0x" + blockOfChain.repeat(32)))
                .result("eth_blockNumber", "\"0x7\"")
                .result("eth_getTransactionCount", "\"0x4\"");
    }

    @Test
    void receiptOfThePresentChain_isIncluded() {
        receipt("aa", "AA");

        TransactionFate fate = receipts.find(ALICE, 3, List.of(HASH));

        assertThat(fate).isInstanceOfSatisfying(TransactionFate.Included.class, included -> {
            assertThat(included.confirmations()).isEqualTo(3);
            assertThat(included.receipt().cost()).isEqualTo(42_000);
            assertThat(included.receipt().block().time().getEpochSecond()).isEqualTo(16);
        });
        assertThat(receipts.find(HASH)).isPresent();
    }

    @Test
    void receiptOfABlockThatIsGone_isNone_andNoProofOfAStranger() {
        receipt("aa", "bb");

        assertThatExceptionOfType(Unusable.class).isThrownBy(() -> receipts.find(ALICE, 3, List.of(HASH)));
        assertThat(receipts.find(ALICE, 4, List.of(HASH))).isEqualTo(new TransactionFate.Open(4));
        assertThat(receipts.find(HASH)).isEmpty();
    }

    @Test
    void noReceipt_isToldByTheNonce() {
        server.result("eth_getTransactionReceipt", "null").result("eth_getTransactionCount", "\"0x4\"");

        assertThat(receipts.find(ALICE, 3, List.of(HASH))).isEqualTo(new TransactionFate.Overtaken(4));
        assertThat(receipts.find(ALICE, 4, List.of(HASH))).isEqualTo(new TransactionFate.Open(4));
        assertThat(receipts.nextNonce(ALICE)).isEqualTo(4);
    }

    @Test
    void receiptThatIsNone_isMalformed() {
        receipt("aa", "aa");
        server.result(
                "eth_getBlockByNumber",
                "{\"number\":\"0x5\",\"hash\":\"0x" + "aa".repeat(32) + "\",\"timestamp\":\"16\"}");

        assertThatExceptionOfType(MalformedResponse.class).isThrownBy(() -> receipts.find(HASH));
    }

    @Test
    void receiptWithoutAField_isMalformed_andOneWithoutABlockIsNone() {
        receipt("aa", "aa");
        server.result("eth_getTransactionReceipt", "{\"transactionHash\":\"%s\",\"logs\":[]}".formatted(HASH));

        assertThatExceptionOfType(MalformedResponse.class).isThrownBy(() -> receipts.find(HASH));

        server.result(
                "eth_getTransactionReceipt",
                "{\"transactionHash\":\"%s\",\"transactionIndex\":\"0x0\",\"blockHash\":null,\"blockNumber\":null,\"status\":\"0x1\",\"gasUsed\":\"0x5208\",\"logs\":[]}"
                        .formatted(HASH));
        assertThat(receipts.find(HASH)).isEmpty();
        assertThat(receipts.find(ALICE, 4, List.of(HASH))).isEqualTo(new TransactionFate.Open(4));
    }
}
