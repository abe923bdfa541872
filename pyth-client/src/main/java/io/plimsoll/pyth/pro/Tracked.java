package io.plimsoll.pyth.pro;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A subscription and what was told of it. Of the delivery thread only, but for its final fields. */
final class Tracked {
    private static final int REMEMBERED = 4_096;

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
    private long newestUs;
    private Optional<ProEvent.Served> served = Optional.empty();

    Tracked(long id, ProSubscription subscription) {
        this.id = id;
        this.subscription = subscription;
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

    void tell(ProPayload payload) {
        told.put(moment(payload), true);
        newestUs = payload.timestampUs();
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
