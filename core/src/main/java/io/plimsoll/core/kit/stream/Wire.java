package io.plimsoll.core.kit.stream;

import io.plimsoll.core.foundation.error.SourceException;
import java.util.Optional;

/** One connection, open or about to be. Thread-safe; no call waits for the network. */
interface Wire {
    /** Queues a text; false if the connection has ended. */
    boolean send(String text);

    /** Says goodbye where the protocol has a word for it; {@link #cancel} must still follow. */
    void close();

    /** Drops the connection. */
    void cancel();

    /** What a connection tells, all of it on the thread that reads it: nothing is read while a call runs. */
    interface Receiver {
        void opened();

        void frame(Optional<String> name, String text);

        /** It could not be opened, or it has ended; may come more than once. */
        void ended(StreamLoss cause, String detail, SourceException failure);
    }
}
