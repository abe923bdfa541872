package io.plimsoll.hyperliquid.ws;

import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.Transport;
import io.plimsoll.hyperliquid.info.InfoClient;
import io.plimsoll.hyperliquid.limit.Lease;
import io.plimsoll.hyperliquid.ws.Channel.Content;
import io.plimsoll.hyperliquid.ws.ChannelEvent.Closed;
import io.plimsoll.hyperliquid.ws.ChannelEvent.Gap;
import io.plimsoll.hyperliquid.ws.ChannelEvent.Received;
import io.plimsoll.hyperliquid.ws.ChannelEvent.Restored;
import io.plimsoll.hyperliquid.ws.ChannelEvent.Undecodable;
import io.plimsoll.hyperliquid.ws.Rows.First;
import io.plimsoll.hyperliquid.ws.Rows.Span;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * One subscription on the wire and the listeners that share it. Its events are delivered under its lock, one after the other.
 *
 * <p>Its life: STARTING until the venue has taken it, then LIVE. When the connection is lost, LOST; when the next one has
 * taken it again, WAITING for the first frame, which may prove that nothing is missing; if it does not, FETCHING the rows
 * from the venue's history; then LIVE. From LOST to LIVE, frames are held back.
 *
 * @param <M> the message
 * @param <R> the row; of no meaning if the channel has none
 */
final class Feed<M, R> {
    /** Frames held back before the delivery thread waits for the repair. */
    private static final int MOST_HELD = 10_000;

    /** The local clock may be ahead of the venue's by so much: rows before the subscription by ours count as after it. */
    private static final long CLOCK_SKEW_MILLIS = 5_000;

    private enum Phase {
        STARTING,
        LIVE,
        LOST,
        WAITING,
        FETCHING,
        ENDED
    }

    private record Held<M>(M message, Instant receivedAt) {}

    private record Loss(Instant from, String cause) {}

    private final Subscription<M> subscription;
    private final Channel<M> channel;
    private final @Nullable Rows<M, R> rows;
    private final Repairs repairs;
    private final Faults faults;
    private final Lease place;
    private final CompletableFuture<Void> confirmed = new CompletableFuture<>();
    private final List<ChannelListener<M>> listeners = new CopyOnWriteArrayList<>();
    private final Seen seen;
    private final @Nullable Unfinished<R> unfinished;
    private final Deque<Held<M>> held = new ArrayDeque<>();
    private volatile Phase phase = Phase.STARTING;
    private @Nullable Loss loss;
    private boolean fresh = true; // the next message is the first since the venue took the subscription
    private boolean primed; // the venue's first rows have come
    private boolean snapshotDelivered;
    private boolean refusalTold;
    private boolean unreadable; // a frame that could not be read came while it was not live
    private long floor;
    private int round;
    private int heldBefore; // messages held back that came over connections before the present one
    private volatile boolean released;

    private volatile long sentInSession;
    private volatile Map<String, ?> echo = Map.of();

    private Feed(Subscription<M> subscription, @Nullable Rows<M, R> rows, Repairs repairs, Faults faults, Lease place) {
        this.subscription = subscription;
        this.channel = subscription.channel();
        this.rows = rows;
        this.seen = new Seen(rows == null || rows.first() != First.NOTHING);
        this.unfinished = rows == null ? null : new Unfinished<>(rows);
        this.repairs = repairs;
        this.faults = faults;
        this.place = place;
    }

    static <M> Feed<M, ?> of(Subscription<M> subscription, Repairs repairs, Faults faults, Lease place) {
        Rows<M, ?> rows = subscription.channel().rows();
        return rows == null
                ? new Feed<M, Void>(subscription, null, repairs, faults, place)
                : of(subscription, rows, repairs, faults, place);
    }

    private static <M, R> Feed<M, R> of(
            Subscription<M> subscription, Rows<M, R> rows, Repairs repairs, Faults faults, Lease place) {
        return new Feed<>(subscription, rows, repairs, faults, place);
    }

