package io.plimsoll.core.kit.stream;

import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.Transport;
import io.plimsoll.core.kit.stream.StreamEvent.Gap;
import io.plimsoll.core.kit.stream.StreamEvent.Message;
import io.plimsoll.core.kit.stream.StreamEvent.Opened;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which session delivers, and which comes next. Thread-safe: one lock, held for state only, never over user code or waiting.
 *
 * <p>At most one session is {@code current}; only its frames reach the inbox. At most one is {@code next}: on its way to
 * replace a lost one, at which it becomes current when it is open, or a live one (renewal), at which it becomes current with
 * its first frame, or when the live one is lost.
 */
final class Succession {
    private static final Logger LOG = LoggerFactory.getLogger(StreamSession.class);
    private static final Duration GOODBYE = Duration.ofSeconds(1);

    private record Loss(Instant from, StreamLoss cause, String detail) {}

    private final String name;
    private final Settings settings;
    private final Wires wires;
    private final ScheduledExecutorService scheduler;
    private final Inbox inbox;
    private final ListenerFaults faults;

    private @Nullable Link current;
    private @Nullable Link next;
    private @Nullable Loss loss;
    private @Nullable Future<?> retry;
    private @Nullable Instant lastFrameAt;
    private @Nullable SourceException lastFailure;
    private boolean stopped;
    private boolean refusalLogged;
    private boolean again; // somebody wants another session than the one that is on its way
    private int attempts;
    private long numbers;
    private long sessions;
    private long gaps;

    Succession(Settings settings, Wires wires, ScheduledExecutorService scheduler, Inbox inbox, ListenerFaults faults) {
        this.name = settings.name();
        this.settings = settings;
        this.wires = wires;
        this.scheduler = scheduler;
        this.inbox = inbox;
        this.faults = faults;
    }

    /** Connects now, or as soon as it is known that the connect under way has failed. */
    synchronized void renewNow() {
        again = next != null;
        connect();
    }

    synchronized void connect() {
        if (stopped || next != null) {
            return;
        }
        if (inbox.isFull()) { // nobody could read it, and each try would queue events
            scheduleConnect(settings.reconnect().minimum());
            return;
        }
        cancelRetry();
        Link link = new Link(name);
        next = link;
        Duration limit = settings.connectTimeout();
        link.add(after(limit, () -> {
            String detail = "not open within " + limit;
            ended(
                    link,
                    StreamLoss.DISCONNECTED,
                    detail,
                    new Transport(name, detail, new IOException("connect timeout")));
        }));
        link.connecting(wires.open(new Wire.Receiver() {
            @Override
            public void opened() {
                Succession.this.opened(link);
            }

            @Override
            public void frame(Optional<String> event, String text) {
                Succession.this.frame(link, event, text);
            }

            @Override
            public void ended(StreamLoss cause, String detail, SourceException failure) {
                Succession.this.ended(link, cause, detail, failure);
            }
        }));
    }

    /** On the thread that reads the connection: no frame of it is read before this returns. */
    private void opened(Link link) {
        synchronized (this) {
            if (link.isRetired()) {
                return;
            }
            link.opened(++numbers, settings.clock().instant());
        }
        Consumer<StreamSender> hook = settings.onOpened();
        if (!faults.guard("hook", () -> hook.accept(link))) {
            String detail = "the hook for opened sessions failed";
            ended(link, StreamLoss.DISCONNECTED, detail, new Transport(name, detail, new IOException("hook failed")));
            return;
        }
        synchronized (this) {
            if (link.isRetired()) {
                return;
            }
            link.ready();
            watch(link);
            Link old = current;
            if (old == null) {
                promote(link);
            } else {
                old.forgetWaits();
            }
        }
    }

    private void watch(Link link) {
        long look = Math.max(1, settings.silence().toNanos() / Watchdog.LOOKS);
        String detail = "no frame for " + settings.silence();
        Watchdog watchdog = new Watchdog(
                link,
                () -> ended(link, StreamLoss.SILENT, detail, new Transport(name, detail, new IOException("silent"))));
        link.add(scheduler.scheduleWithFixedDelay(watchdog, look, look, TimeUnit.NANOSECONDS));
        link.add(after(settings.reconnect().stableAfter(), () -> stable(link)));
        settings.heartbeat().ifPresent(heartbeat -> {
            long every = heartbeat.every().toNanos();
            link.add(scheduler.scheduleWithFixedDelay(
                    () -> faults.guard("heartbeat", () -> beat(link, heartbeat)), every, every, TimeUnit.NANOSECONDS));
        });
    }

    private static void beat(Link link, Settings.Heartbeat heartbeat) {
        String text = heartbeat.text().get();
        try {
            link.send(text);
        } catch (Transport alreadyEnding) {
            LOG.trace("heartbeat into a session that ends", alreadyEnding);
        }
    }

    private synchronized void stable(Link link) {
        if (!link.isRetired()) {
            attempts = 0;
        }
    }

