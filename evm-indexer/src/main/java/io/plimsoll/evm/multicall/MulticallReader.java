package io.plimsoll.evm.multicall;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.domain.chain.CallResult;
import io.plimsoll.core.domain.chain.ChainReader;
import io.plimsoll.core.domain.chain.ContractCall;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.Rejected;
import io.plimsoll.core.foundation.error.SourceException.Transport;
import io.plimsoll.core.foundation.error.SourceException.Unusable;
import io.plimsoll.evm.abi.AbiData;
import io.plimsoll.evm.rpc.JsonRpc;
import io.plimsoll.evm.rpc.JsonRpcException;
import io.plimsoll.evm.rpc.RpcAnswers;
import io.plimsoll.evm.rpc.RpcNeeds;
import io.plimsoll.evm.rpc.RpcRequest;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.web3j.abi.datatypes.Bool;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.DynamicStruct;

/**
 * Reads a chain; calls go through Multicall3's {@code aggregate3}, many in one request. Thread-safe.
 *
 * <p>What is told is of the block asked for, or it is an error: with every batch Multicall3 says in which block it runs (height, time
 * and the hash of the block before), the same endpoint says in the same exchange which block it has at that height, and both are
 * compared with the block asked for. Endpoints that silently answer from the newest state, that lag or are on another branch end in
 * a {@link WrongStateException}. Chains whose contracts see another block number than {@code eth_blockNumber} cannot be read.
 *
 * <p>A call that fails without a word may have burned all gas of its batch, so that those behind it got too little. It is asked again
 * alone, and those behind it are asked again without it.
 *
 * @see <a href="https://github.com/mds1/multicall3">Multicall3</a>
 */
public final class MulticallReader implements ChainReader {
    /** Where Multicall3 is on HyperEVM and most other chains. */
    public static final Address MULTICALL3 = Address.parse("0xcA11bde05977b3631167028862bE2a173976CA11");

    /** Calls in one request; less after an endpoint could not do as many. */
    private static final int MOST_IN_BATCH = 200;

    /** Requests in one exchange that ask calls again alone. */
    private static final int MOST_ALONE = 20;

    /** How often the newest state is asked for where the chain moves on in between. */
    private static final int LATEST_TRIES = 5;

    /** Blocks below the head whose states a full node has. */
    private static final int STATES_KEPT = 128;

    private static final int PAYLOAD_TOO_LARGE = 413;

    private static final byte[] BLOCK_NUMBER = AbiData.encode("getBlockNumber");
    private static final byte[] BLOCK_TIME = AbiData.encode("getCurrentBlockTimestamp");
    private static final byte[] PARENT_HASH = AbiData.encode("getLastBlockHash");

    /** With every batch, before its calls. */
    private static final List<ContractCall> WHICH_BLOCK = Stream.of(BLOCK_NUMBER, BLOCK_TIME, PARENT_HASH)
            .map(data -> new ContractCall(MULTICALL3, data))
            .toList();

    /** Words of an endpoint for which a batch was too much work; aggregate3 itself fails only where it has no gas left. */
    private static final Pattern TOO_MUCH = Pattern.compile(
            "out ?of ?gas|gas required exceeds|gas limit|gas allowance"
                    + "|revert|timeout|timed out|too large|response size|size exceeded|size limit|memory limit|entity too large");

    private static final Bytes32 NO_HASH = Bytes32.of(new byte[32]);

    /** Results and the block that they are of. */
    public record Reading(BlockRef at, List<CallResult> results) {
        public Reading {
            results = List.copyOf(results);
        }
    }

    private record Block(String number, String hash, String parentHash, String timestamp) {
        BlockRef toRef() {
            return new BlockRef(quantity(number), Bytes32.parse(hash), Instant.ofEpochSecond(quantity(timestamp)));
        }
    }

    /** Results of a batch, or why it was too much for the endpoint. */
    private record Batch(List<CallResult> results, Optional<JsonRpcException> tooMuch) {}

    /** What an exchange gave, or that the chain has moved on. */
    private record Answered(List<Batch> batches, Optional<WrongStateException> movedOn) {}

    private final JsonRpc rpc;
    private final StateAt stateAt;
    private final AtomicLong highest = new AtomicLong();
    private final AtomicInteger batchSize = new AtomicInteger(MOST_IN_BATCH);

    /** A reader of the chain behind these endpoints, which are asked by height. */
    public MulticallReader(JsonRpc rpc) {
        this(rpc, StateAt.NUMBER);
    }

