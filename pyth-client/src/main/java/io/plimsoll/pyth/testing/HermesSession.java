package io.plimsoll.pyth.testing;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.kit.stream.testing.FakeStreamConnection;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One session of a stream: what it asked for, and what waits for its reader. Over a websocket it asks once it is open, and may
 * ask again. Thread-safe.
 */
final class HermesSession {
    /**
     * What a session asks for.
     *
     * @param feeds it wants
     * @param parsed whether what is in the signed bytes is told beside them
     * @param binary whether the signed bytes are told
     * @param encoding of them
     * @param unordered whether slots may come after later ones
     * @param uniqueOnly whether only first updates of a second are wanted
     */
    record Wish(
            Set<Bytes32> feeds,
            boolean parsed,
            boolean binary,
            String encoding,
            boolean unordered,
            boolean uniqueOnly) {
        Wish {
            feeds = Set.copyOf(feeds);
        }
    }

    private final boolean socket;
    private volatile Wish wish;
    private final Instant openedAt;
    private final BlockingQueue<Consumer<FakeStreamConnection>> waiting = new LinkedBlockingQueue<>();
    private volatile @Nullable FakeStreamConnection connection;
    private volatile @Nullable Thread writer;
    private volatile List<String> last = List.of();
    private volatile List<String> held = List.of();

    HermesSession(boolean socket, Wish wish, Instant openedAt) {
        this.socket = socket;
        this.wish = wish;
        this.openedAt = openedAt;
    }

    boolean isSocket() {
        return socket;
    }

    Wish wish() {
        return wish;
    }

    void wish(Wish other) {
        wish = other;
    }

    Instant openedAt() {
        return openedAt;
    }

    /** The last event that was not held back; over a websocket a message for each feed. */
    List<String> last() {
        return last;
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
    boolean offer(List<String> texts, boolean hold, int pieces, int most) {
        if (waiting.size() >= most) {
            return false;
        }
        if (hold) {
            held = texts;
            return true;
        }
        last = texts;
        texts.forEach(text -> queue(text, pieces));
        List<String> late = held;
        held = List.of();
        if (wish.unordered) {
            late.forEach(text -> queue(text, pieces));
        }
        return true;
    }

    /** Queues a text of which no more is to be known. */
    void say(String text) {
        queue(text, 0);
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
        if (socket) {
            say(JsonNodeFactory.instance
                    .objectNode()
                    .put("status", "error")
                    .put("error", text)
                    .toString());
        } else {
            waiting.add(to -> to.sendEvent("error", text));
        }
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

    /** Keeps the connection open without a word; over a websocket there is nothing like it. */
    void comment() {
        if (!socket) {
            waiting.add(FakeStreamConnection::sendComment);
        }
    }

    void stall() {
        String text = last.isEmpty() ? "{" : last.get(0);
        waiting.add(to -> to.stall(text));
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
