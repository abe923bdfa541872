package io.plimsoll.core.kit.stream;

import io.plimsoll.core.foundation.error.SourceException.Transport;
import java.net.ConnectException;

/** Sends into one session, that which was just opened. Thread-safe. */
public interface StreamSender {
    /** The number of the session. */
    long session();

    /**
     * Queues a text frame to be sent; frames leave in the order of the calls. That it left does not mean that it arrived.
     *
     * @throws Transport if the session has ended; its cause is a {@link ConnectException}, as nothing was sent
     * @throws IllegalStateException on server-sent events
     */
    void send(String text);
}
