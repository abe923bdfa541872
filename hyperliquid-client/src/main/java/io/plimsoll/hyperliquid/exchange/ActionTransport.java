package io.plimsoll.hyperliquid.exchange;

import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.RateLimited;
import io.plimsoll.core.foundation.error.SourceException.Rejected;
import io.plimsoll.core.foundation.error.SourceException.Transport;
import java.net.ConnectException;

/**
 * The way that signed actions take to the venue. An implementation is thread-safe, sends what it is given at most once, whatever
 * happens, and says nothing of it in errors and logs: it has a signature. The weight of the request is counted by the {@link
 * ExchangeClient} that uses it, and not here.
 */
@FunctionalInterface
public interface ActionTransport {
    /**
     * Sends a signed action and waits for the answer.
     *
     * @param envelope UTF-8 JSON; not to be written into
     * @return UTF-8 JSON of {@code status} and {@code response}, also if the venue refused the action
     * @throws RateLimited if it was not sent, or not taken, for want of room
     * @throws Rejected if the venue refused the request by its status; one of 500 and above leaves open what became of it
     * @throws Transport if no answer came, which leaves open what became of it, unless the cause is a {@link ConnectException}:
     *     then nothing was sent
     * @throws SourceException of another kind if there was an answer that says nothing about the action
     */
    byte[] send(byte[] envelope);
}
