package io.plimsoll.core.engine;

import io.plimsoll.core.domain.repository.market.MarketStore;
import java.time.Duration;
import java.util.List;

/**
 * How long what is in a {@link MarketStore} is kept.
 *
 * @param trades single trades; deleted by the hour
 * @param hours their hours, at least as long as trades; deleted by the day
 * @param days their days, at least as long as hours
 * @param whales large trades, at least as long as trades: hours count them
 * @param positions snapshots of positions
 * @param alerts what users were told
 * @param health what health checks found
 */
public record MarketRetention(
        Duration trades,
        Duration hours,
        Duration days,
        Duration whales,
        Duration positions,
        Duration alerts,
        Duration health) {

    /** Trades a week, hours, large trades, positions and health 30 days, days and alerts a year. */
    public static final MarketRetention DEFAULT = new MarketRetention(
            Duration.ofDays(7),
            Duration.ofDays(30),
            Duration.ofDays(365),
            Duration.ofDays(30),
            Duration.ofDays(30),
            Duration.ofDays(365),
            Duration.ofDays(30));

    public MarketRetention {
        if (hours.compareTo(trades) < 0 || days.compareTo(hours) < 0 || whales.compareTo(trades) < 0) {
            throw new IllegalArgumentException("what is made of trades must be kept as long as they are, got trades "
                    + trades + ", hours " + hours + ", days " + days + ", whales " + whales);
        }
    }

    /** The rules for a store. */
    public List<Retention.Rule> rules(MarketStore store) {
        return List.of(
                new Retention.Rule("trades", trades, store.trades()::deleteOlderThan),
                new Retention.Rule("trade hours", hours, store.summaries()::deleteHoursOlderThan),
                new Retention.Rule("trade days", days, store.summaries()::deleteDaysOlderThan),
                new Retention.Rule("whale trades", whales, store.whales()::deleteOlderThan),
                new Retention.Rule("position snapshots", positions, store.positions()::deleteOlderThan),
                new Retention.Rule("fired alerts", alerts, store.alerts()::deleteOlderThan),
                new Retention.Rule("health samples", health, store.health()::deleteOlderThan));
    }
}
