package io.plimsoll.pyth.hermes;

import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.pyth.hermes.HermesEvent.Silence;
import io.plimsoll.pyth.hermes.HermesEvent.Silent;
import io.plimsoll.pyth.update.UpdateMessage.Price;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One feed's way through time: what is new, and which seconds are missing. Not thread-safe.
 *
 * <p>Each price names the publish time before its own ({@code prev}). Together they are a chain: the one unique update of
 * second t has prev &lt; t ≤ publish. A price whose prev is later than the newest price seen shows that the seconds between
 * were missed; so does a second price of a second ({@code prev = publish}) whose first one was not seen.
 */
final class FeedTrack {
    private static final long NEVER = 0;
    private static final long END_OF_TIME = Instant.MAX.getEpochSecond();

    /** What became of a message. */
    enum Verdict {
        /** Newer than all before. */
        NEW,
        /** It was missed, and is here now. */
        RESTORED,
        /** It tells nothing new. */
        REPEATED,
        /** Older than what was delivered, and not missed. */
        LATE
    }

    private final Bytes32 feed;
    private final FillPolicy policy;
    private final boolean complete;
    private final Deque<Hole> holes = new ArrayDeque<>();
    private @Nullable PriceTick last;
    private long lastSlot;
    private Instant heardAt;
    private Instant changedAt;
    private Instant watchedFrom;
    private boolean absentTold;
    private boolean unchangedTold;

    /**
     * Nothing has come of it yet.
     *
     * @param complete whether seconds that were missed matter
     */
    FeedTrack(Bytes32 feed, FillPolicy policy, boolean complete, Instant subscribedAt) {
        this.feed = feed;
        this.policy = policy;
        this.complete = complete;
        heardAt = subscribedAt;
        changedAt = subscribedAt;
        watchedFrom = subscribedAt;
    }

    /** A verified message of a frame. */
    Verdict live(PriceTick tick, Told told) {
        heardAt = tick.receivedAt();
        absentTold = false;
        Price price = tick.price();
        if (price.publishTime() <= NEVER || price.publishTime() > END_OF_TIME) {
            return Verdict.REPEATED;
        }
        PriceTick before = last;
        if (before != null && isOlder(tick, before)) {
            return fill(tick, told) ? Verdict.RESTORED : isKnown(tick, before) ? Verdict.REPEATED : Verdict.LATE;
        }
        if (before != null && isSamePrice(price, before.price())) {
            lastSlot = tick.slot();
            return fill(tick, told) ? Verdict.RESTORED : Verdict.REPEATED;
        }
        told.tick(tick);
        if (before != null) {
            dig(before.price().publishTime() + 1, Math.min(price.prevPublishTime(), price.publishTime()), told);
        }
        last = tick;
        lastSlot = tick.slot();
        changedAt = tick.receivedAt();
        unchangedTold = false;
        return Verdict.NEW;
    }

    private boolean isOlder(PriceTick tick, PriceTick before) {
        int time = Long.compare(tick.price().publishTime(), before.price().publishTime());
        return time < 0 || (time == 0 && Long.compareUnsigned(tick.slot(), lastSlot) <= 0);
    }

    private boolean isKnown(PriceTick tick, PriceTick before) {
        return tick.slot() == lastSlot && isSamePrice(tick.price(), before.price());
    }

    /** The same value at the same time, whatever its slot: an event of a slot in which the feed did not change. */
    private static boolean isSamePrice(Price one, Price other) {
        return one.publishTime() == other.publishTime()
                && one.price() == other.price()
                && one.conf() == other.conf()
                && one.expo() == other.expo()
                && one.emaPrice() == other.emaPrice()
                && one.emaConf() == other.emaConf();
    }

    private void dig(long from, long to, Told told) {
        if (from > to || !complete) {
            return;
        }
        long reach = policy.reach().toSeconds();
        Hole hole = new Hole(
                feed, from, to, reach, System.nanoTime() + policy.delay().toNanos(), told);
        holes.addLast(hole);
        long excess = missing() - reach;
        for (Iterator<Hole> oldest = holes.iterator(); excess > 0 && oldest.hasNext(); ) {
            Hole old = oldest.next();
            long given = Math.min(excess, old.size());
            if (given > 0) {
                old.giveUpOldest(given, "more than " + reach + " s were missing at one time", told);
                excess -= given;
            }
        }
        fillUp(told);
    }

    /** Whether the update was missed. A live frame may bring it as well as an answer. */
    boolean fill(PriceTick tick, Told told) {
        long prev = tick.price().prevPublishTime();
        long publish = tick.price().publishTime();
        boolean ours = false;
        for (Hole hole : holes) {
            if (hole.wants(prev, publish)) {
                ours |= hole.fill(prev, publish);
            }
        }
        if (ours) {
            told.tick(tick.asRestored());
        }
        fillUp(told);
        return ours;
    }

    /** An answer did not hold {@code second}; the next it knows of is that after {@code until}. */
    void missed(long second, long until, String why, Told told) {
        holes.forEach(hole -> hole.missed(second, until, policy.attempts(), why, told));
        fillUp(told);
    }

    /** All that is due is missing for good. */
    void giveUp(long nowNanos, String why, Told told) {
        forEachDue(nowNanos, hole -> hole.giveUp(why, told));
        fillUp(told);
    }

    private void fillUp(Told told) {
        holes.removeIf(hole -> {
            if (hole.isClosed()) {
                told.event(hole.restored());
            }
            return hole.isClosed();
        });
    }

    /** The oldest missing second that may be asked for now. */
    Optional<Long> oldestDue(long nowNanos) {
        return holes.stream()
                .filter(hole -> hole.dueNanos() - nowNanos <= 0)
                .map(Hole::first)
                .min(Long::compare);
    }

    private void forEachDue(long nowNanos, Consumer<Hole> task) {
        holes.stream().filter(hole -> hole.dueNanos() - nowNanos <= 0).forEach(task);
    }

    /** When the next missing second may be asked for. */
    Optional<Long> nextDueNanos() {
        return holes.isEmpty() ? Optional.empty() : Optional.of(holes.getFirst().dueNanos());
    }

    boolean misses(long second) {
        return holes.stream().anyMatch(hole -> hole.misses(second));
    }

    /** The newest missing second of the stretch that has this one; this one, if none has. */
    long lastOfStretch(long second) {
        return holes.stream()
                .filter(hole -> hole.misses(second))
                .mapToLong(Hole::last)
                .max()
                .orElse(second);
    }

    long missing() {
        return holes.stream().mapToLong(Hole::size).sum();
    }

    Optional<LatestPrice> latest() {
        return Optional.ofNullable(last).map(tick -> new LatestPrice(tick, heardAt));
    }

    /** From here on its connection is alive; silence before says nothing about the feed. */
    void watchFrom(Instant at) {
        watchedFrom = at;
    }

    /** Looks whether the feed has been silent too long at the time of a frame of its connection. */
    void check(Instant at, Duration allowed, Told told) {
        if (!absentTold && isOver(heardAt, at, allowed)) {
            absentTold = true;
            told.event(new Silent(feed, Silence.ABSENT, Optional.ofNullable(last), heardAt));
        } else if (!absentTold && !unchangedTold && isOver(changedAt, at, allowed)) {
            unchangedTold = true;
            told.event(new Silent(feed, Silence.UNCHANGED, Optional.ofNullable(last), changedAt));
        }
    }

    private boolean isOver(Instant since, Instant at, Duration allowed) {
        Instant from = since.isBefore(watchedFrom) ? watchedFrom : since;
        return Duration.between(from, at).compareTo(allowed) >= 0;
    }
}