    /**
     * A reader of the chain behind these endpoints.
     *
     * @param stateAt how they are told in which state to answer
     */
    public MulticallReader(JsonRpc rpc, StateAt stateAt) {
        this.rpc = rpc;
        this.stateAt = stateAt;
    }

    @Override
    public ChainId chainId() {
        RpcRequest<String> request = RpcRequest.of("eth_chainId", List.of(), new TypeReference<>() {});
        return rpc.ask(
                RpcNeeds.NONE,
                List.of(request),
                answers -> understood(answers, sourced(answers, request), answer -> new ChainId(quantity(answer))));
    }

    @Override
    public BlockRef latest() {
        RpcRequest<Block> request = block("latest");
        BlockRef latest = rpc.ask(
                RpcNeeds.NONE,
                List.of(request),
                answers -> understood(answers, sourced(answers, request), Block::toRef));
        highest.accumulateAndGet(latest.number(), Math::max);
        return latest;
    }

    /**
     * Calls contracts in the newest state, which endpoints without old states have for a block's time only.
     *
     * @return what they said, all in the state of one block, and that block
     * @throws Unusable if the chain moved on each time, or the endpoint's backends are that far apart
     * @throws SourceException as {@link #call}
     */
    public Reading callLatest(List<ContractCall> calls) {
        for (int tries = 1; ; tries++) {
            BlockRef at = latest();
            try {
                return new Reading(at, call(calls, at));
            } catch (Unusable movedOnOrBehind) {
                if (tries == LATEST_TRIES) {
                    throw movedOnOrBehind;
                }
            }
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws WrongStateException if no endpoint answers from the state of that block
     */
    @Override
    public List<CallResult> call(List<ContractCall> calls, BlockRef at) {
        CallResult[] results = new CallResult[calls.size()];
        ask(calls, IntStream.range(0, calls.size()).toArray(), at, results);
        return List.of(results);
    }

    /** Fills in the results of these calls, in batches that the endpoint can do. */
    private void ask(List<ContractCall> calls, int[] wanted, BlockRef at, CallResult[] results) {
        int from = 0;
        while (from < wanted.length) {
            int size = Math.min(batchSize.get(), wanted.length - from);
            int[] batch = Arrays.copyOfRange(wanted, from, from + size);
            Optional<SourceException> tooMuch = askBatch(calls, batch, at, results);
            if (tooMuch.isEmpty()) {
                batchSize.accumulateAndGet(size, MulticallReader::grown);
                askSilentOnesAgain(calls, batch, at, results);
                from += size;
            } else if (size > 1) {
                batchSize.accumulateAndGet(size / 2, Math::min);
            } else {
                throw tooMuch.get();
            }
        }
    }

    private static int grown(int present, int done) {
        return done < present ? present : Math.min(MOST_IN_BATCH, present + present / 10 + 1);
    }

    private Optional<SourceException> askBatch(
            List<ContractCall> calls, int[] batch, BlockRef at, CallResult[] results) {
        try {
            Batch answered = exchange(List.of(select(calls, batch)), at).get(0);
            if (answered.tooMuch.isPresent()) {
                JsonRpcException error = answered.tooMuch.get();
                if (batch.length > 1 || !ranOutOfGas(error)) {
                    return Optional.of(error.toSourceException());
                }
                // alone it burns whatever it is given; that the endpoint was in the right state is still to be seen
                Optional<JsonRpcException> empty =
                        exchange(List.of(List.of()), at).get(0).tooMuch;
                if (empty.isPresent()) {
                    return Optional.of(empty.get().toSourceException());
                }
                results[batch[0]] = new CallResult(false, new byte[0]);
                return Optional.empty();
            }
            fill(results, batch, answered.results);
            return Optional.empty();
        } catch (Rejected e) {
            if (e.status() == PAYLOAD_TOO_LARGE) {
                return Optional.of(e);
            }
            throw e;
        } catch (Transport e) {
            // perhaps it was too much to do in the time; whoever repeats this asks for less at once
            batchSize.accumulateAndGet(Math.max(1, batch.length / 2), Math::min);
            throw e;
        }
    }

    /** Asks for those alone that failed without a word, and for all others behind the first of them without them. */
    private void askSilentOnesAgain(List<ContractCall> calls, int[] batch, BlockRef at, CallResult[] results) {
        int[] silent =
                Arrays.stream(batch).filter(call -> isSilent(results[call])).toArray();
        if (silent.length == 0 || batch.length == 1) {
            return;
        }
        for (int from = 0; from < silent.length; from += MOST_ALONE) {
            int[] some = Arrays.copyOfRange(silent, from, Math.min(silent.length, from + MOST_ALONE));
            List<List<ContractCall>> alone = Arrays.stream(some)
                    .mapToObj(call -> List.of(calls.get(call)))
                    .toList();
            List<Batch> answered = exchange(alone, at);
            for (int i = 0; i < some.length; i++) {
                Optional<JsonRpcException> tooMuch = answered.get(i).tooMuch;
                if (tooMuch.isEmpty()) {
                    results[some[i]] = answered.get(i).results.get(0);
                } else if (!ranOutOfGas(tooMuch.get())) {
                    throw tooMuch.get().toSourceException();
                }
            }
        }
        // one that fails alone too may have burned the gas of those behind it, and what they said may be wrong for that
        int burner = Arrays.stream(silent)
                .filter(call -> isSilent(results[call]))
                .findFirst()
                .orElse(Integer.MAX_VALUE);
        int[] behind = Arrays.stream(batch)
                .filter(call -> call > burner && Arrays.binarySearch(silent, call) < 0)
                .toArray();
        ask(calls, behind, at, results);
    }

    private static boolean isSilent(CallResult result) {
        return !result.success() && result.data().length == 0;
    }

    private static boolean ranOutOfGas(JsonRpcException error) {
        String words = words(error);
        return words.contains("gas") || words.contains("revert");
    }

    private static String words(JsonRpcException error) {
        return String.valueOf(error.getMessage()).toLowerCase(Locale.ROOT);
    }

    private static List<ContractCall> select(List<ContractCall> calls, int[] wanted) {
        return Arrays.stream(wanted).mapToObj(calls::get).toList();
    }

    private static void fill(CallResult[] results, int[] batch, List<CallResult> answered) {
        for (int i = 0; i < batch.length; i++) {
            results[batch[i]] = answered.get(i);
        }
    }

    /** Some batches in one exchange, together with the block at that height. */
    private List<Batch> exchange(List<List<ContractCall>> batches, BlockRef at) {
        RpcRequest<Block> header = block("0x" + Long.toHexString(at.number()));
        List<RpcRequest<String>> asked =
                batches.stream().map(batch -> aggregate(batch, at)).toList();
        List<RpcRequest<?>> requests = new ArrayList<>(List.of(header));
        requests.addAll(asked);
        Answered answered = rpc.ask(needs(at), requests, answers -> {
            try {
                return new Answered(read(answers, header, asked, batches, at), Optional.empty());
            } catch (WrongStateException e) {
                if (stateAt == StateAt.LATEST && !e.retryable()) {
                    // it was asked for the newest state and has a newer one by now: no fault of its own
                    return new Answered(List.of(), Optional.of(e));
                }
                throw e;
            }
        });
        if (answered.movedOn.isPresent()) {
            throw answered.movedOn.get();
        }
        return answered.batches;
    }

    /** Full nodes have the states of some blocks below their head; which ones, only archives say for sure. */
    private RpcNeeds needs(BlockRef at) {
        return new RpcNeeds(at.number(), 0, highest.get() - at.number() >= STATES_KEPT);
    }

    private static List<Batch> read(
            RpcAnswers answers,
            RpcRequest<Block> header,
            List<RpcRequest<String>> asked,
            List<List<ContractCall>> batches,
            BlockRef at) {
        Block block = sourcedOrAbsent(answers, header)
                .orElseThrow(() -> new Unusable(answers.source(), "has no block " + at.number() + " yet"));
        if (!understood(answers, block.hash, Bytes32::parse).equals(at.hash())) {
            throw new WrongStateException(
                    answers.source(), at, at.number(), "it has " + block.hash + " at that height");
        }
        Bytes32 parent = understood(answers, block.parentHash, Bytes32::parse);
        List<Batch> read = new ArrayList<>();
        for (int i = 0; i < batches.size(); i++) {
            read.add(read(answers, asked.get(i), batches.get(i).size(), at, parent));
        }
        return read;
    }

    private RpcRequest<String> aggregate(List<ContractCall> calls, BlockRef at) {
        byte[] data = AbiData.encode(
                "aggregate3",
                new DynamicArray<>(
                        DynamicStruct.class,
                        Stream.concat(WHICH_BLOCK.stream(), calls.stream())
                                .map(call -> new DynamicStruct(
                                        AbiData.argument(call.to()), new Bool(true), new DynamicBytes(call.data())))
                                .toList()));
        return RpcRequest.of(
                "eth_call",
                List.of(Map.of("to", MULTICALL3.hex(), "data", Hex.encode(data)), stateAt.parameter(at)),
                new TypeReference<>() {});
    }

    private static Batch read(RpcAnswers answers, RpcRequest<String> request, int calls, BlockRef at, Bytes32 parent) {
        Optional<JsonRpcException> failed = answers.error(request);
        if (failed.isPresent()) {
            if (TOO_MUCH.matcher(words(failed.get())).find()) {
                return new Batch(List.of(), failed);
            }
            throw failed.get().toSourceException();
        }
        byte[] bytes = understood(answers, answers.of(request), Hex::decode);
        if (bytes.length == 0) {
            throw new MalformedResponse(
                    answers.source(), "there is no Multicall3 at " + MULTICALL3 + " on this chain", null);
        }
        AbiData array = new AbiData("aggregate3", bytes).at(0);
        if (array.smallInt(0) != WHICH_BLOCK.size() + calls) {
            throw new MalformedResponse(
                    answers.source(),
                    "aggregate3 answered " + array.smallInt(0) + " of " + (WHICH_BLOCK.size() + calls) + " calls",
                    null);
        }
        AbiData items = array.from(1);
        List<CallResult> results = new ArrayList<>();
        for (int i = 0; i < WHICH_BLOCK.size() + calls; i++) {
            AbiData item = items.at(i);
            results.add(new CallResult(item.bool(0), item.at(1).dynamicBytes()));
        }
        requireState(answers.source(), results, at, parent);
        return new Batch(List.copyOf(results.subList(WHICH_BLOCK.size(), results.size())), Optional.empty());
    }

    private static void requireState(String source, List<CallResult> results, BlockRef at, Bytes32 parent) {
        BigInteger number = word(source, "getBlockNumber", results.get(0)).unsigned(0);
        if (!number.equals(BigInteger.valueOf(at.number()))) {
            throw new WrongStateException(
                    source,
                    at,
                    number.bitLength() > 63 ? Long.MAX_VALUE : number.longValue(),
                    "it has no other state, or does not know the block");
        }
        BigInteger time =
                word(source, "getCurrentBlockTimestamp", results.get(1)).unsigned(0);
        if (!time.equals(BigInteger.valueOf(at.time().getEpochSecond()))) {
            throw new WrongStateException(source, at, at.number(), "its time is " + time);
        }
        if (at.number() == 0) {
            return;
        }
        Bytes32 before = word(source, "getLastBlockHash", results.get(2)).word(0);
        // a node that does not keep hashes for contracts says 0
        if (!before.equals(NO_HASH) && !before.equals(parent)) {
            throw new WrongStateException(source, at, at.number(), "the block before it is " + before);
        }
    }

    private static AbiData word(String source, String function, CallResult result) {
        if (!result.success()) {
            throw new MalformedResponse(source, "Multicall3 at " + MULTICALL3 + " has no " + function, null);
        }
        return new AbiData(function, result.data());
    }

    private static RpcRequest<Block> block(String which) {
        return RpcRequest.of("eth_getBlockByNumber", List.of(which, false), new TypeReference<>() {});
    }

    private static <T> T sourced(RpcAnswers answers, RpcRequest<T> request) {
        return sourcedOrAbsent(answers, request)
                .orElseThrow(() -> new MalformedResponse(answers.source(), request.method() + " answered null", null));
    }

    private static <T> Optional<T> sourcedOrAbsent(RpcAnswers answers, RpcRequest<T> request) {
        try {
            return answers.find(request);
        } catch (JsonRpcException e) {
            throw e.toSourceException();
        }
    }

    private static <A, T> T understood(RpcAnswers answers, A answer, Function<A, T> parser) {
        try {
            return parser.apply(answer);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new MalformedResponse(answers.source(), "cannot be understood: " + answer, e);
        }
    }

    private static long quantity(String hex) {
        if (!hex.startsWith("0x") || hex.length() < 3) {
            throw new IllegalArgumentException("not a quantity: " + hex);
        }
        return new BigInteger(hex.substring(2), 16).longValueExact();
    }
}