    Subscription<M> subscription() {
        return subscription;
    }

    /** Done when the venue has taken the subscription for the first time, or has refused it. */
    CompletableFuture<Void> confirmed() {
        return confirmed;
    }

    Lease place() {
        return place;
    }

    List<ChannelListener<M>> listeners() {
        return listeners;
    }

    long sentInSession() {
        return sentInSession;
    }

    void sentInSession(long session) {
        sentInSession = session;
    }

    /** The venue's form of the subscription; empty before the first acknowledgement. */
    Map<String, ?> echo() {
        return echo;
    }

    void echo(Map<String, ?> subscriptionInAnswer) {
        echo = subscriptionInAnswer;
    }

    /** The venue has taken the subscription. */
    synchronized void acknowledged(Instant at) {
        if (phase == Phase.STARTING) {
            floor = at.toEpochMilli() - CLOCK_SKEW_MILLIS;
            primed = rows != null && rows.first() == First.NOTHING;
            phase = Phase.LIVE;
            confirmed.complete(null);
        } else if (phase == Phase.LOST) {
            resume();
        }
    }

    private void resume() {
        if (rows == null) {
            if (channel.content() == Content.STATE) {
                phase = Phase.WAITING;
                if (held.size() > heldBefore) { // it came before the acknowledgement
                    finish(Span.complete(List.of()));
                }
            } else {
                finish(Span.partial(List.of(), "the venue does not repeat what it sends on " + channel.name()));
            }
        } else if (!primed) {
            phase = Phase.LIVE; // nothing was delivered yet, so nothing is missing: it starts anew
            loss = null;
            fresh = true;
            heldBefore = 0;
            while (!held.isEmpty()) { // they came before the acknowledgement
                Held<M> next = held.remove();
                deliver(next.message(), next.receivedAt());
            }
        } else if (rows.first() == First.NOTHING) {
            fetch(rows);
        } else {
            phase = Phase.WAITING;
            awaitSnapshot(rows);
            Rows<M, R> ours = rows;
            held.stream().skip(heldBefore).findFirst().ifPresent(early -> judge(ours, early.message()));
        }
    }

    private void awaitSnapshot(Rows<M, R> ours) {
        int thisRound = round;
        if (ours.haveHistory()) {
            repairs.after(repairs.snapshotWait(), () -> {
                synchronized (this) {
                    if (phase == Phase.WAITING && round == thisRound) {
                        fetch(ours);
                    }
                }
            });
        }
    }

    /** A message of it. */
    synchronized void received(M message, Instant at) {
        switch (phase) {
            case STARTING, LIVE -> deliver(message, at);
            case LOST, FETCHING -> hold(message, at);
            case WAITING -> {
                if (rows == null) {
                    held.add(new Held<>(message, at));
                    finish(Span.complete(List.of()));
                } else {
                    hold(message, at);
                    judge(rows, message);
                }
            }
            case ENDED -> {}
        }
    }

    private void deliver(M message, Instant at) {
        boolean first = fresh;
        fresh = false;
        boolean marked = channel.isSnapshot(message);
        if (rows == null) {
            publish(new Received<>(message, at, marked || (first && channel.content() == Content.STATE)));
        } else if (!primed || (marked && !snapshotDelivered)) {
            primed = true;
            snapshotDelivered |= marked;
            deliverFirst(rows, message, at, marked || rows.first() == First.RECENT);
        } else {
            deliverNew(rows, message, at);
        }
    }

    /** All of its rows, however old, but those that overtook it. */
    private void deliverFirst(Rows<M, R> ours, M message, Instant at, boolean snapshot) {
        List<R> all = ours.of().apply(message);
        List<R> rest = all.stream()
                .filter(row -> !seen.contains(ours.key().apply(row)))
                .toList();
        take(ours, all);
        if (rest.size() == all.size()) {
            publish(new Received<>(message, at, snapshot));
        } else {
            ours.messages().apply(subscription, rest).forEach(part -> publish(new Received<>(part, at, snapshot)));
        }
    }

