package io.plimsoll.pyth.pro;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** A subscription and what was told of it. Of the delivery thread only, but for its final fields. */
final class Tracked {
    private static final int REMEMBERED = 4_096;
    private static final int NANOS_PER_MICRO = 1_000;

    private record Moment(long timestampUs, List<Long> feedIds) {}

    /** How an update stands to those told before. */
    enum Standing {
        NEW,
        DUPLICATE,
        LATE
    }

    private final long id;
    private final ProSubscription subscription;
    private final Map<Moment, Boolean> told = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Moment, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };
    /** Verified, and waiting for what is missing before them. */
    private final NavigableMap<Long, List<ProEvent.Update>> held = new TreeMap<>(Long::compareUnsigned);

    private final long periodUs;
    private long newestUs;
    private Optional<ProEvent.Served> served = Optional.empty();

    Tracked(long id, ProSubscription subscription) {
        this.id = id;
        this.subscription = subscription;
        this.periodUs = subscription.channel().period().toNanos() / NANOS_PER_MICRO;
    }

    long id() {
        return id;
    }

    ProSubscription subscription() {
        return subscription;
    }

    Standing standing(ProPayload payload) {
        if (told.containsKey(moment(payload))) {
            return Standing.DUPLICATE;
        }
        return Long.compareUnsigned(payload.timestampUs(), newestUs) < 0 ? Standing.LATE : Standing.NEW;
    }

    /** From now on it counts as told; whether it is its turn, or an update between it and the last one told is missing. */
    boolean take(ProEvent.Update update) {
        told.put(moment(update.payload()), true);
        held.computeIfAbsent(update.payload().timestampUs(), at -> new ArrayList<>())
                .add(update);
        return isNext(update.payload().timestampUs());
    }

    private boolean isNext(long timestampUs) {
        return newestUs == 0 || periodUs == 0 || Long.compareUnsigned(timestampUs, newestUs + periodUs) <= 0;
    }

    /** Takes out what may be told, in order: all up to a time, and what follows without a hole. */
    List<ProEvent.Update> release(long upToUs) {
        List<ProEvent.Update> released = new ArrayList<>();
        while (!held.isEmpty() && (Long.compareUnsigned(held.firstKey(), upToUs) <= 0 || isNext(held.firstKey()))) {
            newestUs = held.firstKey();
            released.addAll(held.pollFirstEntry().getValue());
        }
        return released;
    }

    /** Whether that is news. */
    boolean tell(ProEvent.Served now) {
        boolean news = !served.equals(Optional.of(now));
        served = Optional.of(now);
        return news;
    }

    private static Moment moment(ProPayload payload) {
        return new Moment(
                payload.timestampUs(),
                payload.feeds().stream().map(ProFeed::feedId).toList());
    }
}
