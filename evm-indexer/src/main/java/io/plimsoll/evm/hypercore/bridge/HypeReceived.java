package io.plimsoll.evm.hypercore.bridge;

import io.plimsoll.core.domain.chain.ChainLog;
import io.plimsoll.core.domain.event.ChainEvent;
import io.plimsoll.core.domain.event.EventDecoder;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.LogRef;
import io.plimsoll.evm.abi.EventShape;
import java.math.BigInteger;
import java.util.Optional;

/**
 * HYPE left HyperEVM for HyperCore: {@code Received} of its system address.
 *
 * @param user who sent it, and has it on HyperCore
 * @param amount in wei, 10^−18 HYPE; HyperCore credits whole 10^−8
 */
public record HypeReceived(LogRef at, Address user, BigInteger amount) implements ChainEvent {
    /** Understands the events of {@link SystemAddress#HYPE} itself; the same event of another contract is none. */
    public static final EventDecoder<HypeReceived> DECODER = new Decoder();

    private static final EventShape RECEIVED = EventShape.parse("Received(address indexed user, uint256 amount)");

    private static final class Decoder implements EventDecoder<HypeReceived> {
        @Override
        public Bytes32 topic() {
            return RECEIVED.topic();
        }

        @Override
        public Optional<HypeReceived> decode(ChainLog log) {
            return Optional.of(log)
                    .filter(wrote -> wrote.contract().equals(SystemAddress.HYPE))
                    .flatMap(RECEIVED::fields)
                    .map(fields -> new HypeReceived(log.at(), fields.address("user"), fields.unsigned("amount")));
        }

        @Override
        public String toString() {
            return RECEIVED.signature();
        }
    }
}
