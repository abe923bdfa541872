package io.plimsoll.pyth.testing;

import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.kit.stream.testing.FakeStreamConnection;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One session of a stream: what it asked for, and what waits for its reader. Thread-safe. */
final class HermesSession {
    private final Set<Bytes32> feeds;
    private final boolean parsed;
    private final String encoding;
    private final boolean unordered;
    private final boolean uniqueOnly;
    private final Instant openedAt;
    private final BlockingQueue<Consumer<FakeStreamConnection>> waiting = new LinkedBlockingQueue<>();
    private volatile @Nullable FakeStreamConnection connection;
    private volatile @Nullable Thread writer;
    private volatile @Nullable String last;
    private volatile @Nullable String held;

    HermesSession(
            Set<Bytes32> feeds,
            boolean parsed,
            String encoding,
            boolean unordered,
            boolean uniqueOnly,
            Instant openedAt) {
        this.feeds = Set.copyOf(feeds);
        this.parsed = parsed;
        this.encoding = encoding;
        this.unordered = unordered;
        this.uniqueOnly = uniqueOnly;
        this.openedAt = openedAt;
    }

    Set<Bytes32> feeds() {
        return feeds;
    }

    boolean parsed() {
        return parsed;
    }

    String encoding() {
        return encoding;
    }

    /** Whether only first updates of a second were asked for. */
    boolean uniqueOnly() {
        return uniqueOnly;
    }

    Instant openedAt() {
        return openedAt;
    }

    /** The last event that was not held back. */
    Optional<String> last() {
        return Optional.ofNullable(last);
    }

    void serve(FakeStreamConnection opened) {
        connection = opened;
        Thread thread = new Thread(() -> write(opened), "fake-hermes-session");
        thread.setDaemon(true);
        writer = thread;
        thread.start();
    }

    private void write(FakeStreamConnection to) {
        try {
            while (to.isLive()) {
                waiting.take().accept(to);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Queues an event, and the one held back before it.
     *
     * @param hold whether to hold it back until the next
     * @param pieces bytes that leave at a time; 0 for all
     * @param most that may wait
     * @return whether there was room
     */
    boolean offer(String text, boolean hold, int pieces, int most) {
        if (waiting.size() >= most) {
            return false;
        }
        if (hold) {
            held = text;
            return true;
        }
        last = text;
        queue(text, pieces);
        String late = held;
        held = null;
        if (late != null && unordered) {
            queue(late, pieces);
        }
        return true;
    }

    private void queue(String text, int pieces) {
        waiting.add(to -> {
            boolean whole = pieces > 0 ? to.sendInPieces(text, pieces) : to.send(text);
            if (!whole && !to.isLive()) {
                waiting.clear();
            }
        });
    }

    void error(String text) {
        waiting.add(to -> to.sendEvent("error", text));
    }

    /** What waits is lost; an error event, and the end. */
    void finish(String text) {
        waiting.clear();
        error(text);
        close();
    }

    void close() {
        waiting.add(to -> to.close(1000, ""));
    }

    void comment() {
        waiting.add(FakeStreamConnection::sendComment);
    }

    void stall() {
        String text = last;
        waiting.add(to -> to.stall(text == null ? "{" : text));
    }

    void goHalfOpen() {
        FakeStreamConnection to = connection;
        if (to != null) {
            to.goHalfOpen();
        }
    }

    void cut() {
        FakeStreamConnection to = connection;
        if (to != null) {
            to.cut();
        }
    }

    /** The socket is closed. */
    void end() {
        Thread thread = writer;
        if (thread != null) {
            thread.interrupt();
        }
    }
}
