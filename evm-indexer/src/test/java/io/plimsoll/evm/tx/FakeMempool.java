package io.plimsoll.evm.tx;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.core.foundation.crypto.Keccak256;
import io.plimsoll.core.kit.http.testing.FakeServer;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.web3j.crypto.TransactionDecoder;
import org.web3j.crypto.transaction.type.Transaction1559;

/**
 * A node with a pool for one account, by the rules that pools have: a replacement must offer 10 % more, what waits behind a gap is
 * not mined. Blocks come on command. Transactions are decoded by web3j, not by the code under test.
 */
final class FakeMempool extends FakeServer {
    static final long GAS = 100_000;
    static final BigInteger BASE_FEE = BigInteger.valueOf(1_000);

    /** A transaction as the node sees it. */
    record Pooled(
            Bytes32 hash, long nonce, BigInteger maximum, BigInteger priority, BigInteger gasLimit, BigInteger value) {}

    record Mined(Bytes32 block, List<Pooled> transactions) {}

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final ChainId chain;
    private final List<Mined> blocks = new ArrayList<>();
    private final TreeMap<Long, Pooled> pool = new TreeMap<>();
    private final Map<String, Deque<String>> errors = new HashMap<>();
    private final List<Pooled> offered = new ArrayList<>();
    private final List<String> gaps = new ArrayList<>();
    private BigInteger baseFee = BASE_FEE;
    private boolean bigBlocks;
    private long hiddenPending;
    private long lag;
    private int wrongHashes;
    private int hiddenReceipts;
    private boolean reverting;
    private int forks;
    private long highest;

    FakeMempool(ChainId chain) {
        this.chain = chain;
        mine();
    }

    /** The next calls of the method fail with these messages, one each; an empty one lets a call through. */
    synchronized FakeMempool fail(String method, String... messages) {
        errors.computeIfAbsent(method, key -> new ArrayDeque<>()).addAll(List.of(messages));
        return this;
    }

    synchronized FakeMempool baseFee(long wei) {
        baseFee = BigInteger.valueOf(wei);
        return this;
    }

    synchronized FakeMempool usingBigBlocks() {
        bigBlocks = true;
        return this;
    }

    /** So many transactions wait that nobody has sent here. */
    synchronized FakeMempool foreignPending(long count) {
        hiddenPending = count;
        return this;
    }

    /** The next sends are answered with a hash that is not theirs, or with none if they are refused. */
    synchronized FakeMempool wrongHashes(int times) {
        wrongHashes = times;
        return this;
    }

    /** The next receipts are not told, though the nonce is. */
    synchronized FakeMempool hideReceipts(int times) {
        hiddenReceipts = times;
        return this;
    }

    /** Ends all trouble but forks that were. */
    synchronized FakeMempool heal() {
        behave();
        errors.clear();
        hiddenReceipts = 0;
        hiddenPending = 0;
        lag = 0;
        baseFee = BASE_FEE;
        return this;
    }

    /** Whether what is mined fails. */
    synchronized FakeMempool reverting(boolean fails) {
        reverting = fails;
        return this;
    }

    /** Nonces are told as they were so many transactions before. */
    synchronized FakeMempool lag(long transactions) {
        lag = transactions;
        return this;
    }

    /** A block with what may be in it. */
    synchronized FakeMempool mine() {
        List<Pooled> taken = new ArrayList<>();
        for (long nonce = nonce();
                pool.containsKey(nonce) && pool.get(nonce).maximum.compareTo(baseFee) >= 0;
                nonce++) {
            taken.add(pool.remove(nonce));
        }
        return append(taken);
    }

    /** A block with a transaction of somebody else who has the key. */
    synchronized FakeMempool mineForeign() {
        long nonce = nonce();
        pool.remove(nonce);
        Bytes32 hash = hash("foreign " + blocks.size() + "/" + forks);
        return append(
                List.of(new Pooled(hash, nonce, baseFee, BigInteger.ZERO, BigInteger.TEN, BigInteger.ONE.negate())));
    }

