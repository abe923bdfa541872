package io.plimsoll.evm.index;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.evm.index.RpcLogSource.HotBlocks;
import io.plimsoll.evm.rpc.BlockHeader;
import io.plimsoll.evm.rpc.JsonRpc;
import io.plimsoll.evm.rpc.JsonRpcException;
import io.plimsoll.evm.rpc.LogsBloom;
import io.plimsoll.evm.rpc.RpcNeeds;
import io.plimsoll.evm.rpc.RpcRequest;
import io.plimsoll.evm.rpc.WrongChain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What is asked of endpoints about blocks and logs, and how their answers are read. Thread-safe. */
final class LogExchange {
    /** Headers in one exchange. */
    static final int HEADERS = 100;

    /** Blocks fetched whole in one exchange. */
    private static final int WHOLE_BLOCKS = 10;

    /** What endpoints answer that do not give so many. */
    private static final int TOO_MANY = -32_005;

    static final LogFilter EVERYTHING = new LogFilter(Set.of(), Set.of());

    private final JsonRpc rpc;
    private final LogChecks checks;

    LogExchange(JsonRpc rpc, LogChecks checks) {
        this.rpc = rpc;
        this.checks = checks;
    }

    /** Asks an endpoint for its chain, which must be this one. */
    void confirm(ChainId chainId) {
        RpcRequest<WireQuantity> request = RpcRequest.of("eth_chainId", List.of(), new TypeReference<>() {});
        rpc.ask(RpcNeeds.NONE, List.of(request), answers -> {
            ChainId claimed = new ChainId(answers.of(request).value());
            if (!claimed.equals(chainId)) {
                checks.count(LogFault.WRONG_CHAIN);
                throw new WrongChain(answers.source(), chainId, claimed);
            }
            return claimed;
        });
    }

    BlockHeader head() {
        RpcRequest<WireHeader> latest =
                RpcRequest.of("eth_getBlockByNumber", List.of("latest", false), new TypeReference<>() {});
        return rpc.ask(
                RpcNeeds.NONE, List.of(latest), answers -> answers.of(latest).header());
    }

    /** Headers by their numbers. */
    Map<Long, BlockHeader> headers(Set<Long> numbers) {
        List<Long> wanted = List.copyOf(new TreeSet<>(numbers));
        Map<Long, BlockHeader> headers = new TreeMap<>();
        for (int from = 0; from < wanted.size(); from += HEADERS) {
            Map<Long, RpcRequest<WireHeader>> requests = new TreeMap<>();
            List<Long> batch = wanted.subList(from, Math.min(wanted.size(), from + HEADERS));
            batch.forEach(number -> requests.put(number, header(number)));
            headers.putAll(rpc.ask(
                    RpcNeeds.head(batch.get(batch.size() - 1)),
                    List.copyOf(requests.values()),
                    answers -> checks.headers(answers, requests)));
        }
        return headers;
    }

    /**
     * The logs of some blocks: of one endpoint in one exchange, with the headers of the first and the last block, of all blocks if they
     * are hot.
     *
     * @param hotBlocks how hot blocks are made sure of; in other ranges the last block is, if it is not by hash only: there, it shows
     *     whether a backend is behind with its logs
     * @param except endpoints that are not asked
     * @throws JsonRpcException if it refuses the logs
     */
    LogPart logs(LogFilter filter, long from, long to, boolean hot, HotBlocks hotBlocks, Set<String> except) {
        boolean whole = hot && hotBlocks == HotBlocks.WHOLE;
        boolean probed = !hot && hotBlocks != HotBlocks.HASHED;
        LogFilter asked = whole ? EVERYTHING : filter;
        Map<Long, RpcRequest<WireHeader>> headers = new TreeMap<>();
        headers.put(from, header(from));
        for (long number = from + 1; hot && number < to; number++) {
            headers.put(number, header(number));
        }
        headers.computeIfAbsent(to, LogExchange::header);
        RpcRequest<WireQuantity> head = RpcRequest.of("eth_blockNumber", List.of(), new TypeReference<>() {});
        RpcRequest<WireLogs> probe = logs(EVERYTHING, to, to);
        RpcRequest<WireLogs> logs = logs(asked, from, to);
        List<RpcRequest<?>> requests = new ArrayList<>(List.of(probed ? probe : head, logs));
        requests.addAll(headers.values());
        LogPart part = rpc.ask(RpcNeeds.logs(from, to).except(except), requests, answers -> {
            String source = answers.source();
            if (from == to) {
                checks.notRefusedAlone(answers, logs, to);
            }
            WireLogs found = checks.there(answers, logs, to);
            if (found.tooMany()) {
                throw new JsonRpcException(
                        source,
                        logs.method(),
                        TOO_MANY,
                        "query returned more than " + WireLogs.MOST + " results",
                        Optional.empty());
            }
            if (!probed) {
                checks.head(answers, head, to);
            }
            Map<Long, BlockHeader> known = checks.headers(answers, headers);
            LogPart read = new LogPart(
                    source,
                    List.copyOf(known.values()),
                    checks.logs(source, asked, from, to, known, found.logs()),
                    whole);
            if (probed) {
                checks.probe(answers, probe, read, filter);
            }
            if (whole) {
                Map<Long, List<WireLog>> byBlock = read.logsByBlock();
                known.forEach(
                        (number, header) -> checks.whole(source, header, byBlock.getOrDefault(number, List.of())));
            }
            return read;
        });
        return hot && hotBlocks == HotBlocks.BLOOMED ? completed(filter, part) : part;
    }

