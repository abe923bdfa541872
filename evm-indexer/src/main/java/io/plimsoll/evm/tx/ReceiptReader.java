package io.plimsoll.evm.tx;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.domain.chain.ChainLog;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.core.foundation.chain.LogRef;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.Unusable;
import io.plimsoll.evm.rpc.JsonRpc;
import io.plimsoll.evm.rpc.JsonRpcException;
import io.plimsoll.evm.rpc.RpcAnswers;
import io.plimsoll.evm.rpc.RpcNeeds;
import io.plimsoll.evm.rpc.RpcRequest;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what became of transactions. A receipt counts only if the block it names is the one that the same endpoint has at that
 * height, so that what a reorganisation has taken back is not told any more. Thread-safe.
 */
public final class ReceiptReader {
    private static final TypeReference<String> TEXT = new TypeReference<>() {};

    record WireBlock(String number, String hash, String timestamp) {
        WireBlock {
            Stream.of(number, hash, timestamp).forEach(Objects::requireNonNull);
        }
    }

    record WireLog(String address, List<String> topics, String data, String logIndex) {
        WireLog {
            Stream.of(address, topics, data, logIndex).forEach(Objects::requireNonNull);
        }
    }

    record WireReceipt(
            String transactionHash,
            String transactionIndex,
            @Nullable String blockHash,
            @Nullable String blockNumber,
            String status,
            String gasUsed,
            @Nullable String effectiveGasPrice,
            @Nullable String contractAddress,
            List<WireLog> logs) {
        WireReceipt {
            Stream.of(transactionHash, transactionIndex, status, gasUsed, logs).forEach(Objects::requireNonNull);
        }

        /** Some nodes have receipts of what waits. */
        boolean isOfBlock() {
            return blockHash != null && blockNumber != null;
        }
    }

    private final JsonRpc rpc;
    private final ChainId chain;

    /** Receipts of this chain. */
    public ReceiptReader(JsonRpc rpc, ChainId chain) {
        this.rpc = rpc;
        this.chain = chain;
    }

    /**
     * The nonce of the next transaction of an account, by the newest block.
     *
     * @throws SourceException if no endpoint says
     */
    public long nextNonce(Address account) {
        RpcRequest<String> count = count(account, "latest");
        return rpc.ask(RpcNeeds.NONE, List.of(count), answers -> number(answers, count));
    }

    /**
     * The nonces of an account: what the newest block says, and what the transactions that wait would make of it.
     *
     * @param next not used by any block
     * @param free not used by a transaction that waits at that endpoint either; endpoints that do not tell say {@code next}
     */
    record Nonces(long next, long free) {}

    /**
     * Both nonces, from an endpoint that has at least this block.
     *
     * @param head of which a transaction of the account is known, so that its nonce is not told as it was before
     */
    Nonces nonces(Address account, long head) {
        RpcRequest<String> latest = count(account, "latest");
        RpcRequest<String> pending = count(account, "pending");
        return rpc.ask(RpcNeeds.head(head), List.of(latest, pending), answers -> {
            long next = number(answers, latest);
            return new Nonces(
                    next, answers.error(pending).isPresent() ? next : Math.max(next, number(answers, pending)));
        });
    }

    /**
     * What has become of transactions that share sender and nonce.
     *
     * @param sender of all of them
     * @param nonce of all of them
     * @param hashes of all that were ever signed with that nonce, so that the one that was mined is among them
     * @throws SourceException if no endpoint says
     */
    public TransactionFate find(Address sender, long nonce, Collection<Bytes32> hashes) {
        RpcRequest<String> count = count(sender, "latest");
        List<RpcRequest<WireReceipt>> wanted = hashes.stream()
                .map(hash -> RpcRequest.of(
                        "eth_getTransactionReceipt", List.of(hash.hex()), new TypeReference<WireReceipt>() {}))
                .toList();
        // the nonce first: asked after the receipts, it could be of a block that they did not know yet
        List<RpcRequest<?>> requests = new ArrayList<>(List.of(count));
        requests.addAll(wanted);
        record Seen(long next, Optional<WireReceipt> receipt) {}
        Seen seen = rpc.ask(
                RpcNeeds.NONE,
                requests,
                answers -> new Seen(
                        number(answers, count),
                        wanted.stream()
                                .flatMap(receipt -> found(answers, receipt).stream())
                                .filter(WireReceipt::isOfBlock)
                                .findFirst()));
        if (seen.receipt().isPresent()) {
            Optional<TransactionFate> included = confirmed(seen.receipt().get());
            if (included.isPresent()) {
                return included.get();
            }
            if (seen.next() > nonce) {
                // that a stranger has used the nonce is the one thing that this does not mean
                throw new Unusable(
                        rpc.source(),
                        "has a receipt of " + seen.receipt().get().transactionHash + " and no block that holds it");
            }
        }
        return seen.next() > nonce ? new TransactionFate.Overtaken(seen.next()) : new TransactionFate.Open(seen.next());
    }

