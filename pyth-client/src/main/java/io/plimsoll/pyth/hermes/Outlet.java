package io.plimsoll.pyth.hermes;

import io.plimsoll.core.foundation.chain.Bytes32;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls the listener, on whichever thread tells. Never two at once: whoever tells holds the stream's lock. */
class Outlet {
    private static final Logger LOG = LoggerFactory.getLogger(HermesStream.class);

    private final String stream;
    private final HermesListener listener;
    private final AtomicLong failures = new AtomicLong();
    private final Set<Class<?>> kinds = ConcurrentHashMap.newKeySet();

    Outlet(String stream, HermesListener listener) {
        this.stream = stream;
        this.listener = listener;
    }

    void start() {}

    void tell(HermesEvent event) {
        call(event);
    }

    /** Prices of these feeds that wait are not told. */
    void forget(Set<Bytes32> feeds) {}

    final void call(HermesEvent event) {
        try {
            listener.onEvent(event);
        } catch (RuntimeException | Error e) { // whatever it throws must not cost the other events
            failures.incrementAndGet();
            if (kinds.add(e.getClass())) {
                LOG.warn("stream={} state=listener-failed further=counted-only", stream, e);
            }
        }
    }

    /** Whether the calling thread is one that belongs to the outlet. */
    boolean isDelivering() {
        return false;
    }

    /** Returns when nothing is delivered any more, or {@code limit} has passed. */
    void stop(Duration limit) {}

    final long failures() {
        return failures.get();
    }
}