    private void deliverNew(Rows<M, R> ours, M message, Instant at) {
        List<R> all = ours.of().apply(message);
        List<R> unseen = take(ours, all);
        if (unseen.size() == all.size()) {
            publish(new Received<>(message, at, false));
        } else if (!unseen.isEmpty()) {
            for (M rest : ours.messages().apply(subscription, unseen)) {
                publish(new Received<>(rest, at, false));
            }
        }
    }

    /** Takes rows down and gives those that were not there before. */
    private List<R> take(Rows<M, R> ours, List<R> all) {
        List<R> unseen = new ArrayList<>(all.size());
        Unfinished<R> ongoing = Objects.requireNonNull(unfinished);
        for (R row : all) {
            ongoing.saw(row);
            if (seen.add(ours.time().applyAsLong(row), ours.key().apply(row))) {
                unseen.add(row);
            }
        }
        return unseen;
    }

    private void hold(M message, Instant at) {
        held.add(new Held<>(message, at));
        while (phase == Phase.FETCHING && held.size() > MOST_HELD && !released) {
            try {
                wait(); // for the repair, which ends by itself: its requests have deadlines
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Whether the first message of a renewed subscription proves that nothing, or nothing that it does not hold, is missing. */
    private void judge(Rows<M, R> ours, M first) {
        List<R> newest = ours.of().apply(first);
        boolean proven = ours.first() == First.RECENT
                ? seen.isEmpty() || newest.stream().map(ours.key()).anyMatch(seen::contains)
                : channel.isSnapshot(first) && reachesBack(ours, newest);
        if (proven) {
            finish(Span.complete(List.of()));
        } else if (ours.haveHistory()) {
            fetch(ours);
        } else {
            finish(Span.partial(
                    List.of(), "the recent rows of " + channel.name() + " do not reach back to the last one seen"));
        }
    }

    /** Snapshots hold the newest rows without a hole, so one that begins before what we have seen holds all that is newer. */
    private boolean reachesBack(Rows<M, R> ours, List<R> newest) {
        return seen.isEmpty()
                ? newest.isEmpty()
                : newest.stream().mapToLong(ours.time()).anyMatch(time -> time < seen.horizon());
    }

    private void fetch(Rows<M, R> ours) {
        if (!ours.haveHistory()) {
            finish(Span.partial(List.of(), "the venue keeps no history of " + channel.name()));
            return;
        }
        phase = Phase.FETCHING;
        int thisRound = round;
        long from = ours.first() == First.NOTHING ? Math.max(floor, seen.horizon()) : seen.horizon();
        repairs.fetch(
                subscription.body(),
                ours.questions(repairs.info(), subscription, from, Objects.requireNonNull(unfinished)),
                answer -> fetched(thisRound, answer));
    }

    private synchronized void fetched(int itsRound, Span<R> answer) {
        if (phase == Phase.FETCHING && round == itsRound) {
            finish(answer);
        }
    }

    /** Delivers what was recovered and what was held back, oldest first, and is live again. */
    private void finish(Span<R> history) {
        Instant now = repairs.now();
        Loss lost = loss == null ? new Loss(now, "") : loss;
        history.unproven().ifPresent(why -> publish(new Gap<>(lost.from(), now, lost.cause(), why)));
        int recovered = rows == null ? deliverHeld() : deliverRows(rows, history.rows(), now);
        loss = null;
        refusalTold = false;
        fresh = false;
        phase = Phase.LIVE;
        repairs.restored(subscription.body(), recovered, history.unproven().isPresent());
        publish(new Restored<>(lost.from(), now, recovered));
        notifyAll();
        if (unreadable) { // it may have held rows that came after what was just recovered
            unreadable = false;
            makeUpForUnreadable();
        }
    }

    private void makeUpForUnreadable() {
        if (rows != null && primed) {
            loss = new Loss(repairs.now(), "unreadable frame");
            fetch(rows);
        }
    }

    private int deliverHeld() {
        boolean first = true;
        heldBefore = 0;
        while (!held.isEmpty()) {
            Held<M> next = held.remove();
            publish(new Received<>(next.message(), next.receivedAt(), first && channel.content() == Content.STATE));
            first = false;
        }
        return 0;
    }

    private int deliverRows(Rows<M, R> ours, List<R> history, Instant now) {
        List<R> all = new ArrayList<>(history);
        if (ours.first() == First.NOTHING) {
            all.removeIf(row -> order(ours.time().applyAsLong(row)) < floor);
        } else {
            snapshotDelivered = true; // one that comes later repeats what was delivered
        }
        heldBefore = 0;
        while (!held.isEmpty()) {
            all.addAll(ours.of().apply(held.remove().message()));
        }
        all.sort(Comparator.comparingLong(row -> order(ours.time().applyAsLong(row))));
        List<R> missed = take(ours, all);
        if (!missed.isEmpty()) {
            for (M message : ours.messages().apply(subscription, missed)) {
                publish(new Received<>(message, now, false));
            }
        }
        return missed.size();
    }

    /** Rows without a time come live only, after all that history knows. */
    private static long order(long time) {
        return time == Rows.NO_TIME ? Long.MAX_VALUE : time;
    }

    /** The connection that carried it is gone, and another is open. */
    synchronized void lost(Instant from, String cause) {
        heldBefore = held.size();
        switch (phase) {
            case LIVE -> {
                loss = new Loss(from, cause);
                phase = Phase.LOST;
            }
            case WAITING, FETCHING -> {
                round++;
                phase = Phase.LOST;
                notifyAll();
            }
            case STARTING, LOST, ENDED -> {}
        }
    }

    /** Whether the venue has still to take it again. */
    boolean isLost() {
        return phase == Phase.LOST;
    }

    /** Whether the venue has still to take it, for the first time or again. */
    boolean isWaitingForVenue() {
        return phase == Phase.STARTING || phase == Phase.LOST;
    }

    /** The venue does not take it. */
    synchronized void refused(SourceException why) {
        if (phase == Phase.STARTING) {
            confirmed.completeExceptionally(why);
        } else if (phase == Phase.LOST && !refusalTold) {
            refusalTold = true;
            Loss lost = loss == null ? new Loss(repairs.now(), "") : loss;
            publish(new Gap<>(
                    lost.from(),
                    repairs.now(),
                    lost.cause(),
                    "not subscribed, tried again later: " + why.getMessage()));
        }
    }

    /** A frame of its channel could not be read. */
    synchronized void undecodable(MalformedResponse error) {
        if (phase == Phase.ENDED) {
            return;
        }
        publish(new Undecodable<>(error));
        if (phase == Phase.LIVE) {
            makeUpForUnreadable();
        } else {
            unreadable |= phase != Phase.STARTING;
        }
    }

    /** Lets a delivery thread go that waits for the repair. */
    void release() {
        released = true;
        synchronized (this) {
            notifyAll();
        }
    }

    /** The stream has ended. */
    synchronized void closed(Instant at) {
        if (phase == Phase.ENDED) {
            return;
        }
        if (phase == Phase.LOST || phase == Phase.WAITING || phase == Phase.FETCHING) {
            finish(Span.partial(List.of(), "stopped before it was repaired"));
        }
        phase = Phase.ENDED;
        confirmed.completeExceptionally(
                new Transport(InfoClient.SOURCE, "stopped: " + subscription, new IOException("stopped")));
        publish(new Closed<>(at));
        listeners.clear();
    }

    /** Nobody listens any more. Takes no lock: it is called by listeners of other subscriptions too. */
    void abandoned() {
        released = true;
        repairs.after(Duration.ZERO, () -> {
            synchronized (this) {
                phase = Phase.ENDED;
                held.clear();
                notifyAll();
            }
        });
    }

    private void publish(ChannelEvent<M> event) {
        for (ChannelListener<M> listener : listeners) {
            faults.guard(subscription.type(), () -> listener.onEvent(event));
        }
    }
}
