package io.plimsoll.evm.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.kit.http.JsonMapping;
import io.plimsoll.core.kit.http.testing.FakeServer;
import io.plimsoll.core.kit.http.testing.HttpFault;
import io.plimsoll.evm.rpc.JsonRpc;
import io.plimsoll.evm.rpc.JsonRpcException;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Stands before a JSON-RPC endpoint and lets its client down on command; otherwise every request, single or batch, passes
 * through unchanged. Thread-safe.
 *
 * <p>There are two kinds of faults. Those of the connection come with {@link FakeServer#misbehave}, for requests that
 * contain a text such as {@code eth_getLogs}: {@link HttpFault#RATE_LIMITED}, {@link HttpFault#HANG}, {@link
 * HttpFault#TRUNCATED_JSON}, {@link HttpFault#DISCONNECT} and others. Those of the chain have a method here each. All last
 * until {@link #passThrough}; they add up.
 *
 * <p>Request headers are not passed on: an endpoint that wants a key must take it in its URL.
 */
public final class FaultProxy extends FakeServer {
    private static final int BATCH_TOO_LARGE = -32600;
    private static final int TOO_MANY_REQUESTS = 429;

    /** Which parameter of a method names the block. */
    private static final Map<String, Integer> BLOCK_PARAMETER = Map.of(
            "eth_getBlockByNumber", 0,
            "eth_call", 1,
            "eth_getBalance", 1,
            "eth_getCode", 1,
            "eth_getTransactionCount", 1,
            "eth_getStorageAt", 2);

    private static final MediaType JSON = MediaType.get("application/json");
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    /** What is wrong with the chain behind the proxy at present. */
    private record ChainFaults(long blocksBehind, Optional<ChainId> chainId) {
        static final ChainFaults NONE = new ChainFaults(0, Optional.empty());
    }

    /** What is wrong with its logs. */
    private record LogFaults(Map<LogCap, Long> caps, Set<LogTampering> tamperings) {
        static final LogFaults NONE = new LogFaults(Map.of(), Set.of());
    }

    /** What is wrong with the head. */
    private record HeadFaults(OptionalLong frozenAt, long above) {
        static final HeadFaults NONE = new HeadFaults(OptionalLong.empty(), 0);
    }

    /** What is wrong with batches. */
    private record BatchFaults(OptionalInt most, Optional<String> limitedMethod, boolean reordered, boolean idsLast) {
        static final BatchFaults NONE = new BatchFaults(OptionalInt.empty(), Optional.empty(), false, false);
    }

    private final HttpUrl endpoint;
    private final OkHttpClient http;
    private final JsonRpc rpc;
    private final ObjectMapper mapper = JsonMapping.newMapper();
    private ChainFaults faults = ChainFaults.NONE;
    private LogFaults logFaults = LogFaults.NONE;
    private HeadFaults headFaults = HeadFaults.NONE;
    private BatchFaults batchFaults = BatchFaults.NONE;

    private FaultProxy(HttpUrl endpoint) {
        this.endpoint = endpoint;
        this.http = new OkHttpClient.Builder().callTimeout(DEADLINE).build();
        this.rpc = JsonRpc.of("endpoint behind the proxy", endpoint, http, DEADLINE);
    }

    /** A proxy on loopback before the endpoint at this URL. */
    public static FaultProxy before(HttpUrl endpoint) {
        return new FaultProxy(endpoint);
    }

    /**
     * Refuses {@code eth_getLogs} where {@code toBlock − fromBlock} is more than {@code blocks}, with HyperEVM's words:
     * {@code query exceeds max block range 50}. There, a cap of 50 lets 51 blocks pass.
     */
    public void capLogRange(long blocks) {
        capLogs(LogCap.HYPEREVM, blocks);
    }

    /**
     * Refuses {@code eth_getLogs} of more than {@code most} blocks or logs, as the cap counts, in its provider's words. Several caps
     * hold together.
     */
    public synchronized void capLogs(LogCap cap, long most) {
        Map<LogCap, Long> caps = new EnumMap<>(LogCap.class);
        caps.putAll(logFaults.caps);
        caps.put(cap, most);
        logFaults = new LogFaults(caps, logFaults.tamperings);
    }

    /** Answers every {@code eth_getLogs} with other logs than there are. */
    public synchronized void tamperWithLogs(LogTampering tampering) {
        Set<LogTampering> tamperings = EnumSet.of(tampering);
        tamperings.addAll(logFaults.tamperings);
        logFaults = new LogFaults(logFaults.caps, tamperings);
    }

    /**
     * Answers {@code eth_blockNumber}, and whatever is asked at {@code latest}, with a head that is {@code blocks} lower, not
     * below 0, as a backend that lags behind the others does. The blocks above it can still be read by number.
     */
    public synchronized void lag(long blocks) {
        faults = new ChainFaults(blocks, faults.chainId);
    }

    /** Answers {@code eth_chainId} and {@code net_version} with another chain, as a mistaken configuration does. */
    public synchronized void claimChain(ChainId chainId) {
        faults = new ChainFaults(faults.blocksBehind, Optional.of(chainId));
    }

    /** Answers every {@code eth_getLogs} with an empty list, as a backend without its log index does. */
    public void withholdLogs() {
        tamperWithLogs(LogTampering.WITHHELD);
    }

    /**
     * From now on answers {@code eth_blockNumber}, and whatever is asked at {@code latest}, with the head that the endpoint has at this
     * moment, with status 200, as a backend whose synchronisation has stopped does.
     */
    public void freezeHead() {
        long head = height(null);
        synchronized (this) {
            headFaults = new HeadFaults(OptionalLong.of(head), headFaults.above);
        }
    }

    /** Answers {@code eth_blockNumber} with a head that is {@code blocks} higher than there are blocks. */
    public synchronized void boastHead(long blocks) {
        headFaults = new HeadFaults(headFaults.frozenAt, blocks);
    }

    /** Refuses a batch of more than so many requests with one error without an id, status 200; 1 for an endpoint that takes none. */
    public synchronized void capBatch(int requests) {
        batchFaults = new BatchFaults(
                OptionalInt.of(requests), batchFaults.limitedMethod, batchFaults.reordered, batchFaults.idsLast);
    }

    /**
     * Answers a method in a batch with the error of a rate limit where it is not the batch's first request, status 200, as providers do
     * that count each member.
     */
    public synchronized void limitInBatch(String method) {
        batchFaults =
                new BatchFaults(batchFaults.most, Optional.of(method), batchFaults.reordered, batchFaults.idsLast);
    }

    /** Answers batches from the last request to the first. */
    public synchronized void reorderBatches() {
        batchFaults = new BatchFaults(batchFaults.most, batchFaults.limitedMethod, true, batchFaults.idsLast);
    }

    /** Puts the id of an answer behind its result, as some nodes do. */
    public synchronized void idsLast() {
        batchFaults = new BatchFaults(batchFaults.most, batchFaults.limitedMethod, batchFaults.reordered, true);
    }

    private synchronized HeadFaults headFaults() {
        return headFaults;
    }

    private synchronized BatchFaults batchFaults() {
        return batchFaults;
    }

    /** Ends all faults of both kinds. */
    public synchronized void passThrough() {
        faults = ChainFaults.NONE;
        logFaults = LogFaults.NONE;
        headFaults = HeadFaults.NONE;
        batchFaults = BatchFaults.NONE;
        behave();
    }

    private synchronized ChainFaults faults() {
        return faults;
    }

    private synchronized LogFaults logFaults() {
        return logFaults;
    }

    /** The endpoint's own answer with its status, changed by the faults of the chain; 502 if there is none. */
    @Override
    protected MockResponse answer(RecordedRequest request) {
        String sent = body(request);
        ChainFaults present = faults();
        LogFaults ofLogs = logFaults();
        HeadFaults head = headFaults();
        BatchFaults batch = batchFaults();
        try (Response response = http.newCall(new Request.Builder()
                        .url(endpoint)
                        .post(RequestBody.create(
                                present.blocksBehind == 0 && head.frozenAt.isEmpty() ? sent : behind(present, sent),
                                JSON))
                        .build())
                .execute()) {
            String answered = response.body().string();
            boolean honest = present.equals(ChainFaults.NONE)
                    && ofLogs.equals(LogFaults.NONE)
                    && head.equals(HeadFaults.NONE)
                    && batch.equals(BatchFaults.NONE);
            return new MockResponse.Builder()
                    .code(response.code())
                    .addHeader("Content-Type", "application/json")
                    .body(honest ? answered : inBatch(batch, sent, changed(present, ofLogs, sent, answered)))
                    .build();
        } catch (IOException | SourceException | JsonRpcException e) {
            return text(502, "no answer from the endpoint behind the proxy: " + e.getMessage());
        }
    }

    /** The same calls with the lower head in the place of {@code latest}. */
    private String behind(ChainFaults present, String sent) throws JsonProcessingException {
        JsonNode calls = mapper.readTree(sent);
        for (ObjectNode call : eachObject(calls)) {
            Integer position = BLOCK_PARAMETER.get(call.path("method").asText());
            if (position != null
                    && call.path("params") instanceof ArrayNode params
                    && params.path(position).asText().equals("latest")) {
                params.set(position, Quantities.format(lowered(present, height(null))));
            }
        }
        return mapper.writeValueAsString(calls);
    }

    private long lowered(ChainFaults present, long head) {
        return Math.max(0, Math.min(head, headFaults().frozenAt.orElse(Long.MAX_VALUE)) - present.blocksBehind);
    }

    private String inBatch(BatchFaults present, String sent, String answered) throws JsonProcessingException {
        JsonNode calls = mapper.readTree(sent);
        JsonNode answers = mapper.readTree(answered);
        if (present.idsLast) {
            eachObject(answers).forEach(answer -> answer.set("id", answer.remove("id")));
        }
        if (!(calls instanceof ArrayNode batch) || !(answers instanceof ArrayNode results)) {
            return mapper.writeValueAsString(answers);
        }
        if (present.most.isPresent() && batch.size() > present.most.getAsInt()) {
            ObjectNode refusal = mapper.createObjectNode().put("jsonrpc", "2.0").putNull("id");
            refusal.putObject("error")
                    .put("code", BATCH_TOO_LARGE)
                    .put("message", "batch of " + batch.size() + " is too large, limit is " + present.most.getAsInt());
            return mapper.writeValueAsString(refusal);
        }
        Set<JsonNode> limited = new HashSet<>();
        for (int i = 1; i < batch.size(); i++) {
            if (present.limitedMethod
                    .filter(batch.get(i).path("method").asText()::equals)
                    .isPresent()) {
                limited.add(batch.get(i).path("id"));
            }
        }
        for (ObjectNode answer : eachObject(results)) {
            if (limited.contains(answer.path("id"))) {
                answer.remove("result");
                answer.putObject("error").put("code", TOO_MANY_REQUESTS).put("message", "too many requests");
            }
        }
        if (!present.reordered) {
            return mapper.writeValueAsString(results);
        }
        ArrayNode reordered = mapper.createArrayNode();
        for (int i = results.size() - 1; i >= 0; i--) {
            reordered.add(results.get(i));
        }
        return mapper.writeValueAsString(reordered);
    }

    private String changed(ChainFaults present, LogFaults ofLogs, String sent, String answered)
            throws JsonProcessingException {
        JsonNode calls = mapper.readTree(sent);
        JsonNode answers = mapper.readTree(answered);
        Map<JsonNode, JsonNode> callById = new HashMap<>();
        eachObject(calls).forEach(call -> callById.put(call.path("id"), call));
        for (ObjectNode answer : eachObject(answers)) {
            JsonNode call = callById.get(answer.path("id"));
            if (call != null) {
                change(present, ofLogs, call, answer);
            }
        }
        return mapper.writeValueAsString(answers);
    }

    private static List<ObjectNode> eachObject(JsonNode oneOrBatch) {
        return oneOrBatch instanceof ObjectNode one
                ? List.of(one)
                : oneOrBatch
                        .valueStream()
                        .filter(ObjectNode.class::isInstance)
                        .map(ObjectNode.class::cast)
                        .toList();
    }

    private void change(ChainFaults present, LogFaults ofLogs, JsonNode call, ObjectNode answer) {
        switch (call.path("method").asText()) {
            case "eth_chainId" ->
                present.chainId.ifPresent(chain -> answer.put("result", Quantities.format(chain.value())));
            case "net_version" -> present.chainId.ifPresent(chain -> answer.put("result", chain.toString()));
            case "eth_blockNumber" -> {
                if (answer.path("result").isTextual()) {
                    long head =
                            Quantities.parse(answer.path("result").textValue()).longValueExact();
                    answer.put("result", Quantities.format(lowered(present, head) + headFaults().above));
                }
            }
            case "eth_getLogs" -> changeLogs(ofLogs, call.path("params").path(0), answer);
            default -> {
                // passes through
            }
        }
    }

    private void changeLogs(LogFaults present, JsonNode filter, ObjectNode answer) {
        if (!(answer.get("result") instanceof ArrayNode logs)) {
            return;
        }
        for (Map.Entry<LogCap, Long> cap : present.caps.entrySet()) {
            if (exceeds(cap.getKey(), cap.getValue(), filter, logs)) {
                answer.remove("result");
                answer.putObject("error")
                        .put("code", cap.getKey().code())
                        .put("message", refusal(cap.getKey(), cap.getValue(), filter, logs));
                return;
            }
        }
        present.tamperings.forEach(tampering -> tampering.applyTo(logs));
    }

    private boolean exceeds(LogCap cap, long most, JsonNode filter, ArrayNode logs) {
        return cap.countsLogs() ? logs.size() > most : range(filter) >= most + (cap == LogCap.HYPEREVM ? 1 : 0);
    }

    private String refusal(LogCap cap, long most, JsonNode filter, ArrayNode logs) {
        long first = height(filter.get("fromBlock"));
        long last = height(filter.get("toBlock"));
        long passing = cap.countsLogs()
                ? Quantities.parse(logs.get((int) most).path("blockNumber").textValue())
                                .longValueExact()
                        - 1
                : first + most - 1;
        return cap.message(most, first, last, Math.max(first, passing));
    }

    /** How far apart the ends of a filter are; 0 for one that names its block by hash. */
    private long range(JsonNode filter) {
        return filter.has("blockHash") ? 0 : height(filter.get("toBlock")) - height(filter.get("fromBlock"));
    }

    private long height(@Nullable JsonNode block) {
        String named = block == null || block.isNull() ? "latest" : block.asText();
        if (named.startsWith("0x")) {
            return Quantities.parse(named).longValueExact();
        }
        return named.equals("earliest")
                ? 0
                : Quantities.parse(rpc.call("eth_blockNumber", List.of(), new TypeReference<String>() {}))
                        .longValueExact();
    }

    @Override
    public void close() {
        http.connectionPool().evictAll();
        super.close();
    }
}
