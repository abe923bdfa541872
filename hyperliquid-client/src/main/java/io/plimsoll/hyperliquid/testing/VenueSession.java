package io.plimsoll.hyperliquid.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plimsoll.core.kit.stream.testing.FakeStreamConnection;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * One websocket: what it listens to, and what is on its way to it. Frames leave in the order in which they were put, on a
 * thread of the session's own, so that a client that does not read delays nobody else. A client that falls too far behind is
 * cut off, as any server does.
 */
final class VenueSession {
    private static final int MOST_WAITING = 50_000;
    private static final long HELD_BACK_MILLIS = 50;
    private static final long SLOWNESS = TimeUnit.MILLISECONDS.toNanos(20);

    /** A frame that is on its way. */
    private record Frame(boolean data, Optional<Topic> state, Supplier<Optional<String>> text) {}

    /** Guarded by the engine's lock. */
    final Set<Topic> topics = new LinkedHashSet<>();

    private final FakeStreamConnection connection;
    private final Supplier<Set<StreamFault>> faults;
    private final Deque<Frame> waiting = new ArrayDeque<>();
    private final Set<Topic> statesWaiting = new HashSet<>();
    private final Map<Topic, ObjectNode> lastStates = new HashMap<>();
    private Optional<String> heldBack = Optional.empty();
    private boolean ended;
    private final LongSupplier clock;
    private volatile long lastSent;

    VenueSession(FakeStreamConnection connection, Supplier<Set<StreamFault>> faults, LongSupplier clock) {
        this.connection = connection;
        this.faults = faults;
        this.clock = clock;
        this.lastSent = clock.getAsLong();
        Thread writer = new Thread(this::write, "fake-venue-stream");
        writer.setDaemon(true);
        writer.start();
    }

    FakeStreamConnection connection() {
        return connection;
    }

    /** When a frame was sent last, or the session began; ms of the clock. */
    long lastSent() {
        return lastSent;
    }

    /** An acknowledgement, an answer or an error. */
    void reply(String text) {
        put(new Frame(false, Optional.empty(), () -> Optional.of(text)));
    }

    /** Something that happened once. */
    void event(String text) {
        put(new Frame(true, Optional.empty(), () -> Optional.of(text)));
    }

    /** Something that is now other than it was; what it is, is looked up when its turn has come. */
    void state(Topic topic, Supplier<String> text) {
        synchronized (waiting) {
            if (!statesWaiting.add(topic)) {
                return;
            }
        }
        put(new Frame(true, Optional.of(topic), () -> Optional.of(text.get())));
    }

    /** What to send of something that is now other than it was when last sent, if that matters. */
    interface Change {
        Optional<String> text(Optional<ObjectNode> before, ObjectNode now);
    }

    /** As {@link #state}, but what is sent depends on what was sent last. */
    void changed(Topic topic, Supplier<ObjectNode> look, Change change) {
        synchronized (waiting) {
            if (!statesWaiting.add(topic)) {
                return;
            }
        }
        put(new Frame(true, Optional.of(topic), () -> {
            ObjectNode now = look.get();
            return change.text(Optional.ofNullable(lastStates.put(topic, now)), now);
        }));
    }

    /** A new subscription: what was sent of the topic before, or is on its way, is not what its first frame says. */
    void forget(Topic topic) {
        synchronized (waiting) {
            statesWaiting.remove(topic);
        }
        put(new Frame(false, Optional.empty(), () -> {
            lastStates.remove(topic);
            return Optional.empty();
        }));
    }

    private void put(Frame frame) {
        synchronized (waiting) {
            if (waiting.size() >= MOST_WAITING) {
                connection.cut();
                return;
            }
            waiting.addLast(frame);
            waiting.notifyAll();
        }
    }

    void end() {
        synchronized (waiting) {
            ended = true;
            waiting.clear();
            waiting.notifyAll();
        }
    }

    private void write() {
        try {
            while (true) {
                Optional<Frame> frame = next();
                if (frame.isPresent()) {
                    frame.get().text.get().ifPresent(text -> send(frame.get().data, text));
                } else if (isEnded()) {
                    return;
                } else {
                    // nobody came to change places with
                    heldBack.ifPresent(this::deliver);
                    heldBack = Optional.empty();
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void transmit(String text) {
        if (connection.send(text)) {
            lastSent = clock.getAsLong();
        }
    }

    private boolean isEnded() {
        synchronized (waiting) {
            return ended;
        }
    }

    private Optional<Frame> next() throws InterruptedException {
        synchronized (waiting) {
            while (waiting.isEmpty() && !ended) {
                if (heldBack.isPresent()) {
                    waiting.wait(HELD_BACK_MILLIS);
                    break;
                }
                waiting.wait();
            }
            Optional<Frame> frame = Optional.ofNullable(waiting.pollFirst());
            frame.flatMap(Frame::state).ifPresent(statesWaiting::remove);
            return frame;
        }
    }

    private void send(boolean data, String text) {
        Set<StreamFault> now = faults.get();
        if (now.contains(StreamFault.SLOW)) {
            LockSupport.parkNanos(SLOWNESS);
        }
        if (!data) {
            transmit(text);
            return;
        }
        String shown = now.contains(StreamFault.UNMARKED_SNAPSHOT) ? text.replace("\"isSnapshot\":true,", "") : text;
        if (now.contains(StreamFault.OUT_OF_ORDER) && heldBack.isEmpty()) {
            heldBack = Optional.of(shown);
            return;
        }
        deliver(shown);
        heldBack.ifPresent(this::deliver);
        heldBack = Optional.empty();
    }

    private void deliver(String text) {
        transmit(text);
        if (faults.get().contains(StreamFault.DUPLICATED)) {
            transmit(text);
        }
    }
}
