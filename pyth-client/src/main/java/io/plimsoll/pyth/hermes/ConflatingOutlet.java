package io.plimsoll.pyth.hermes;

import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.pyth.hermes.HermesEvent.Closed;
import io.plimsoll.pyth.hermes.HermesEvent.Prices;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Calls the listener on a thread of its own. While the listener is busy, prices give way to newer ones of their feed; other
 * events wait, the newest {@value #MOST_WAITING} of them, and are told before the prices that came with or after them. Who tells
 * never waits: it holds the stream's lock, for which the listener may wait. Thread-safe.
 */
final class ConflatingOutlet extends Outlet {
    private static final int MOST_WAITING = 1024;

    private final Thread delivery;
    private final Deque<HermesEvent> waiting = new ArrayDeque<>();
    private final Map<Bytes32, PriceTick> newest = new LinkedHashMap<>();

    ConflatingOutlet(String stream, HermesListener listener) {
        super(stream, listener);
        delivery = new Thread(this::deliver, stream + "-delivery");
        delivery.setDaemon(true);
    }

    @Override
    void start() {
        delivery.start();
    }

    @Override
    synchronized void tell(HermesEvent event) {
        if (event instanceof Prices prices) {
            prices.ticks().forEach(tick -> {
                newest.remove(tick.feed()); // the order of telling is that of the newest price
                newest.put(tick.feed(), tick);
            });
        } else {
            if (waiting.size() == MOST_WAITING) {
                waiting.remove();
            }
            waiting.add(event);
        }
        notifyAll();
    }

    @Override
    synchronized void forget(Set<Bytes32> feeds) {
        newest.keySet().removeAll(feeds);
    }

    private void deliver() {
        try {
            HermesEvent event;
            do {
                event = take();
                call(event);
            } while (!(event instanceof Closed));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized HermesEvent take() throws InterruptedException {
        while (waiting.isEmpty() && newest.isEmpty()) {
            wait();
        }
        @Nullable HermesEvent first = waiting.peek();
        if (first == null || (first instanceof Closed && !newest.isEmpty())) {
            List<PriceTick> ticks = new ArrayList<>(newest.values());
            newest.clear();
            return new Prices(ticks);
        }
        return waiting.remove();
    }

    @Override
    boolean isDelivering() {
        return Thread.currentThread() == delivery;
    }

    @Override
    void stop(Duration limit) {
        if (isDelivering()) {
            return;
        }
        try {
            delivery.join(Math.max(1, limit.toMillis() / 2));
            if (delivery.isAlive()) {
                delivery.interrupt();
                delivery.join(Math.max(1, limit.toMillis() / 2));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