    /** The same part, with the blocks fetched whole of which logs may be missing. */
    private LogPart completed(LogFilter filter, LogPart part) {
        Map<Long, List<WireLog>> given = part.logsByBlock();
        List<BlockHeader> doubtful = part.headers().stream()
                .filter(header -> mayMiss(
                        filter,
                        header.bloom(),
                        given.getOrDefault(header.block().number(), List.of())))
                .toList();
        if (doubtful.isEmpty()) {
            return new LogPart(part.source(), part.headers(), part.logs(), true);
        }
        Map<Long, List<WireLog>> whole = new HashMap<>();
        for (int from = 0; from < doubtful.size(); from += WHOLE_BLOCKS) {
            whole.putAll(whole(doubtful.subList(from, Math.min(doubtful.size(), from + WHOLE_BLOCKS))));
        }
        List<WireLog> logs = new ArrayList<>();
        for (BlockHeader header : part.headers()) {
            long number = header.block().number();
            List<WireLog> before = given.getOrDefault(number, List.of());
            List<WireLog> now = whole.getOrDefault(number, before).stream()
                    .filter(log -> log.isTakenBy(filter))
                    .toList();
            if (now.size() < before.size()) {
                throw checks.fault(
                        LogFault.FORKED,
                        part.source(),
                        "gave logs of block " + number + " that the whole block has not");
            }
            if (now.size() > before.size()) {
                checks.count(LogFault.MISSING);
            }
            logs.addAll(now);
        }
        return new LogPart(part.source(), part.headers(), logs, true);
    }

    /** Whether a block's bloom has a contract and a topic of the filter, and one of those has no log. */
    private static boolean mayMiss(LogFilter filter, LogsBloom bloom, List<WireLog> logs) {
        if (!filter.mayTake(bloom)) {
            return false;
        }
        Set<Address> contracts = new HashSet<>();
        Set<Bytes32> topics = new HashSet<>();
        for (WireLog log : logs) {
            contracts.add(log.contract());
            log.topics().stream().limit(1).forEach(topics::add);
        }
        boolean anything = logs.isEmpty() && !bloom.equals(LogsBloom.EMPTY);
        return anything
                || filter.contracts().stream().anyMatch(one -> !contracts.contains(one) && bloom.mayContain(one))
                || filter.topics().stream().anyMatch(one -> !topics.contains(one) && bloom.mayContain(one));
    }

    /** All logs of each of these blocks, proven to be all. */
    private Map<Long, List<WireLog>> whole(List<BlockHeader> blocks) {
        Map<BlockHeader, RpcRequest<WireLogs>> requests = new LinkedHashMap<>();
        for (BlockHeader header : blocks) {
            requests.put(
                    header,
                    logs(EVERYTHING, header.block().number(), header.block().number()));
        }
        long last = blocks.get(blocks.size() - 1).block().number();
        return rpc.ask(RpcNeeds.logs(last, last), List.copyOf(requests.values()), answers -> {
            Map<Long, List<WireLog>> whole = new HashMap<>();
            requests.forEach((header, request) -> {
                long number = header.block().number();
                List<WireLog> found = checks.there(answers, request, number).logs();
                List<WireLog> logs =
                        checks.logs(answers.source(), EVERYTHING, number, number, Map.of(number, header), found);
                checks.whole(answers.source(), header, logs);
                whole.put(number, logs);
            });
            return whole;
        });
    }

    /** The same part, with the headers of the blocks whose time is not told with their logs, or cannot be what is told. */
    LogPart timed(LogPart part) {
        Map<Long, BlockHeader> headers = new TreeMap<>();
        part.headers().forEach(header -> headers.put(header.block().number(), header));
        long latest = time(part.headers().get(part.headers().size() - 1));
        long time = time(part.headers().get(0));
        Set<Long> timeless = new HashSet<>();
        for (WireLog log : part.logs()) {
            if (!headers.containsKey(log.block())) {
                if (log.time() < time || log.time() > latest) {
                    timeless.add(log.block());
                } else {
                    time = log.time();
                }
            }
        }
        if (timeless.isEmpty()) {
            return part;
        }
        checks.count(LogFault.TIMELESS);
        headers.putAll(headers(timeless));
        return new LogPart(
                part.source(),
                List.copyOf(headers.values()),
                checks.logs(part.source(), EVERYTHING, part.first(), part.last(), headers, part.logs()),
                part.proven());
    }

    private static long time(BlockHeader header) {
        return header.block().time().getEpochSecond();
    }

    private static RpcRequest<WireHeader> header(long number) {
        return RpcRequest.of("eth_getBlockByNumber", List.of(quantity(number), false), new TypeReference<>() {});
    }

    private static RpcRequest<WireLogs> logs(LogFilter filter, long from, long to) {
        Map<String, Object> wire = new LinkedHashMap<>();
        wire.put("fromBlock", quantity(from));
        wire.put("toBlock", quantity(to));
        if (!filter.contracts().isEmpty()) {
            wire.put(
                    "address",
                    filter.contracts().stream().sorted().map(Address::hex).toList());
        }
        if (!filter.topics().isEmpty()) {
            wire.put(
                    "topics",
                    List.of(filter.topics().stream().sorted().map(Bytes32::hex).toList()));
        }
        return RpcRequest.of("eth_getLogs", List.of(wire), new TypeReference<>() {});
    }

    private static String quantity(long number) {
        return "0x" + Long.toHexString(number);
    }
}
