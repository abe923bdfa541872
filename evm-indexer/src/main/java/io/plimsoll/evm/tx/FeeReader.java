package io.plimsoll.evm.tx;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.evm.rpc.JsonRpc;
import io.plimsoll.evm.rpc.JsonRpcException;
import io.plimsoll.evm.rpc.RpcAnswers;
import io.plimsoll.evm.rpc.RpcNeeds;
import io.plimsoll.evm.rpc.RpcRequest;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What gas costs now. Thread-safe; each call is one exchange with an endpoint. */
public final class FeeReader {
    private static final TypeReference<String> TEXT = new TypeReference<>() {};
    private static final int BLOCKS = 5;
    private static final BigInteger HUNDRED = BigInteger.valueOf(100);

    /**
     * What gas costs, and what to offer.
     *
     * @param baseFee of the next block, wei per gas: who offers less is not in it
     * @param offer by the {@link FeePolicy}, without its cap
     */
    public record Quote(BigInteger baseFee, Fees offer) {}

    private record History(
            List<String> baseFeePerGas, @Nullable List<List<String>> reward) {}

    private final JsonRpc rpc;
    private final FeePolicy policy;

    /** Fees by this policy. */
    public FeeReader(JsonRpc rpc, FeePolicy policy) {
        this.rpc = rpc;
        this.policy = policy;
    }

    /**
     * The fees for the next block.
     *
     * <p>Where priority fees are burned: {@code eth_gasPrice}, or {@code eth_bigBlockGasPrice}, as the fees of HyperEVM's two kinds
     * of blocks are two. Elsewhere {@code eth_feeHistory}, whose last base fee is that of the next block.
     *
     * @param bigBlock whether it is for one of HyperEVM's big blocks; false on other chains
     * @throws SourceException if no endpoint says
     */
    public Quote fetch(boolean bigBlock) {
        return policy.priorityBurned() ? fetchBurned(bigBlock) : fetchHistory();
    }

    private Quote fetchBurned(boolean bigBlock) {
        RpcRequest<String> price = RpcRequest.of(bigBlock ? "eth_bigBlockGasPrice" : "eth_gasPrice", List.of(), TEXT);
        return rpc.ask(RpcNeeds.NONE, List.of(price), answers -> quote(quantity(answers, price), BigInteger.ZERO));
    }

    private Quote fetchHistory() {
        RpcRequest<History> history = RpcRequest.of(
                "eth_feeHistory",
                List.of(Quantity.format(BLOCKS), "latest", List.of(policy.priorityPercentile())),
                new TypeReference<>() {});
        RpcRequest<String> suggested = RpcRequest.of("eth_maxPriorityFeePerGas", List.of(), TEXT);
        return rpc.ask(RpcNeeds.NONE, List.of(history, suggested), answers -> {
            History told = sourced(answers, history);
            if (told.baseFeePerGas.isEmpty()) {
                throw new MalformedResponse(answers.source(), "eth_feeHistory without a base fee", null);
            }
            BigInteger base = Quantity.parse(answers.source(), told.baseFeePerGas.get(told.baseFeePerGas.size() - 1));
            // empty blocks have no priority fees to learn from; what the node suggests stands in
            BigInteger priority = median(answers.source(), told)
                    .or(() -> answers.error(suggested).isPresent()
                            ? Optional.empty()
                            : Optional.of(quantity(answers, suggested)))
                    .orElse(BigInteger.ZERO);
            return quote(base, priority);
        });
    }

    private Quote quote(BigInteger base, BigInteger priority) {
        BigInteger room =
                base.multiply(BigInteger.valueOf(policy.basePercent())).divide(HUNDRED);
        return new Quote(base, new Fees(room.add(priority), priority));
    }

    private static Optional<BigInteger> median(String source, History history) {
        List<BigInteger> paid = Optional.ofNullable(history.reward).stream()
                .flatMap(List::stream)
                .flatMap(block -> block.isEmpty() ? Stream.empty() : Stream.of(Quantity.parse(source, block.get(0))))
                .filter(reward -> reward.signum() > 0)
                .sorted()
                .toList();
        return paid.isEmpty() ? Optional.empty() : Optional.of(paid.get(paid.size() / 2));
    }

    private static BigInteger quantity(RpcAnswers answers, RpcRequest<String> request) {
        return Quantity.parse(answers.source(), sourced(answers, request));
    }

    private static <T> T sourced(RpcAnswers answers, RpcRequest<T> request) {
        try {
            return answers.of(request);
        } catch (JsonRpcException e) {
            throw e.toSourceException();
        }
    }
}