    private void frame(Link link, Optional<String> event, String text) {
        Instant at = settings.clock().instant();
        synchronized (this) {
            if (link.isRetired()) {
                return;
            }
            link.received(at);
            lastFrameAt = at;
            if (link != current) {
                promote(link);
            }
            Message message = new Message(text, at, link.session(), event);
            if (settings.direct()) {
                inbox.appendQuietly(message);
            } else {
                inbox.append(message);
            }
        }
        if (settings.direct()) {
            link.busy(true);
            inbox.deliverHere();
            link.busy(false);
        } else if (inbox.isFull()) {
            link.waiting(true);
            inbox.awaitRoom(link::isRetired);
            link.waiting(false);
        }
    }

    private void ended(Link link, StreamLoss cause, String detail, SourceException failure) {
        if (replace(link, cause, detail, failure) && link.session() != Link.NEVER_OPEN) {
            faults.guard("hook", () -> settings.onLost().accept(link.session()));
        }
    }

    /** False if it was known that the session has ended. */
    private synchronized boolean replace(Link link, StreamLoss cause, String detail, SourceException failure) {
        if (link.isRetired()) {
            return false;
        }
        lastFailure = failure;
        letGo(link, cause == StreamLoss.CLOSED_BY_SOURCE);
        if (link == current) {
            LOG.warn("stream={} state=lost session={} cause={} detail={}", name, link.session(), cause, detail);
            current = null;
            loss = new Loss(link.lastFrameAt(), cause, detail);
            Link heir = next;
            if (heir == null) {
                scheduleConnect(delay(failure));
            } else if (heir.isReady()) {
                promote(heir);
            }
        } else if (link == next) {
            if (!refusalLogged) {
                LOG.warn("stream={} state=cannot-connect reason={}", name, failure.getMessage());
                refusalLogged = true;
            }
            next = null;
            scheduleConnect(again ? failure.retryAfter().orElse(Duration.ZERO) : delay(failure));
            again = false;
        }
        return true;
    }

    /** What will not change by itself is asked for at the slowest pace; a source that names a pace gets it. */
    private Duration delay(SourceException failure) {
        Duration wait = failure.retryable()
                ? settings.reconnect().delay(++attempts, settings.random())
                : settings.reconnect().maximum();
        Duration asked = failure.retryAfter().orElse(Duration.ZERO);
        return wait.compareTo(asked) < 0 ? asked : wait;
    }

    private void scheduleConnect(Duration wait) {
        cancelRetry();
        if (!stopped) {
            retry = after(wait, this::connect);
        }
    }

    private void cancelRetry() {
        Future<?> pending = retry;
        if (pending != null) {
            pending.cancel(false);
        }
        retry = null;
    }

    /** Makes {@code link} the session that delivers, and retires the one that did. */
    private void promote(Link link) {
        cancelRetry();
        Link old = current;
        current = link;
        next = null;
        again = false;
        refusalLogged = false;
        sessions++;
        if (old != null) {
            if (old.hasWaited()) {
                loss = new Loss(old.lastFrameAt(), StreamLoss.OVERTAKEN, "renewed while the queue was full");
            }
            letGo(old, true);
        }
        LOG.info("stream={} state=open session={} renewal={}", name, link.session(), old != null);
        inbox.append(new Opened(link.session(), link.openedAt()));
        Loss lost = loss;
        if (lost != null) {
            loss = null;
            gaps++;
            inbox.append(new Gap(lost.from(), end(lost.from(), link), lost.cause(), lost.detail()));
        }
        settings.renewAfter().ifPresent(age -> link.add(after(age, () -> renew(link))));
    }

    /** A session that stood by before the last frame of the lost one counts from now on. */
    private Instant end(Instant from, Link link) {
        Instant to = link.openedAt().isBefore(from) ? settings.clock().instant() : link.openedAt();
        return to.isBefore(from) ? from : to;
    }

    private synchronized void renew(Link link) {
        if (link == current) {
            connect();
        }
    }

    private void letGo(Link link, boolean politely) {
        link.retire();
        inbox.wake();
        if (politely && link.isReady() && wires.canSend()) {
            link.close();
            if (!stopped) { // else stop() cancels
                Future<?> unused = after(GOODBYE, link::cancel);
            }
        } else {
            link.cancel();
        }
    }

    private Future<?> after(Duration wait, Runnable task) {
        return scheduler.schedule(task, wait.toNanos(), TimeUnit.NANOSECONDS);
    }

    void send(String text) {
        newest().send(text);
    }

    private synchronized Link newest() {
        if (!wires.canSend()) {
            throw new IllegalStateException(name + " is a stream of server-sent events and takes no text");
        }
        Link heir = next;
        Link live = heir != null && heir.isReady() ? heir : current;
        if (live == null) {
            throw Link.notConnected(name);
        }
        return live;
    }

    synchronized StreamStatus status() {
        return new StreamStatus(
                current != null,
                sessions,
                gaps,
                inbox.size(),
                faults.count(),
                Optional.ofNullable(lastFrameAt),
                Optional.ofNullable(lastFailure));
    }

    /** Says goodbye to the sessions; nothing is appended to the inbox any more. What is returned is still to be cancelled. */
    synchronized Runnable stop() {
        stopped = true;
        cancelRetry();
        Link live = current;
        Link heir = next;
        current = null;
        next = null;
        if (live != null) {
            letGo(live, true);
        }
        if (heir != null) {
            letGo(heir, true);
        }
        return () -> {
            if (live != null) {
                live.cancel();
            }
            if (heir != null) {
                heir.cancel();
            }
        };
    }
}
