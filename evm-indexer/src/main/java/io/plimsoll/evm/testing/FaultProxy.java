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
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    private final HttpUrl endpoint;
    private final OkHttpClient http;
    private final JsonRpc rpc;
    private final ObjectMapper mapper = JsonMapping.newMapper();
    private ChainFaults faults = ChainFaults.NONE;
    private LogFaults logFaults = LogFaults.NONE;

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

    /** Ends all faults of both kinds. */
    public synchronized void passThrough() {
        faults = ChainFaults.NONE;
        logFaults = LogFaults.NONE;
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
        boolean none = present.equals(ChainFaults.NONE) && ofLogs.equals(LogFaults.NONE);
        try (Response response = http.newCall(new Request.Builder()
                        .url(endpoint)
                        .post(RequestBody.create(present.blocksBehind == 0 ? sent : behind(present, sent), JSON))
                        .build())
                .execute()) {
            String answered = response.body().string();
            return new MockResponse.Builder()
                    .code(response.code())
                    .addHeader("Content-Type", "application/json")
                    .body(none ? answered : changed(present, ofLogs, sent, answered))
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

    private static long lowered(ChainFaults present, long head) {
        return Math.max(0, head - present.blocksBehind);
    }

    private String changed(ChainFaults present, LogFaults ofLogs, String sent, String answered) throws JsonProcessingException {
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
                    answer.put("result", Quantities.format(lowered(present, head)));
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
                ? Quantities.parse(logs.get((int) most).path("blockNumber").textValue()).longValueExact() - 1
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
