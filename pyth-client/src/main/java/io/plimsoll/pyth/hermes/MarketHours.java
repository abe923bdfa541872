package io.plimsoll.pyth.hermes;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a market is open, as of the answer.
 *
 * @param is_open at the time of the answer
 * @param next_open seconds since 1970; null if none is known, as for a market that never closes
 * @param next_close seconds since 1970; null if none is known
 */
public record MarketHours(
        boolean is_open, @Nullable Long next_open, @Nullable Long next_close) {

    /** When it opens next. */
    public Optional<Instant> nextOpen() {
        return Optional.ofNullable(next_open).map(Instant::ofEpochSecond);
    }

    /** When it closes next. */
    public Optional<Instant> nextClose() {
        return Optional.ofNullable(next_close).map(Instant::ofEpochSecond);
    }

    /**
     * Whether it is open at a time since the answer: as it was then until the next change, the opposite until the one after
     * that; empty beyond what the answer tells. A market without a next change stays as it is.
     */
    public Optional<Boolean> isOpen(Instant at) {
        Optional<Instant> first = is_open ? nextClose() : nextOpen();
        if (first.isEmpty() || at.isBefore(first.get())) {
            return Optional.of(is_open);
        }
        Optional<Instant> second = is_open ? nextOpen() : nextClose();
        return second.filter(change -> change.isAfter(first.get()) && at.isBefore(change))
                .map(change -> !is_open);
    }
}
