package io.plimsoll.core.kit.stream;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Exceptions of the user's code: counted, and logged once per kind. Thread-safe. */
final class ListenerFaults {
    private static final Logger LOG = LoggerFactory.getLogger(StreamSession.class);

    private final String stream;
    private final AtomicLong count = new AtomicLong();
    private final Set<String> kinds = ConcurrentHashMap.newKeySet();

    ListenerFaults(String stream) {
        this.stream = stream;
    }

    /** Runs {@code task}; whether it ended without an exception. */
    boolean guard(String where, Runnable task) {
        try {
            task.run();
            return true;
        } catch (RuntimeException | Error e) { // an error that killed the thread would stop the stream without a word
            count.incrementAndGet();
            if (kinds.add(where + " " + e.getClass().getName())) {
                LOG.warn("stream={} state={}-failed further=counted-only", stream, where, e);
            }
            return false;
        }
    }

    long count() {
        return count.get();
    }
}
