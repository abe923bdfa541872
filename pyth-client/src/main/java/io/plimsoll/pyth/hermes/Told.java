package io.plimsoll.pyth.hermes;

import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.pyth.hermes.HermesEvent.Gap;
import io.plimsoll.pyth.hermes.HermesEvent.Prices;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.function.Consumer;

/** What one frame or one answer brings for the listener, collected feed by feed. Not thread-safe. */
final class Told {
    private final List<PriceTick> ticks = new ArrayList<>();
    private final List<HermesEvent> events = new ArrayList<>();
    private long lost;

    void tick(PriceTick tick) {
        ticks.add(tick);
    }

    void event(HermesEvent event) {
        events.add(event);
    }

    /** One gap for each run of seconds. */
    void gaps(Bytes32 feed, SortedSet<Long> seconds, String why) {
        lost += seconds.size();
        long from = Long.MIN_VALUE;
        long to = Long.MIN_VALUE;
        for (long second : seconds) {
            if (from != Long.MIN_VALUE && second == to + 1) {
                to = second;
                continue;
            }
            if (from != Long.MIN_VALUE) {
                events.add(new Gap(feed, Instant.ofEpochSecond(from), Instant.ofEpochSecond(to), why));
            }
            from = second;
            to = second;
        }
        if (from != Long.MIN_VALUE) {
            events.add(new Gap(feed, Instant.ofEpochSecond(from), Instant.ofEpochSecond(to), why));
        }
    }

    /** One gap of whatever length. */
    void gap(Bytes32 feed, long from, long to, String why) {
        lost += to - from + 1;
        events.add(new Gap(feed, Instant.ofEpochSecond(from), Instant.ofEpochSecond(to), why));
    }

    /** Seconds in the gaps. */
    long lost() {
        return lost;
    }

    /** Prices first, then what is said about them. */
    void tell(Consumer<HermesEvent> listener) {
        if (!ticks.isEmpty()) {
            listener.accept(new Prices(ticks));
        }
        events.forEach(listener);
    }
}
