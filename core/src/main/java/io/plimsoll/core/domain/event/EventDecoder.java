package io.plimsoll.core.domain.event;

import io.plimsoll.core.domain.chain.ChainLog;
import io.plimsoll.core.foundation.chain.Bytes32;
import java.util.Optional;

/**
 * Understands the logs of one kind. Implementations are thread-safe and keep nothing: the same log gives the same event.
 *
 * @param <E> what a log becomes
 */
public interface EventDecoder<E extends ChainEvent> {
    /** The first topic of the logs that it understands: Keccak-256 of the event's signature. */
    Bytes32 topic();

    /**
     * The event in a log. Signatures do not name their kind, and strangers may write anything: a log with this topic and another
     * shape, as an NFT's transfer has beside a token's, is no event and no error.
     */
    Optional<E> decode(ChainLog log);
}
