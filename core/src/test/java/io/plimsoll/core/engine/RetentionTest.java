package io.plimsoll.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import io.plimsoll.core.domain.market.MarketTrade;
import io.plimsoll.core.domain.market.Side;
import io.plimsoll.core.domain.pipeline.PipelineReport.StepResult;
import io.plimsoll.core.domain.pipeline.PipelineReport.StepStatus;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.incident.memory.InMemoryIncidentStore;
import io.plimsoll.core.domain.repository.keeper.memory.InMemoryKeeperStore;
import io.plimsoll.core.domain.repository.market.MarketStore;
import io.plimsoll.core.domain.repository.market.memory.InMemoryMarketStore;
import io.plimsoll.core.domain.repository.monitoring.memory.InMemoryMonitoringStore;
import io.plimsoll.core.domain.repository.token.TokenStore;
import io.plimsoll.core.domain.repository.token.memory.InMemoryTokenStore;
import io.plimsoll.core.domain.repository.user.memory.InMemoryUserStore;
import io.plimsoll.core.domain.token.DailyActivity;
import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.core.testing.ManualClock;
import io.plimsoll.core.testing.repository.token.TokenSamples;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RetentionTest {
    private final ManualClock clock = ManualClock.atNewYear();
    private final List<StepResult> progress = new ArrayList<>();

    @Test
    void run_givesEachRuleItsLimit_andReportsRows() {
        List<Instant> limits = new ArrayList<>();
        Retention retention = new Retention(
                List.of(
                        new Retention.Rule("a", Duration.ofDays(7), limit -> {
                            limits.add(limit);
                            clock.advance(Duration.ofHours(1));
                            return 3;
                        }),
                        new Retention.Rule("b", Duration.ofDays(30), limit -> {
                            limits.add(limit);
                            return 0;
                        })),
                clock);

        Retention.Report report = retention.run(progress::add);

        assertThat(limits)
                .containsExactly(Instant.parse("2025-12-25T00:00:00Z"), Instant.parse("2025-12-02T00:00:00Z"));
        assertThat(report.deleted()).containsExactly(entry("a", 3), entry("b", 0));
        assertThat(report.run().isWhole()).isTrue();
        assertThat(report.run().name()).isEqualTo("retention");
        assertThat(report.run().duration()).isEqualTo(Duration.ofHours(1));
        assertThat(progress).isEqualTo(report.run().steps());
    }

    @Test
    void run_tableThatFails_doesNotKeepTheOthers() {
        Retention retention = new Retention(
                List.of(
                        new Retention.Rule("broken", Duration.ofDays(1), limit -> {
                            throw new RepositoryException(RepositoryException.Kind.OTHER, "cannot delete", null);
                        }),
                        new Retention.Rule("whole", Duration.ofDays(1), limit -> 5)),
                clock);

        Retention.Report report = retention.run(progress::add);

        assertThat(report.deleted()).containsExactly(entry("whole", 5));
        assertThat(report.run().steps())
                .extracting(StepResult::status)
                .containsExactly(StepStatus.FAILED, StepStatus.OK);
        assertThat(report.run().steps().get(0).message()).contains("cannot delete");
    }

    @Test
    void rules_thatMakeNoSense_areRefused() {
        Retention.Rule rule = new Retention.Rule("a", Duration.ofDays(1), limit -> 0);

        assertThatIllegalArgumentException().isThrownBy(() -> new Retention(List.of(rule, rule), clock));
        assertThatIllegalArgumentException().isThrownBy(() -> new Retention.Rule("a", Duration.ZERO, limit -> 0));
        Duration day = Duration.ofDays(1);
        Duration hour = Duration.ofHours(1);
        assertThatIllegalArgumentException().isThrownBy(() -> new RetentionPolicy(day, hour, day, day, day));
        assertThatIllegalArgumentException().isThrownBy(() -> new RetentionPolicy(hour, day, hour, day, day));
    }

    /** All stores in one retention: no name twice, and each table for as long as it should. */
    @Test
    void policy_hasARuleForEachTableThatGrows() {
        RetentionPolicy policy = RetentionPolicy.DEFAULT;
        List<Retention.Rule> rules = Stream.of(
                        policy.rules(new InMemoryMarketStore()),
                        policy.rules(new InMemoryTokenStore()),
                        policy.rules(new InMemoryMonitoringStore()),
                        policy.rules(new InMemoryKeeperStore()),
                        policy.rules(new InMemoryIncidentStore()),
                        policy.rules(new InMemoryUserStore()))
                .flatMap(List::stream)
                .toList();

        assertThat(new Retention(rules, clock).run(progress::add).run().isWhole())
                .isTrue();
        Map<String, Long> days = rules.stream()
                .collect(Collectors.toMap(
                        Retention.Rule::name, rule -> rule.keep().toDays()));
        assertThat(days)
                .containsEntry("trades", 7L)
                .containsEntry("transfers", 7L)
                .containsEntry("price history", 7L)
                .containsEntry("trade hours", 30L)
                .containsEntry("token hours", 30L)
                .containsEntry("candles 1m", 30L)
                .containsEntry("account snapshots", 30L)
                .containsEntry("trade days", 365L)
                .containsEntry("token days", 365L)
                .containsEntry("candles 12h", 365L)
                .containsEntry("incidents", 365L)
                .doesNotContainKey("candles 1d");
    }

    /** The program stood still for longer than raw events are kept: what came before is rolled up, not lost. */
    @Test
    void transfersThatNobodyHasRolledUp_areCountedBeforeTheyGo() {
        TokenStore store = new InMemoryTokenStore();
        store.tokens().upsert(TokenSamples.tracked(TokenSamples.TOKEN, "T"));
        store.transfers()
                .upsert(List.of(TokenSamples.transfer(
                        TokenSamples.TOKEN, 1, 0, clock.instant().toString(), 1, 2, 5)));
        clock.advance(Duration.ofDays(9));

        Retention.Report report = new Retention(RetentionPolicy.DEFAULT.rules(store), clock).run(progress::add);

        assertThat(report.deleted()).containsEntry("transfers", 1);
        assertThat(store.activity()
                        .days(TokenSamples.TOKEN, PageRequest.first(9))
                        .items())
                .extracting(DailyActivity::totalTransfers)
                .containsExactly(1L);
        assertThat(store.activity()
                        .wallets(TokenSamples.TOKEN, PageRequest.first(9))
                        .items())
                .hasSize(2);
    }

    /** A year of a store, with a run a day: what is there is what the rules say, and nothing was counted twice or lost. */
    @Test
    void market_overAYear_keepsTradesHoursAndDaysAsLongAsItShould() {
        MarketStore store = new InMemoryMarketStore();
        Retention retention = new Retention(RetentionPolicy.DEFAULT.rules(store), clock);
        Instant start = clock.instant();
        for (int day = 0; day < 400; day++) {
            store.trades().add(List.of(trade(day, 0), trade(day, 1)));
            clock.advance(Duration.ofDays(1));
            store.summaries().rollUp(clock.instant());
            assertThat(retention.run(progress::add).run().isWhole()).isTrue();
        }

        Instant now = clock.instant();
        assertThat(store.summaries().days("BTC", start, now))
                .hasSize(365)
                .allSatisfy(day -> assertThat(day.candle().volume()).isEqualByComparingTo("2"));
        assertThat(store.summaries().hours("BTC", start, now)).hasSize(30 * 2);
        assertThat(store.trades().latest("BTC")).isPresent();
        assertThat(store.trades().deleteOlderThan(now)).isEqualTo(7 * 2);
    }

    private MarketTrade trade(int day, int hour) {
        return new MarketTrade(
                "BTC",
                Side.BUY,
                BigDecimal.TEN,
                BigDecimal.ONE,
                clock.instant().plus(Duration.ofHours(hour)),
                day,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
