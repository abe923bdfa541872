package io.plimsoll.hyperliquid.ws;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Exceptions of listeners: counted, logged once per kind, and kept from the others. Thread-safe. */
final class Faults {
    private static final Logger LOG = LoggerFactory.getLogger(VenueStream.class);

    private final AtomicLong count = new AtomicLong();
    private final Set<String> kinds = ConcurrentHashMap.newKeySet();

    void guard(String where, Runnable task) {
        try {
            task.run();
        } catch (RuntimeException
                | Error e) { // an error that ended a repair would leave its subscription waiting for ever
            count.incrementAndGet();
            if (kinds.add(where + " " + e.getClass().getName())) {
                LOG.warn("listener={} state=failed further=counted-only", where, e);
            }
        }
    }

    long count() {
        return count.get();
    }
}
