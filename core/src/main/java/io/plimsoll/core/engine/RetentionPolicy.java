package io.plimsoll.core.engine;

import io.plimsoll.core.domain.market.CandleInterval;
import io.plimsoll.core.domain.repository.incident.IncidentStore;
import io.plimsoll.core.domain.repository.keeper.KeeperStore;
import io.plimsoll.core.domain.repository.market.MarketStore;
import io.plimsoll.core.domain.repository.monitoring.MonitoringStore;
import io.plimsoll.core.domain.repository.token.TokenStore;
import io.plimsoll.core.domain.repository.user.UserStore;
import io.plimsoll.core.domain.token.TrackedToken;
import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.core.foundation.error.RepositoryException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How long what is in the stores is kept, by what it is. What a store has rules for goes; all else stays: accounts, tokens, users,
 * the wallets ever seen, weeks, candles of a day and longer, the audit log. For a table that is to be kept for another time a
 * {@link Retention} takes a rule of its own in place of the one here.
 *
 * @param raw single events that roll-ups are made of: trades, transfers, payments, price ticks
 * @param hourly what is made of them by the hour or in shorter steps, and large trades; not shorter than {@code raw}
 * @param daily what is made by the day, and what is noted by the hour for years of figures: funding rates, profits, usage; not
 *     shorter than {@code hourly}
 * @param snapshots states that were taken from time to time, and what runs and checks found
 * @param records what happened once: liquidations, incidents, deliveries, fired alerts, decisions, attempts
 */
public record RetentionPolicy(Duration raw, Duration hourly, Duration daily, Duration snapshots, Duration records) {

    /** Raw events 7 days, hours and snapshots 30, days and records 365. */
    public static final RetentionPolicy DEFAULT = new RetentionPolicy(
            Duration.ofDays(7), Duration.ofDays(30), Duration.ofDays(365), Duration.ofDays(30), Duration.ofDays(365));

    public RetentionPolicy {
        if (hourly.compareTo(raw) < 0 || daily.compareTo(hourly) < 0) {
            throw new IllegalArgumentException("what is made of raw events must be kept as long as they are, got raw "
                    + raw + ", hourly " + hourly + ", daily " + daily);
        }
    }

    /** The rules for trades, positions, alerts and checks. */
    public List<Retention.Rule> rules(MarketStore store) {
        return List.of(
                new Retention.Rule("trades", raw, store.trades()::deleteOlderThan),
                new Retention.Rule("trade hours", hourly, store.summaries()::deleteHoursOlderThan),
                new Retention.Rule("trade days", daily, store.summaries()::deleteDaysOlderThan),
                new Retention.Rule("whale trades", hourly, store.whales()::deleteOlderThan),
                new Retention.Rule("position snapshots", snapshots, store.positions()::deleteOlderThan),
                new Retention.Rule("fired alerts", records, store.alerts()::deleteOlderThan),
                new Retention.Rule("health samples", snapshots, store.health()::deleteOlderThan));
    }

    /** The rules for tokens. What tokens' transfers and payments come to is rolled up before the first of them goes. */
    public List<Retention.Rule> rules(TokenStore store) {
        return List.of(
                new Retention.Rule("transfers", raw, limit -> {
                    rollUp(store);
                    return store.transfers().deleteOlderThan(limit);
                }),
                new Retention.Rule("token payments", raw, limit -> {
                    rollUp(store);
                    return store.payments().deleteOlderThan(limit);
                }),
                new Retention.Rule("token hours", hourly, store.activity()::deleteHoursOlderThan),
                new Retention.Rule("token days", daily, store.activity()::deleteDaysOlderThan),
                new Retention.Rule("token prices", daily, store.prices()::deleteOlderThan),
                new Retention.Rule("token holders", daily, store.holders()::deleteOlderThan));
    }

    private static void rollUp(TokenStore store) {
        for (TrackedToken token : store.tokens().all()) {
            try {
                store.activity().rollUp(token.id());
            } catch (RepositoryException e) {
                // a contract that invents its amounts must not fill the disk: its sums fit no better tomorrow
                if (e.kind() != Kind.UNSTORABLE) {
                    throw e;
                }
            }
        }
    }

    /** The rules for accounts that are watched. */
    public List<Retention.Rule> rules(MonitoringStore store) {
        return List.of(
                new Retention.Rule("account snapshots", snapshots, store.snapshots()::deleteOlderThan),
                new Retention.Rule("holdings", snapshots, store.holdings()::deleteOlderThan),
                new Retention.Rule("pipeline runs", snapshots, store.runs()::deleteOlderThan));
    }

    /** The rules for a keeper's markets and its work. */
    public List<Retention.Rule> rules(KeeperStore store) {
        List<Retention.Rule> rules = new ArrayList<>(List.of(
                new Retention.Rule("price history", raw, store.prices()::deleteOlderThan),
                new Retention.Rule("funding rates", daily, store.fundingRates()::deleteOlderThan),
                new Retention.Rule("open interest", snapshots, store.openInterest()::deleteOlderThan),
                new Retention.Rule("profits", daily, store.profits()::deleteOlderThan),
                new Retention.Rule("protocol liquidations", records, store.liquidations()::deleteOlderThan),
                new Retention.Rule("attempts", records, store.attempts()::deleteOlderThan),
                new Retention.Rule("decisions", records, store.decisions()::deleteOlderThan)));
        Arrays.stream(CandleInterval.values())
                .filter(interval -> interval.compareTo(CandleInterval.ONE_DAY) < 0)
                .map(interval -> candles(store, interval))
                .forEach(rules::add);
        return List.copyOf(rules);
    }

    private Retention.Rule candles(KeeperStore store, CandleInterval interval) {
        boolean shorterThanAnHour = interval.compareTo(CandleInterval.ONE_HOUR) < 0;
        return new Retention.Rule(
                "candles " + interval.code(),
                shorterThanAnHour ? hourly : daily,
                (Instant limit) -> store.candles().deleteOlderThan(interval, limit));
    }

    /** The rules for incidents. */
    public List<Retention.Rule> rules(IncidentStore store) {
        return List.of(
                new Retention.Rule("incidents", records, store.incidents()::deleteOlderThan),
                new Retention.Rule("liquidations", records, store.liquidations()::deleteOlderThan),
                new Retention.Rule("deliveries", records, store.deliveries()::deleteOlderThan));
    }

    /** The rules for users. */
    public List<Retention.Rule> rules(UserStore store) {
        return List.of(
                new Retention.Rule("expired sessions", snapshots, store.sessions()::deleteOlderThan),
                new Retention.Rule("API usage", daily, store.usage()::deleteOlderThan));
    }
}