    /**
     * The receipt of a transaction, if a block of the present chain holds it.
     *
     * @throws SourceException if no endpoint says
     */
    public Optional<TransactionReceipt> find(Bytes32 hash) {
        RpcRequest<WireReceipt> receipt =
                RpcRequest.of("eth_getTransactionReceipt", List.of(hash.hex()), new TypeReference<WireReceipt>() {});
        return rpc.ask(RpcNeeds.NONE, List.of(receipt), answers -> found(answers, receipt))
                .filter(WireReceipt::isOfBlock)
                .flatMap(this::confirmed)
                .flatMap(fate -> fate instanceof TransactionFate.Included included
                        ? Optional.of(included.receipt())
                        : Optional.empty());
    }

    /** Asks for the receipt once more, together with the block at its height and the head, of somebody who has that block. */
    private Optional<TransactionFate> confirmed(WireReceipt first) {
        String number = String.valueOf(first.blockNumber);
        RpcRequest<WireReceipt> receipt = RpcRequest.of(
                "eth_getTransactionReceipt", List.of(first.transactionHash), new TypeReference<WireReceipt>() {});
        RpcRequest<WireBlock> block =
                RpcRequest.of("eth_getBlockByNumber", List.of(number, false), new TypeReference<WireBlock>() {});
        RpcRequest<String> head = RpcRequest.of("eth_blockNumber", List.of(), TEXT);
        RpcNeeds holder = RpcNeeds.head(Quantity.parseLong(rpc.source(), number));
        return rpc.ask(holder, List.of(receipt, block, head), answers -> {
            Optional<WireReceipt> again = found(answers, receipt);
            Optional<WireBlock> there = found(answers, block);
            if (again.isEmpty() || there.isEmpty() || !there.get().hash.equalsIgnoreCase(again.get().blockHash)) {
                return Optional.empty();
            }
            TransactionReceipt read = understood(answers, () -> receipt(answers.source(), again.get(), there.get()));
            return Optional.of(new TransactionFate.Included(
                    read, Math.max(1, number(answers, head) - read.block().number() + 1)));
        });
    }

    private TransactionReceipt receipt(String source, WireReceipt wire, WireBlock wireBlock) {
        BlockRef block = new BlockRef(
                Quantity.parseLong(source, wireBlock.number),
                Bytes32.parse(wireBlock.hash),
                Instant.ofEpochSecond(Quantity.parseLong(source, wireBlock.timestamp)));
        Bytes32 hash = Bytes32.parse(wire.transactionHash);
        int index = Math.toIntExact(Quantity.parseLong(source, wire.transactionIndex));
        return new TransactionReceipt(
                hash,
                block,
                Quantity.parse(source, wire.status).equals(BigInteger.ONE),
                Quantity.parse(source, wire.gasUsed),
                wire.effectiveGasPrice == null ? BigInteger.ZERO : Quantity.parse(source, wire.effectiveGasPrice),
                Optional.ofNullable(wire.contractAddress).map(Address::parse),
                wire.logs.stream()
                        .map(log -> new ChainLog(
                                new LogRef(
                                        chain,
                                        block,
                                        hash,
                                        index,
                                        Math.toIntExact(Quantity.parseLong(source, log.logIndex))),
                                Address.parse(log.address),
                                log.topics.stream().map(Bytes32::parse).toList(),
                                Hex.decode(log.data)))
                        .toList());
    }

    private static TransactionReceipt understood(RpcAnswers answers, Supplier<TransactionReceipt> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new MalformedResponse(answers.source(), "a receipt cannot be understood: " + e.getMessage(), e);
        }
    }

    private static RpcRequest<String> count(Address account, String block) {
        return RpcRequest.of("eth_getTransactionCount", List.of(account.hex(), block), TEXT);
    }

    private static long number(RpcAnswers answers, RpcRequest<String> request) {
        return Quantity.parseLong(
                answers.source(),
                found(answers, request)
                        .orElseThrow(() ->
                                new MalformedResponse(answers.source(), request.method() + " answered null", null)));
    }

    private static <T> Optional<T> found(RpcAnswers answers, RpcRequest<T> request) {
        try {
            return answers.find(request);
        } catch (JsonRpcException e) {
            throw e.toSourceException();
        }
    }
}