    private FakeMempool append(List<Pooled> taken) {
        highest = Math.max(highest, nonce() + taken.size());
        blocks.add(new Mined(hash("block " + blocks.size() + "/" + forks), List.copyOf(taken)));
        return this;
    }

    /** Replaces the newest block by an empty one; its transactions are gone, from the pool too. */
    synchronized FakeMempool reorg() {
        if (blocks.size() > 1) {
            forks++;
            blocks.remove(blocks.size() - 1);
            append(List.of());
        }
        return this;
    }

    /** As after a restart of the node. */
    synchronized FakeMempool forgetPool() {
        pool.clear();
        return this;
    }

    /** All transactions of the chain, in order. */
    synchronized List<Pooled> mined() {
        return blocks.stream().flatMap(block -> block.transactions.stream()).toList();
    }

    /** All that were handed to the node, taken or not. */
    synchronized List<Pooled> offered() {
        return List.copyOf(offered);
    }

    synchronized List<Pooled> waiting() {
        return List.copyOf(pool.values());
    }

    /** What was taken although no transaction ever had the nonce before, or beside another purpose's nonce. */
    synchronized List<String> gaps() {
        return List.copyOf(gaps);
    }

    private long nonce() {
        return mined().size();
    }

    private static Bytes32 hash(String text) {
        return Bytes32.of(Keccak256.hash(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    protected synchronized MockResponse answer(RecordedRequest request) {
        try {
            JsonNode sent = MAPPER.readTree(body(request));
            if (!sent.isArray()) {
                return json(one(sent).toString());
            }
            ArrayNode all = JSON.arrayNode();
            sent.forEach(call -> all.add(one(call)));
            return json(all.toString());
        } catch (JsonProcessingException e) {
            return text(400, "parse error");
        }
    }

    private ObjectNode one(JsonNode call) {
        ObjectNode answer = JSON.objectNode().put("jsonrpc", "2.0");
        answer.set("id", call.path("id"));
        String method = call.path("method").asText();
        Deque<String> scripted = errors.get(method);
        try {
            String failure = scripted == null || scripted.isEmpty() ? "" : scripted.removeFirst();
            if (!failure.isEmpty()) {
                throw new IllegalArgumentException(failure);
            }
            answer.set("result", result(method, call.path("params")));
        } catch (IllegalArgumentException e) {
            answer.putObject("error").put("code", -32000).put("message", e.getMessage());
        }
        return answer;
    }

    private JsonNode result(String method, JsonNode params) {
        return switch (method) {
            case "eth_chainId" -> quantity(chain.value());
            case "eth_blockNumber" -> quantity(blocks.size() - 1L);
            case "eth_getTransactionCount" -> quantity(count(params.path(1).asText()));
            case "eth_call" -> JSON.textNode("0x");
            case "eth_estimateGas" -> quantity(GAS);
            case "eth_gasPrice" -> JSON.textNode("0x" + baseFee.toString(16));
            case "eth_bigBlockGasPrice" ->
                JSON.textNode("0x" + baseFee.multiply(BigInteger.TWO).toString(16));
            case "eth_usingBigBlocks" -> JSON.booleanNode(bigBlocks);
            case "eth_maxPriorityFeePerGas" -> quantity(7);
            case "eth_feeHistory" -> {
                ObjectNode history = JSON.objectNode();
                history.putArray("baseFeePerGas").add("0x1").add("0x" + baseFee.toString(16));
                history.putArray("reward").add(JSON.arrayNode().add("0xa"));
                yield history;
            }
            case "eth_getBlockByNumber" -> block(params.path(0).asText());
            case "eth_getTransactionReceipt" ->
                receipt(Bytes32.parse(params.path(0).asText()));
            case "eth_sendRawTransaction" -> sent(params.path(0).asText());
            default -> throw new IllegalArgumentException("the method " + method + " does not exist");
        };
    }

    private long count(String block) {
        return switch (block) {
            case "pending" -> pendingNonce() + hiddenPending;
            case "latest" -> Math.max(0, nonce() - lag);
            default ->
                blocks.stream()
                        .limit(Long.decode(block) + 1)
                        .mapToLong(mined -> mined.transactions.size())
                        .sum();
        };
    }

    private JsonNode sent(String raw) {
        if (wrongHashes == 0) {
            return JSON.textNode(take(raw).hex());
        }
        wrongHashes--;
        try {
            take(raw);
            return JSON.textNode("0x" + "00".repeat(32));
        } catch (IllegalArgumentException refused) {
            return JSON.nullNode();
        }
    }

    private long pendingNonce() {
        long nonce = nonce();
        while (pool.containsKey(nonce)) {
            nonce++;
        }
        return nonce;
    }

    private Bytes32 take(String raw) {
        var decoded = TransactionDecoder.decode(raw);
        var fees = (Transaction1559) decoded.getTransaction();
        Pooled sent = new Pooled(
                Bytes32.of(Keccak256.hash(Hex.decode(raw))),
                decoded.getNonce().longValueExact(),
                fees.getMaxFeePerGas(),
                fees.getMaxPriorityFeePerGas(),
                decoded.getGasLimit(),
                decoded.getValue());
        offered.add(sent);
        if (sent.nonce < nonce()) {
            throw new IllegalArgumentException("nonce too low");
        }
        if (sent.maximum.compareTo(baseFee) < 0) {
            throw new IllegalArgumentException("max fee per gas less than block base fee");
        }
        Pooled present = pool.get(sent.nonce);
        if (present != null && present.hash.equals(sent.hash)) {
            throw new IllegalArgumentException("already known");
        }
        if (present != null
                && (sent.maximum.compareTo(tenPercentMore(present.maximum)) < 0
                        || sent.priority.compareTo(tenPercentMore(present.priority)) < 0)) {
            throw new IllegalArgumentException("replacement transaction underpriced");
        }
        if (sent.nonce > Math.max(pendingNonce(), highest)) {
            gaps.add("nonce " + sent.nonce + " while the chain has " + nonce());
        }
        pool.forEach((nonce, other) -> {
            if (nonce != sent.nonce && Math.min(nonce, sent.nonce) >= highest && !other.value.equals(sent.value)) {
                gaps.add("nonces " + nonce + " and " + sent.nonce + " wait together");
            }
        });
        pool.put(sent.nonce, sent);
        return sent.hash;
    }

    private static BigInteger tenPercentMore(BigInteger fee) {
        return fee.multiply(BigInteger.valueOf(11)).divide(BigInteger.TEN);
    }

    private JsonNode block(String which) {
        int number =
                which.equals("latest") ? blocks.size() - 1 : Long.decode(which).intValue();
        return JSON.objectNode()
                .put("number", "0x" + Integer.toHexString(number))
                .put("hash", blocks.get(number).block.hex())
                .put("timestamp", "0x" + Long.toHexString(1_700_000_000L + number))
                .put("gasLimit", number % 60 == 59 ? "0x1c9c380" : "0x2dc6c0");
    }

    private JsonNode receipt(Bytes32 hash) {
        if (hiddenReceipts > 0) {
            hiddenReceipts--;
            return JSON.nullNode();
        }
        for (int number = 0; number < blocks.size(); number++) {
            Mined block = blocks.get(number);
            Optional<Pooled> found = block.transactions.stream()
                    .filter(transaction -> transaction.hash.equals(hash))
                    .findFirst();
            if (found.isPresent()) {
                ObjectNode receipt = JSON.objectNode()
                        .put("transactionHash", hash.hex())
                        .put("transactionIndex", "0x0")
                        .put("blockHash", block.block.hex())
                        .put("blockNumber", "0x" + Integer.toHexString(number))
                        .put("status", reverting ? "0x0" : "0x1")
                        .put("gasUsed", "0x" + Long.toHexString(GAS))
                        .put("effectiveGasPrice", "0x" + baseFee.toString(16));
                receipt.putArray("logs");
                return receipt;
            }
        }
        return JSON.nullNode();
    }

    private static JsonNode quantity(long value) {
        return JSON.textNode("0x" + Long.toHexString(value));
    }
}
