package io.plimsoll.evm.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plimsoll.core.domain.position.LpHolding;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.core.foundation.crypto.Keccak256;
import io.plimsoll.core.kit.http.testing.FakeServer;
import io.plimsoll.evm.abi.AbiData;
import io.plimsoll.evm.multicall.MulticallReader;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;

/**
 * A chain on loopback that is told what to say: blocks, logs, and answers to view calls, Multicall3 included. For demos and unit
 * tests that need no real EVM; where contract code matters, take {@link AnvilNode}. Thread-safe.
 *
 * <p>Answers {@code eth_chainId, eth_blockNumber, eth_getBlockByNumber, eth_call, eth_getLogs}, single and in batches; any other
 * method gets the error of an unknown method. Calls are answered alike at every block.
 */
public final class ScriptedChain extends FakeServer {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int SELECTOR = 4;
    private static final String AGGREGATE3 = selector("aggregate3((address,bool,bytes)[])");

    private record Block(long number, Bytes32 hash, Bytes32 parent, long time) {}

    private record Log(long block, Address address, List<Bytes32> topics, String data) {}

    /** An error of the JSON-RPC method itself. */
    private static final class MethodFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int code;

        MethodFailed(int code, String message) {
            super(message);
            this.code = code;
        }
    }

    private final ChainId chainId;
    private final Clock clock;
    private final List<Block> blocks = new ArrayList<>();
    private final List<Log> logs = new ArrayList<>();
    private final Map<String, Function<byte[], byte[]>> answers = new ConcurrentHashMap<>();
    private int forks;

    private ScriptedChain(ChainId chainId, Clock clock) {
        this.chainId = chainId;
        this.clock = clock;
        mine();
    }

    /** A chain with one block, listening on a free loopback port. */
    public static ScriptedChain start(ChainId chainId, Clock clock) {
        return new ScriptedChain(chainId, clock);
    }

    /** Adds a block with the time of the clock. */
    public synchronized ScriptedChain mine() {
        long number = blocks.size();
        Bytes32 parent = blocks.isEmpty() ? Bytes32.of(new byte[32]) : blocks.get(blocks.size() - 1).hash;
        byte[] hash =
                Keccak256.hash((chainId + "/" + forks + "/" + number + "/" + parent).getBytes(StandardCharsets.UTF_8));
        blocks.add(new Block(number, Bytes32.of(hash), parent, clock.instant().getEpochSecond()));
        return this;
    }

    /** Replaces the newest blocks by as many others; what they logged is gone. */
    public synchronized ScriptedChain reorg(int depth) {
        int keep = blocks.size() - depth;
        if (depth < 1 || keep < 1) {
            throw new IllegalArgumentException(
                    "depth must leave the first block, got " + depth + " of " + blocks.size());
        }
        forks++;
        logs.removeIf(log -> log.block >= keep);
        blocks.subList(keep, blocks.size()).clear();
        for (int i = 0; i < depth; i++) {
            mine();
        }
        return this;
    }

    /** Logs an event in the newest block. */
    public synchronized ScriptedChain log(Address address, List<Bytes32> topics, byte[] data) {
        logs.add(new Log(blocks.size() - 1L, address, List.copyOf(topics), Hex.encode(data)));
        return this;
    }

    /**
     * Answers calls of a function; the newest answer wins, a function without one reverts.
     *
     * @param signature such as {@code balanceOf(address)}
     * @param answer from encoded arguments to encoded result; throws {@link IllegalArgumentException} to revert
     */
    public ScriptedChain answer(Address contract, String signature, Function<byte[], byte[]> answer) {
        answers.put(contract + selector(signature), answer);
        return this;
    }

    /** Answers calls of a function with these words, whatever its arguments. */
    public ScriptedChain answer(Address contract, String signature, BigInteger... words) {
        byte[] encoded = words(words);
        return answer(contract, signature, arguments -> encoded);
    }

    /** A Uniswap V3 deployment in which {@code owner} has exactly these positions; all of one manager. */
    public ScriptedChain uniswapV3(Address factory, Address owner, List<LpHolding> holdings) {
        Address manager = holdings.get(0).position().manager();
        BigInteger holder = number(owner);
        answer(
                manager,
                "balanceOf(address)",
                arguments -> words(
                        word(arguments, 0).equals(holder) ? BigInteger.valueOf(holdings.size()) : BigInteger.ZERO));
        answer(
                manager,
                "tokenOfOwnerByIndex(address,uint256)",
                arguments -> words(holdings.get(word(arguments, 1).intValueExact())
                        .position()
                        .tokenId()));
        answer(
                manager,
                "positions(uint256)",
                arguments -> holdings.stream()
                        .filter(holding -> holding.position().tokenId().equals(word(arguments, 0)))
                        .findFirst()
                        .map(ScriptedChain::positions)
                        .orElseThrow(() -> new IllegalArgumentException("Invalid token ID")));
        answer(
                factory,
                "getPool(address,address,uint24)",
                arguments -> holdings.stream()
                        .filter(holding -> number(holding.position().token0()).equals(word(arguments, 0))
                                && number(holding.position().token1()).equals(word(arguments, 1)))
                        .findFirst()
                        .map(holding -> words(number(holding.pool().address())))
                        .orElseGet(() -> words(BigInteger.ZERO)));
        holdings.forEach(this::pool);
        return this;
    }

    private void pool(LpHolding holding) {
        Address pool = holding.pool().address();
        for (var token : List.of(holding.pool().token0(), holding.pool().token1())) {
            byte[] symbol = token.symbol().getBytes(StandardCharsets.UTF_8);
            byte[] encoded = Arrays.copyOf(words(BigInteger.valueOf(32), BigInteger.valueOf(symbol.length)), 96);
            System.arraycopy(symbol, 0, encoded, 64, symbol.length);
            answer(token.address(), "symbol()", arguments -> encoded);
            answer(token.address(), "decimals()", BigInteger.valueOf(token.decimals()));
        }
        answer(
                pool,
                "slot0()",
                holding.pool().sqrtPriceX96(),
                BigInteger.valueOf(holding.pool().tick()),
                BigInteger.ZERO,
                BigInteger.ONE,
                BigInteger.ONE,
                BigInteger.ZERO,
                BigInteger.ONE);
        answer(pool, "fee()", BigInteger.valueOf(holding.position().fee()));
        answer(pool, "feeGrowthGlobal0X128()", holding.pool().feeGrowthGlobal0X128());
        answer(pool, "feeGrowthGlobal1X128()", holding.pool().feeGrowthGlobal1X128());
        answer(pool, "ticks(int24)", arguments -> {
            var tick = word(arguments, 0).equals(unsigned(holding.lower().tick())) ? holding.lower() : holding.upper();
            return words(
                    BigInteger.ONE,
                    BigInteger.ZERO,
                    tick.feeGrowthOutside0X128(),
                    tick.feeGrowthOutside1X128(),
                    BigInteger.ZERO,
                    BigInteger.ZERO,
                    BigInteger.ZERO,
                    BigInteger.ONE);
        });
    }

    private static byte[] positions(LpHolding holding) {
        var position = holding.position();
        return words(
                BigInteger.ZERO,
                BigInteger.ZERO,
                number(position.token0()),
                number(position.token1()),
                BigInteger.valueOf(position.fee()),
                BigInteger.valueOf(position.tickLower()),
                BigInteger.valueOf(position.tickUpper()),
                position.liquidity(),
                position.feeGrowthInside0LastX128(),
                position.feeGrowthInside1LastX128(),
                position.tokensOwed0(),
                position.tokensOwed1());
    }

    @Override
    protected MockResponse answer(RecordedRequest request) {
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
        try {
            answer.set("result", result(call.path("method").asText(), call.path("params")));
        } catch (MethodFailed e) {
            answer.putObject("error").put("code", e.code).put("message", e.getMessage());
        } catch (IllegalArgumentException e) {
            answer.putObject("error").put("code", -32602).put("message", "invalid params: " + e.getMessage());
        }
        return answer;
    }

    private JsonNode result(String method, JsonNode params) {
        return switch (method) {
            case "eth_chainId" -> quantity(chainId.value());
            case "eth_blockNumber" -> quantity(head());
            case "eth_getBlockByNumber" -> block(params.path(0).asText());
            case "eth_call" -> {
                JsonNode call = params.path(0);
                yield JSON.textNode(Hex.encode(call(
                                Address.parse(call.path("to").asText()),
                                Hex.decode(call.path(call.has("data") ? "data" : "input")
                                        .asText()))
                        .orElseThrow(() -> new MethodFailed(3, "execution reverted"))));
            }
            case "eth_getLogs" -> logs(params.path(0));
            default -> throw new MethodFailed(-32601, "the method " + method + " does not exist");
        };
    }

    private synchronized long head() {
        return blocks.size() - 1L;
    }

    private synchronized JsonNode block(String tag) {
        long number = number(tag);
        if (number > head()) {
            return JSON.nullNode();
        }
        Block block = blocks.get((int) number);
        return JSON.objectNode()
                .put("number", "0x" + Long.toHexString(block.number))
                .put("hash", block.hash.hex())
                .put("parentHash", block.parent.hex())
                .put("timestamp", "0x" + Long.toHexString(block.time));
    }

    private long number(String tag) {
        return switch (tag) {
            case "latest", "safe", "finalized", "pending" -> head();
            case "earliest" -> 0;
            default -> Long.decode(tag);
        };
    }

    private synchronized JsonNode logs(JsonNode filter) {
        long from = number(filter.path("fromBlock").asText("latest"));
        long to = number(filter.path("toBlock").asText("latest"));
        if (to > head()) {
            throw new MethodFailed(-32602, "block range extends beyond the current head");
        }
        ArrayNode found = JSON.arrayNode();
        for (int i = 0; i < logs.size(); i++) {
            Log log = logs.get(i);
            if (log.block >= from && log.block <= to && matches(filter, log)) {
                ObjectNode wire = found.addObject()
                        .put("address", log.address.hex())
                        .put("data", log.data)
                        .put("blockNumber", "0x" + Long.toHexString(log.block))
                        .put("blockHash", blocks.get((int) log.block).hash.hex())
                        .put("blockTimestamp", "0x" + Long.toHexString(blocks.get((int) log.block).time))
                        .put(
                                "transactionHash",
                                Hex.encode(Keccak256.hash(("tx " + i).getBytes(StandardCharsets.UTF_8))))
                        .put("transactionIndex", "0x0")
                        .put("logIndex", "0x" + Integer.toHexString(indexInBlock(i)))
                        .put("removed", false);
                ArrayNode topics = wire.putArray("topics");
                log.topics.forEach(topic -> topics.add(topic.hex()));
            }
        }
        return found;
    }

    private int indexInBlock(int position) {
        return (int) logs.subList(0, position).stream()
                .filter(log -> log.block == logs.get(position).block)
                .count();
    }

    private static boolean matches(JsonNode filter, Log log) {
        if (!any(filter.path("address"), log.address.hex())) {
            return false;
        }
        JsonNode topics = filter.path("topics");
        for (int i = 0; i < topics.size(); i++) {
            if (!topics.get(i).isNull()
                    && (i >= log.topics.size()
                            || !any(topics.get(i), log.topics.get(i).hex()))) {
                return false;
            }
        }
        return true;
    }

    /** A filter's value: absent, one, or a list of alternatives. */
    private static boolean any(JsonNode wanted, String value) {
        if (wanted.isMissingNode() || wanted.isNull() || (wanted.isArray() && wanted.isEmpty())) {
            return true;
        }
        if (!wanted.isArray()) {
            return wanted.asText().equalsIgnoreCase(value);
        }
        for (JsonNode one : wanted) {
            if (one.asText().equalsIgnoreCase(value)) {
                return true;
            }
        }
        return false;
    }

    /** The result of a call, or empty if it reverts. */
    private Optional<byte[]> call(Address to, byte[] data) {
        if (data.length < SELECTOR) {
            return Optional.empty();
        }
        String selector = Hex.encode(Arrays.copyOf(data, SELECTOR));
        byte[] arguments = Arrays.copyOfRange(data, SELECTOR, data.length);
        if (to.equals(MulticallReader.MULTICALL3) && selector.equals(AGGREGATE3)) {
            return Optional.of(aggregate3(new AbiData("aggregate3", arguments).at(0)));
        }
        Function<byte[], byte[]> answer = answers.get(to + selector);
        try {
            return Optional.ofNullable(answer).map(known -> known.apply(arguments));
        } catch (IllegalArgumentException reverts) {
            return Optional.empty();
        }
    }

    private byte[] aggregate3(AbiData calls) {
        int count = calls.smallInt(0);
        AbiData items = calls.from(1);
        StringBuilder offsets = new StringBuilder();
        StringBuilder bodies = new StringBuilder();
        int offset = count * AbiData.WORD;
        for (int i = 0; i < count; i++) {
            AbiData item = items.at(i);
            Optional<byte[]> result = call(item.address(0), item.at(2).dynamicBytes());
            if (result.isEmpty() && !item.bool(1)) {
                throw new MethodFailed(3, "execution reverted: Multicall3: call failed");
            }
            byte[] data = result.orElseGet(() -> new byte[0]);
            int padded = (data.length + AbiData.WORD - 1) / AbiData.WORD * AbiData.WORD;
            String body = hex(words(
                            result.isPresent() ? BigInteger.ONE : BigInteger.ZERO,
                            BigInteger.valueOf(2L * AbiData.WORD),
                            BigInteger.valueOf(data.length)))
                    + hex(Arrays.copyOf(data, padded));
            offsets.append(hex(words(BigInteger.valueOf(offset))));
            bodies.append(body);
            offset += body.length() / 2;
        }
        return Hex.decode(hex(words(BigInteger.valueOf(AbiData.WORD), BigInteger.valueOf(count))) + offsets + bodies);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static String selector(String signature) {
        byte[] hash = Keccak256.hash(signature.getBytes(StandardCharsets.US_ASCII));
        return Hex.encode(Arrays.copyOf(hash, SELECTOR));
    }

    private static JsonNode quantity(long value) {
        return JSON.textNode("0x" + Long.toHexString(value));
    }

    private static BigInteger word(byte[] data, int index) {
        return new AbiData("arguments", data).unsigned(index);
    }

    private static BigInteger number(Address address) {
        return new BigInteger(1, address.toBytes());
    }

    private static BigInteger unsigned(int value) {
        return new AbiData("int", words(BigInteger.valueOf(value))).unsigned(0);
    }

    /** Words of a result; negative ones in two's complement. */
    private static byte[] words(BigInteger... values) {
        byte[] encoded = new byte[values.length * AbiData.WORD];
        for (int i = 0; i < values.length; i++) {
            byte[] bytes = values[i].toByteArray();
            byte fill = (byte) (values[i].signum() < 0 ? -1 : 0);
            Arrays.fill(encoded, i * AbiData.WORD, (i + 1) * AbiData.WORD, fill);
            int length = Math.min(bytes.length, AbiData.WORD);
            System.arraycopy(bytes, bytes.length - length, encoded, (i + 1) * AbiData.WORD - length, length);
        }
        return encoded;
    }
}
