package io.plimsoll.core.kit.stream;

import io.plimsoll.core.foundation.error.SourceException.Transport;
import java.net.ConnectException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One session, from its connect to its end. All but sending and the counters of frames is guarded by the lock of {@link
 * Succession}.
 */
final class Link implements StreamSender {
    /** The number before {@link #opened}; those of open sessions are positive. */
    static final long NEVER_OPEN = 0;

    private final String stream;
    private final List<Future<?>> timers = new ArrayList<>();
    private volatile long number = NEVER_OPEN;
    private volatile @Nullable Wire wire;
    private volatile boolean retired;
    private volatile boolean waiting;
    private volatile boolean waited;
    private volatile boolean busy;
    private final AtomicLong frames = new AtomicLong();
    private boolean ready;
    private Instant openedAt = Instant.EPOCH;
    private Instant lastFrameAt = Instant.EPOCH;

    Link(String stream) {
        this.stream = stream;
    }

    void connecting(Wire opened) {
        wire = opened;
    }

    void opened(long sessionNumber, Instant at) {
        number = sessionNumber;
        openedAt = at;
        lastFrameAt = at;
    }

    /** Its hook has run: from now on it may deliver. The timers so far were for getting here. */
    void ready() {
        ready = true;
        cancelTimers();
    }

    void received(Instant at) {
        lastFrameAt = at;
        frames.incrementAndGet();
    }

    void add(Future<?> timer) {
        timers.add(timer);
    }

    /** Ends its part: it delivers nothing more and its timers are gone. The wire is still to be let go. */
    void retire() {
        retired = true;
        cancelTimers();
    }

    private void cancelTimers() {
        timers.forEach(timer -> timer.cancel(false));
        timers.clear();
    }

    void close() {
        Wire open = wire;
        if (open != null) {
            open.close();
        }
    }

    void cancel() {
        Wire open = wire;
        if (open != null) {
            open.cancel();
        }
    }

    /** Whether its reader waits for the listener, so that no frame can come. */
    boolean isWaiting() {
        return waiting || busy;
    }

    /** Its reader delivers. */
    void busy(boolean now) {
        busy = now;
    }

    void waiting(boolean now) {
        waited = true;
        waiting = now;
    }

    /** Whether its reader has waited since {@link #forgetWaits}: frames may then lie unread in the socket. */
    boolean hasWaited() {
        return waited;
    }

    void forgetWaits() {
        waited = waiting;
    }

    boolean isReady() {
        return ready;
    }

    boolean isRetired() {
        return retired;
    }

    long frames() {
        return frames.get();
    }

    Instant openedAt() {
        return openedAt;
    }

    Instant lastFrameAt() {
        return lastFrameAt;
    }

    @Override
    public long session() {
        return number;
    }

    @Override
    public void send(String text) {
        Wire open = wire;
        if (retired || open == null || !open.send(text)) {
            throw notConnected(stream);
        }
    }

    /** Its cause says that nothing was sent. */
    static Transport notConnected(String stream) {
        String message = "not connected, nothing was sent; send again when the stream is open";
        return new Transport(stream, message, new ConnectException(message));
    }
}
