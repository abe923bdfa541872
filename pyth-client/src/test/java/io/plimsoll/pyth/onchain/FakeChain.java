package io.plimsoll.pyth.onchain;

import io.plimsoll.core.domain.chain.CallResult;
import io.plimsoll.core.domain.chain.ChainReader;
import io.plimsoll.core.domain.chain.ContractCall;
import io.plimsoll.core.domain.price.OraclePrice;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.pyth.update.Emitter;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A chain in memory with one Pyth contract and its receiver. Answers by calldata; what nobody set reverts. Not thread-safe. */
public final class FakeChain implements ChainReader {
    public static final PythDeployment DEPLOYMENT =
            PythDeployment.of(ChainId.HYPEREVM, Address.parse("0x1111111111111111111111111111111111111111"));
    public static final Address RECEIVER = Address.parse("0x2222222222222222222222222222222222222222");

    private record Call(Address to, String data) {}

    private final Map<Call, CallResult> answers = new HashMap<>();
    private final List<List<ContractCall>> batches = new ArrayList<>();
    private BlockRef head = new BlockRef(100, Bytes32.of(new byte[32]), Instant.ofEpochSecond(1_780_000_000L));
    private Optional<SourceException> failure = Optional.empty();
    private BigInteger feePerBlob = BigInteger.ONE;

    /** The newest block is of this time. */
    public FakeChain at(Instant time) {
        head = new BlockRef(head.number() + 1, head.hash(), time);
        return this;
    }

    public FakeChain failing(SourceException error) {
        failure = Optional.of(error);
        return this;
    }

    public FakeChain fee(long weiPerBlob) {
        feePerBlob = BigInteger.valueOf(weiPerBlob);
        return this;
    }

    public FakeChain answer(Address to, byte[] call, byte[] data) {
        answers.put(new Call(to, Hex.encode(call)), new CallResult(true, data));
        return this;
    }

    public FakeChain revert(Address to, byte[] call, byte[] data) {
        answers.put(new Call(to, Hex.encode(call)), new CallResult(false, data));
        return this;
    }

    /** The contract has stored this. */
    public FakeChain store(Bytes32 feed, OraclePrice price, OraclePrice ema) {
        Address pyth = DEPLOYMENT.contract();
        answer(pyth, PythCalldata.getPriceUnsafe(feed), encoded(price));
        answer(pyth, PythCalldata.getEmaPriceUnsafe(feed), encoded(ema));
        return answer(
                pyth,
                PythCalldata.latestPriceInfoPublishTime(feed),
                new AbiWriter().u64(price.publishTime().getEpochSecond()).encode());
    }

    public FakeChain trusting(List<Emitter> emitters, long currentSet, Map<Long, GuardianSet> sets) {
        Address pyth = DEPLOYMENT.contract();
        answer(pyth, PythCalldata.wormhole(), addressWord(RECEIVER).toBytes());
        AbiWriter sources = new AbiWriter().u64(32).u64(emitters.size());
        emitters.forEach(emitter -> sources.u64(emitter.chain()).word(emitter.address()));
        answer(pyth, PythCalldata.validDataSources(), sources.encode());
        answer(
                RECEIVER,
                ReceiverAbi.getCurrentGuardianSetIndex(),
                new AbiWriter().u64(currentSet).encode());
        sets.forEach((index, set) -> answer(RECEIVER, ReceiverAbi.getGuardianSet(index), encoded(set)));
        return this;
    }

    /** Every batch of calls so far. */
    public List<List<ContractCall>> batches() {
        return batches;
    }

    @Override
    public ChainId chainId() {
        return ChainId.HYPEREVM;
    }

    @Override
    public BlockRef latest() {
        failure.ifPresent(error -> {
            throw error;
        });
        return head;
    }

    @Override
    public List<CallResult> call(List<ContractCall> calls, BlockRef at) {
        failure.ifPresent(error -> {
            throw error;
        });
        batches.add(calls);
        return calls.stream().map(this::call).toList();
    }

    private CallResult call(ContractCall call) {
        CallResult answer = answers.get(new Call(call.to(), Hex.encode(call.data())));
        if (answer != null) {
            return answer;
        }
        AbiReader arguments = new AbiReader("arguments", Arrays.copyOfRange(call.data(), 4, call.data().length));
        if (Arrays.equals(PythFunction.GET_UPDATE_FEE.selector(), Arrays.copyOf(call.data(), 4))) {
            BigInteger blobs = arguments.at(0).u256(0);
            return new CallResult(
                    true, new AbiWriter().u256(feePerBlob.multiply(blobs)).encode());
        }
        return new CallResult(false, PythError.PRICE_FEED_NOT_FOUND.selector());
    }

    static byte[] encoded(OraclePrice price) {
        return new AbiWriter()
                .word(signed(price.mantissa()))
                .u64(price.conf())
                .word(signed(price.expo()))
                .u64(price.publishTime().getEpochSecond())
                .encode();
    }

    static byte[] encoded(GuardianSet set) {
        AbiWriter writer = new AbiWriter()
                .u64(32)
                .u64(64)
                .u64(set.expirationTime())
                .u64(set.keys().size());
        set.keys().forEach(key -> writer.word(addressWord(key)));
        return writer.encode();
    }

    /** An address as a word, zeros before it. */
    static Bytes32 addressWord(Address address) {
        return Bytes32.parse("0".repeat(24) + address.hex().substring(2));
    }

    /** A signed number as a word, its sign in all the bits before it. */
    static Bytes32 signed(long value) {
        byte[] word = new byte[32];
        Arrays.fill(word, (byte) (value < 0 ? 0xff : 0));
        for (int i = 0; i < Long.BYTES; i++) {
            word[31 - i] = (byte) (value >> (8 * i));
        }
        return Bytes32.of(word);
    }
}
