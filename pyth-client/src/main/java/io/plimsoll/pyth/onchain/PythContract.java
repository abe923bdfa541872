package io.plimsoll.pyth.onchain;

import io.plimsoll.core.domain.chain.CallResult;
import io.plimsoll.core.domain.chain.ChainReader;
import io.plimsoll.core.domain.chain.ContractCall;
import io.plimsoll.core.domain.price.OraclePrice;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.error.Outcome;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.NotFound;
import io.plimsoll.pyth.update.Emitter;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads a Pyth contract. Prices are what somebody has pushed: the feeds that are sponsored on HyperEVM may be an hour old and one or
 * two percent off by design, so look at {@link PriceFeed#distance} before using one. Thread-safe; calls block.
 */
public final class PythContract {
    /** The name that errors carry; quotes add the chain. */
    public static final String SOURCE = "pyth-onchain";

    private final ChainReader chain;
    private final PythDeployment deployment;

    /**
     * A contract on the chain that the reader reads.
     *
     * @throws IllegalArgumentException if that is another chain than the deployment's: an address means nothing there
     * @throws SourceException if the chain does not answer
     */
    public static PythContract on(ChainReader chain, PythDeployment deployment) {
        ChainId actual = chain.chainId();
        if (!actual.equals(deployment.chainId())) {
            throw new IllegalArgumentException(
                    "deployment is on chain " + deployment.chainId() + ", the reader on " + actual);
        }
        return new PythContract(chain, deployment);
    }

    private PythContract(ChainReader chain, PythDeployment deployment) {
        this.chain = chain;
        this.deployment = deployment;
    }

    /** Where it is. */
    public PythDeployment deployment() {
        return deployment;
    }

    /** The newest block, for several reads that must fit together. */
    public BlockRef latestBlock() {
        return chain.latest();
    }

    /**
     * Price and moving average of feeds after the newest block; one batch of calls.
     *
     * @param feeds ids; repeated ones are asked for once
     * @throws SourceException if the chain does not answer. What goes wrong with one feed is its own outcome
     */
    public PricesAtBlock prices(Collection<Bytes32> feeds) {
        return prices(feeds, chain.latest());
    }

    /** The same after a given block; the endpoint must still have its state. */
    public PricesAtBlock prices(Collection<Bytes32> feeds, BlockRef at) {
        List<Bytes32> ids = new ArrayList<>(new LinkedHashSet<>(feeds));
        List<byte[]> calls = new ArrayList<>();
        for (Bytes32 id : ids) {
            calls.add(PythCalldata.getPriceUnsafe(id));
            calls.add(PythCalldata.getEmaPriceUnsafe(id));
        }
        List<CallResult> results = call(deployment.contract(), calls, at);
        Map<Bytes32, Outcome<PriceFeed>> prices = new LinkedHashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            Bytes32 id = ids.get(i);
            CallResult price = results.get(2 * i);
            CallResult ema = results.get(2 * i + 1);
            prices.put(id, Outcome.of(() -> new PriceFeed(id, price(id, price), price(id, ema))));
        }
        return new PricesAtBlock(at, prices);
    }

    /**
     * When the stored price of each feed was published, seconds since 1970; 0 for one that has none.
     *
     * @param feeds ids; repeated ones are asked for once
     * @return unsigned 64-bit by feed, in the order given
     * @throws SourceException if the chain does not answer, or nonsense
     */
    public Map<Bytes32, Long> publishTimes(Collection<Bytes32> feeds, BlockRef at) {
        List<Bytes32> ids = new ArrayList<>(new LinkedHashSet<>(feeds));
        List<CallResult> results = call(
                deployment.contract(),
                ids.stream().map(PythCalldata::latestPriceInfoPublishTime).toList(),
                at);
        Map<Bytes32, Long> times = new LinkedHashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            times.put(ids.get(i), PythResults.publishTime(answered("latestPriceInfoPublishTime", results.get(i))));
        }
        return times;
    }

    /**
     * What an update with these blobs costs, in wei. The contract does not give back what is sent beyond it.
     *
     * @throws ContractReverted if a blob is no update
     */
    public BigInteger updateFee(List<byte[]> blobs, BlockRef at) {
        return ask("getUpdateFee", PythCalldata.getUpdateFee(blobs), at, PythResults::number);
    }

    /** The emitters whose prices the contract accepts. */
    public List<Emitter> validDataSources(BlockRef at) {
        return ask("validDataSources", PythCalldata.validDataSources(), at, PythResults::dataSources);
    }

    /** The receiver that the contract asks about signatures. */
    public Address wormhole(BlockRef at) {
        return ask("wormhole", PythCalldata.wormhole(), at, PythResults::address);
    }

    /** Version of the contract's code, such as {@code 1.4.5}. */
    public String version(BlockRef at) {
        return ask("version", PythCalldata.version(), at, PythResults::text);
    }

    /** The index of the receiver's newest signer set. */
    long currentGuardianSetIndex(Address receiver, BlockRef at) {
        return answer(
                        "getCurrentGuardianSetIndex",
                        receiver,
                        List.of(ReceiverAbi.getCurrentGuardianSetIndex()),
                        at,
                        ReceiverAbi::guardianSetIndex)
                .get(0);
    }

    /** Signer sets of the receiver, in the order of the indexes. */
    List<GuardianSet> guardianSets(Address receiver, Collection<Long> indexes, BlockRef at) {
        return answer(
                "getGuardianSet",
                receiver,
                indexes.stream().map(ReceiverAbi::getGuardianSet).toList(),
                at,
                ReceiverAbi::guardianSet);
    }

    private OraclePrice price(Bytes32 feed, CallResult result) {
        if (!result.success()
                && PythError.find(result.data())
                        .filter(PythError.PRICE_FEED_NOT_FOUND::equals)
                        .isPresent()) {
            throw neverPublished(feed);
        }
        OraclePrice price = PythResults.price(answered("price of feed " + feed.digits(), result));
        if (price.publishTime().getEpochSecond() == 0) {
            throw neverPublished(feed);
        }
        return price;
    }

    private NotFound neverPublished(Bytes32 feed) {
        return new NotFound(SOURCE, "feed " + feed.digits() + " has never had a price on " + deployment);
    }

    private <T> T ask(String function, byte[] call, BlockRef at, Function<byte[], T> decoder) {
        return answer(function, deployment.contract(), List.of(call), at, decoder)
                .get(0);
    }

    private <T> List<T> answer(
            String function, Address to, List<byte[]> calls, BlockRef at, Function<byte[], T> decoder) {
        return call(to, calls, at).stream()
                .map(result -> decoder.apply(answered(function, result)))
                .toList();
    }

    private List<CallResult> call(Address to, List<byte[]> calls, BlockRef at) {
        List<CallResult> results = chain.call(
                calls.stream().map(data -> new ContractCall(to, data)).toList(), at);
        if (results.size() != calls.size()) {
            throw new MalformedResponse(SOURCE, results.size() + " results of " + calls.size() + " calls", null);
        }
        return results;
    }

    private static byte[] answered(String function, CallResult result) {
        if (!result.success()) {
            throw ContractReverted.of(function, result.data());
        }
        if (result.data().length == 0) {
            throw new MalformedResponse(SOURCE, function + ": no contract answers at this address", null);
        }
        return result.data();
    }
}
