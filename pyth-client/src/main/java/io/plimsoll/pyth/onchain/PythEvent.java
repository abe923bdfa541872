package io.plimsoll.pyth.onchain;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.crypto.Keccak256;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.pyth.update.Emitter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What Pyth's contract logs: prices, and the decisions of its governance. Whoever relies on {@link OnChainTrust} should watch the
 * latter: {@link DataSourcesSet} and {@link WormholeAddressSet} change whom the contract believes, {@link Upgraded} may change
 * anything, and the fees change what an update costs.
 */
public sealed interface PythEvent permits PriceFeedUpdateEvent, PythEvent.Governance, PythEvent.TwapPriceFeedUpdate {

    /** A decision of Pyth's governance about this contract. */
    sealed interface Governance extends PythEvent {}

    /**
     * An average was computed. Declared, and not emitted by the real contract.
     *
     * @param feed id
     * @param startTime of the average
     * @param endTime of the average
     * @param twapPrice signed mantissa; as with prices there is no exponent
     * @param twapConf unsigned 64-bit
     * @param downSlotsRatio slots without a price, in millionths
     */
    record TwapPriceFeedUpdate(
            Bytes32 feed, Instant startTime, Instant endTime, long twapPrice, long twapConf, long downSlotsRatio)
            implements PythEvent {
        /** First topic. */
        public static final Bytes32 TOPIC = topic("TwapPriceFeedUpdate(bytes32,uint64,uint64,int64,uint64,uint32)");
    }

    /**
     * Whom the contract believes has changed.
     *
     * @param before emitters that could publish until now
     * @param after emitters that can from now on
     */
    record DataSourcesSet(List<Emitter> before, List<Emitter> after) implements Governance {
        /** First topic. */
        public static final Bytes32 TOPIC = topic("DataSourcesSet((uint16,bytes32)[],(uint16,bytes32)[])");

        /** Copies the lists. */
        public DataSourcesSet {
            before = List.copyOf(before);
            after = List.copyOf(after);
        }
    }

    /**
     * The signer sets are kept by another receiver from now on.
     *
     * @param before address of the old receiver
     * @param after address of the new one
     */
    record WormholeAddressSet(Address before, Address after) implements Governance {
        /** First topic. */
        public static final Bytes32 TOPIC = topic("WormholeAddressSet(address,address)");
    }

    /**
     * The fee of one feed's update has changed.
     *
     * @param before wei
     * @param after wei
     */
    record FeeSet(BigInteger before, BigInteger after) implements Governance {
        /** First topic. */
        public static final Bytes32 TOPIC = topic("FeeSet(uint256,uint256)");
    }

    /**
     * The fee of one call, beside that of its updates, has changed.
     *
     * @param before wei
     * @param after wei
     */
    record TransactionFeeSet(BigInteger before, BigInteger after) implements Governance {
        /** First topic. */
        public static final Bytes32 TOPIC = topic("TransactionFeeSet(uint256,uint256)");
    }

    /**
     * The code behind the contract's address was replaced (ERC-1967).
     *
     * @param implementation address of the new code
     */
    record Upgraded(Address implementation) implements Governance {
        /** First topic. */
        public static final Bytes32 TOPIC = topic("Upgraded(address)");
    }

    /**
     * The event in a log of a Pyth contract. Whether the log is of that contract is for the caller to know: anybody can emit
     * these topics.
     *
     * @param topics of the log, in order
     * @param data of the log
     * @return empty if the first topic is none of these
     * @throws MalformedResponse if it is, and the rest does not fit it
     */
    static Optional<PythEvent> find(List<Bytes32> topics, byte[] data) {
        if (topics.isEmpty()) {
            return Optional.empty();
        }
        Bytes32 topic = topics.get(0);
        if (topic.equals(PriceFeedUpdateEvent.TOPIC)) {
            AbiReader log = new AbiReader("PriceFeedUpdate", data);
            return Optional.of(new PriceFeedUpdateEvent(indexed(log, topics, 1), log.time(0), log.i64(1), log.u64(2)));
        }
        if (topic.equals(TwapPriceFeedUpdate.TOPIC)) {
            AbiReader log = new AbiReader("TwapPriceFeedUpdate", data);
            return Optional.of(new TwapPriceFeedUpdate(
                    indexed(log, topics, 1), log.time(0), log.time(1), log.i64(2), log.u64(3), log.u32(4)));
        }
        if (topic.equals(DataSourcesSet.TOPIC)) {
            AbiReader log = new AbiReader("DataSourcesSet", data);
            indexed(log, topics, 0);
            return Optional.of(
                    new DataSourcesSet(PythResults.dataSources(log.at(0)), PythResults.dataSources(log.at(1))));
        }
        if (topic.equals(WormholeAddressSet.TOPIC)) {
            AbiReader log = new AbiReader("WormholeAddressSet", data);
            indexed(log, topics, 0);
            return Optional.of(new WormholeAddressSet(log.address(0), log.address(1)));
        }
        if (topic.equals(FeeSet.TOPIC)) {
            AbiReader log = new AbiReader("FeeSet", data);
            indexed(log, topics, 0);
            return Optional.of(new FeeSet(log.u256(0), log.u256(1)));
        }
        if (topic.equals(TransactionFeeSet.TOPIC)) {
            AbiReader log = new AbiReader("TransactionFeeSet", data);
            indexed(log, topics, 0);
            return Optional.of(new TransactionFeeSet(log.u256(0), log.u256(1)));
        }
        if (topic.equals(Upgraded.TOPIC)) {
            Bytes32 implementation = indexed(new AbiReader("Upgraded", data), topics, 1);
            return Optional.of(new Upgraded(new AbiReader("Upgraded", implementation.toBytes()).address(0)));
        }
        return Optional.empty();
    }

    /** The last topic, if a log has as many indexed arguments as it must. */
    private static Bytes32 indexed(AbiReader log, List<Bytes32> topics, int arguments) {
        if (topics.size() != 1 + arguments) {
            throw log.malformed(topics.size() + " topics, " + (1 + arguments) + " needed");
        }
        return topics.get(arguments);
    }

    private static Bytes32 topic(String signature) {
        return Bytes32.of(Keccak256.hash(signature.getBytes(StandardCharsets.US_ASCII)));
    }
}
