package io.plimsoll.evm.hypercore.corewriter;

import io.plimsoll.core.domain.chain.ChainLog;
import io.plimsoll.core.domain.event.EventDecoder;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.evm.abi.AbiData;
import io.plimsoll.evm.abi.EventShape;
import io.plimsoll.evm.hypercore.corewriter.CoreAction.Unrecognised;
import java.util.Optional;
import org.web3j.abi.datatypes.DynamicBytes;

/**
 * The system contract through which HyperEVM acts on HyperCore, for the account or contract that calls it. Its bytes are {@code 0x01},
 * three bytes of the action's id, and the ABI-encoded fields. Thread-safe, no state.
 *
 * <p>Before you send: <b>what HyperCore refuses fails in silence</b>, the transaction succeeds all the same; the sender must exist on
 * HyperCore ({@link io.plimsoll.evm.hypercore.precompile.CoreRead#coreUserExists}); the transaction must carry no value, or the action
 * is void; orders and vault transfers wait a few seconds. A call takes about 47,000 gas.
 *
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/hyperevm/interacting-with-hypercore">CoreWriter
 *     contract</a>
 */
public final class CoreWriter {
    /** Where it is, on mainnet and testnet. */
    public static final Address ADDRESS = Address.parse("0x3333333333333333333333333333333333333333");

    /**
     * Understands the events of CoreWriter itself: the same event of another contract is none, as anybody can emit it and HyperCore
     * does not listen there.
     */
    public static final EventDecoder<RawAction> DECODER = new Decoder();

    private static final EventShape RAW_ACTION = EventShape.parse("RawAction(address indexed user, bytes data)");

    private CoreWriter() {}

    /** The bytes of an action, the argument of {@code sendRawAction}. */
    public static byte[] encode(CoreAction action) {
        return CoreActionCodec.encode(action);
    }

    /** The data of a transaction to {@link #ADDRESS}, without value, that sends an action. */
    public static byte[] calldata(CoreAction action) {
        return AbiData.encode("sendRawAction", new DynamicBytes(encode(action)));
    }

    /**
     * The action in the argument of {@code sendRawAction}. Bytes that {@link #encode} would not give back exactly (another version, an id
     * that is not known here, fields missing, left over or out of range) are {@link Unrecognised}: never an error, as anybody can send
     * anything.
     */
    public static CoreAction decode(byte[] payload) {
        return CoreActionCodec.decode(payload);
    }

    private static final class Decoder implements EventDecoder<RawAction> {
        @Override
        public Bytes32 topic() {
            return RAW_ACTION.topic();
        }

        @Override
        public Optional<RawAction> decode(ChainLog log) {
            return Optional.of(log)
                    .filter(wrote -> wrote.contract().equals(ADDRESS))
                    .flatMap(RAW_ACTION::fields)
                    .map(fields ->
                            new RawAction(log.at(), fields.address("user"), CoreWriter.decode(fields.bytes("data"))));
        }

        @Override
        public String toString() {
            return RAW_ACTION.signature();
        }
    }
}
