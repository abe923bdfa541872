package io.plimsoll.core.domain.repository.market;

import io.plimsoll.core.domain.market.TradeSummary;
import java.time.Instant;
import java.util.List;

/**
 * The trades of each market by UTC hour and day. The store notes by itself which hours have got trades since they were rolled up:
 * however late these come, the next {@link #rollUp} counts them, and repeating it changes nothing. Once trades of an hour, or hours
 * of a day, have been deleted its summary is final, as a part of them would say less. Implementations are thread-safe.
 */
public interface TradeSummaryRepository {
    /**
     * Brings up to date the hours that have ended by {@code until} and got trades or large trades since they were rolled up; then
     * the days that have ended by then and got hours. Each hour and day is a transaction.
     *
     * @return how many hours and days were written
     */
    int rollUp(Instant until);

    /** The hours of a market with from ≤ start ≤ to, oldest first; none for an hour without trades. */
    List<TradeSummary> hours(String coin, Instant from, Instant to);

    /** The days of a market with from ≤ start ≤ to, oldest first; none for a day without trades. */
    List<TradeSummary> days(String coin, Instant from, Instant to);

    /**
     * Deletes the hours of all days that ended by {@code limit}, after these were rolled up: the days stay, and are final.
     *
     * @return how many hours
     */
    int deleteHoursOlderThan(Instant limit);

    /**
     * Deletes the days that began before {@code limit}.
     *
     * @return how many
     */
    int deleteDaysOlderThan(Instant limit);
}
