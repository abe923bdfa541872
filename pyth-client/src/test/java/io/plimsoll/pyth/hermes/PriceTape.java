package io.plimsoll.pyth.hermes;

import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.pyth.hermes.HermesEvent.Prices;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps what a stream tells, and sees to it that it is told one by one. Thread-safe. */
final class PriceTape implements HermesListener {
    private final List<HermesEvent> events = new ArrayList<>();
    private final AtomicInteger inside = new AtomicInteger();
    private volatile int overlaps;

    @Override
    public void onEvent(HermesEvent event) {
        if (inside.incrementAndGet() > 1) {
            overlaps++;
        }
        synchronized (events) {
            events.add(event);
        }
        inside.decrementAndGet();
    }

    List<HermesEvent> events() {
        synchronized (events) {
            return List.copyOf(events);
        }
    }

    void clear() {
        synchronized (events) {
            events.clear();
        }
    }

    <E extends HermesEvent> List<E> of(Class<E> kind) {
        return events().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    List<PriceTick> ticks() {
        return of(Prices.class).stream()
                .flatMap(prices -> prices.ticks().stream())
                .toList();
    }

    List<PriceTick> ticks(Bytes32 feed) {
        return ticks().stream().filter(tick -> tick.feed().equals(feed)).toList();
    }

    /** The seconds whose unique update was told, in the order told. */
    List<Long> seconds(Bytes32 feed) {
        return ticks(feed).stream()
                .filter(PriceTick::isUnique)
                .map(tick -> tick.price().publishTime())
                .toList();
    }

    /** Calls of the listener that came while another one was under way. */
    int overlaps() {
        return overlaps;
    }
}
