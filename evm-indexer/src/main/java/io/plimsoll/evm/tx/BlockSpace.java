package io.plimsoll.evm.tx;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.evm.rpc.JsonRpc;
import io.plimsoll.evm.rpc.JsonRpcException;
import io.plimsoll.evm.rpc.RpcNeeds;
import io.plimsoll.evm.rpc.RpcRequest;
import java.math.BigInteger;
import java.util.List;

/**
 * How much gas the blocks have that will take an account's transactions. On HyperEVM a setting of the account on HyperCore decides
 * between small blocks, one a second, and big ones, one a minute.
 *
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/hyperevm/dual-block-architecture">Dual blocks</a>
 */
final class BlockSpace {
    private static final BigInteger BIG_BLOCK_GAS = BigInteger.valueOf(30_000_000);

    /**
     * The blocks that count.
     *
     * @param big whether they are HyperEVM's big ones
     * @param gasLimit of one
     */
    record Choice(boolean big, BigInteger gasLimit) {}

    private record Header(String number, String gasLimit) {}

    private final JsonRpc rpc;
    private final ChainId chain;

    BlockSpace(JsonRpc rpc, ChainId chain) {
        this.rpc = rpc;
        this.chain = chain;
    }

    Choice of(Address account) {
        try {
            return FeePolicy.isHyperEvm(chain) ? dual(account) : new Choice(false, gasLimit(header("latest")));
        } catch (JsonRpcException e) {
            throw e.toSourceException();
        }
    }

    private Choice dual(Address account) {
        RpcRequest<Boolean> usesBig =
                RpcRequest.of("eth_usingBigBlocks", List.of(account.hex()), new TypeReference<>() {});
        if (rpc.ask(RpcNeeds.NONE, List.of(usesBig), answers -> answers.of(usesBig))) {
            return new Choice(true, BIG_BLOCK_GAS);
        }
        // big blocks are far apart, so one of two neighbours is a small one
        Header newest = header("latest");
        long number = Quantity.parseLong(rpc.source(), newest.number);
        Header before = header(Quantity.format(Math.max(0, number - 1)));
        return new Choice(false, gasLimit(newest).min(gasLimit(before)));
    }

    private BigInteger gasLimit(Header header) {
        return Quantity.parse(rpc.source(), header.gasLimit);
    }

    private Header header(String block) {
        return rpc.call("eth_getBlockByNumber", List.of(block, false), new TypeReference<Header>() {});
    }
}
