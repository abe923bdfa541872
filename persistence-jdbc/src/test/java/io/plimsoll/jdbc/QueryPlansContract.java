package io.plimsoll.jdbc;

import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.BTC;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.CHAIN;
import static io.plimsoll.core.testing.repository.token.TokenSamples.TOKEN;
import static io.plimsoll.core.testing.repository.token.TokenSamples.address;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.domain.account.MonitoredAccount;
import io.plimsoll.core.domain.account.Platform;
import io.plimsoll.core.domain.alert.Alert;
import io.plimsoll.core.domain.alert.AlertCondition;
import io.plimsoll.core.domain.alert.AlertState;
import io.plimsoll.core.domain.alert.Delivery;
import io.plimsoll.core.domain.alert.Delivery.Status;
import io.plimsoll.core.domain.alert.DeliveryState;
import io.plimsoll.core.domain.alert.DeliveryTask;
import io.plimsoll.core.domain.alert.FiredAlert;
import io.plimsoll.core.domain.alert.MarketAlert;
import io.plimsoll.core.domain.alert.Severity;
import io.plimsoll.core.domain.event.IndexBatch;
import io.plimsoll.core.domain.incident.AuditEvent;
import io.plimsoll.core.domain.incident.Incident;
import io.plimsoll.core.domain.incident.IncidentFilter;
import io.plimsoll.core.domain.incident.IncidentType;
import io.plimsoll.core.domain.keeper.Attempt;
import io.plimsoll.core.domain.keeper.AttemptKey;
import io.plimsoll.core.domain.keeper.Verdict;
import io.plimsoll.core.domain.liquidation.Certainty;
import io.plimsoll.core.domain.liquidation.Evidence;
import io.plimsoll.core.domain.liquidation.Liquidation;
import io.plimsoll.core.domain.liquidation.Liquidation.Closed;
import io.plimsoll.core.domain.liquidation.LiquidationMethod;
import io.plimsoll.core.domain.market.CandleInterval;
import io.plimsoll.core.domain.market.MarketTrade;
import io.plimsoll.core.domain.market.Side;
import io.plimsoll.core.domain.market.TradeSize;
import io.plimsoll.core.domain.market.WhaleTrade;
import io.plimsoll.core.domain.pipeline.PipelineReport;
import io.plimsoll.core.domain.pipeline.PipelineReport.RunState;
import io.plimsoll.core.domain.position.Holding;
import io.plimsoll.core.domain.position.Holdings;
import io.plimsoll.core.domain.position.LpPosition;
import io.plimsoll.core.domain.position.MarginMode;
import io.plimsoll.core.domain.position.PerpPosition;
import io.plimsoll.core.domain.position.PositionSide;
import io.plimsoll.core.domain.position.PositionSnapshot;
import io.plimsoll.core.domain.repository.incident.IncidentStore;
import io.plimsoll.core.domain.repository.keeper.KeeperStore;
import io.plimsoll.core.domain.repository.market.MarketStore;
import io.plimsoll.core.domain.repository.monitoring.MonitoringStore;
import io.plimsoll.core.domain.repository.token.TokenStore;
import io.plimsoll.core.domain.repository.user.UserStore;
import io.plimsoll.core.domain.token.HolderDistribution;
import io.plimsoll.core.domain.token.TokenTransfer;
import io.plimsoll.core.domain.token.WalletStatistics;
import io.plimsoll.core.domain.user.SessionToken;
import io.plimsoll.core.domain.user.Tier;
import io.plimsoll.core.domain.user.User;
import io.plimsoll.core.domain.user.WaitlistEntry;
import io.plimsoll.core.domain.user.WaitlistStatus;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.health.HealthReport;
import io.plimsoll.core.foundation.health.HealthStatus;
import io.plimsoll.core.testing.repository.incident.AuditRepositoryContract;
import io.plimsoll.core.testing.repository.incident.IncidentRepositoryContract;
import io.plimsoll.core.testing.repository.index.Chains;
import io.plimsoll.core.testing.repository.keeper.KeeperSamples;
import io.plimsoll.core.testing.repository.monitoring.AccountSnapshotRepositoryContract;
import io.plimsoll.core.testing.repository.token.TokenSamples;
import io.plimsoll.jdbc.index.EventColumn;
import io.plimsoll.jdbc.index.EventRows;
import io.plimsoll.jdbc.index.EventTable;
import io.plimsoll.jdbc.index.JdbcIndexRepository;
import io.plimsoll.jdbc.testing.QueryPlans;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Whatever the stores are asked for is found by indexes, and each of their lists is read page by page in the order of one, from
 * where the page begins.
 */
abstract class QueryPlansContract {
    private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant END = T0.plusSeconds(86_400);
    private static final Instant OLD = Instant.parse("2020-01-01T00:00:00Z");
    private static final Address ALICE = address(0xa1);
    private static final LocalDate DAY = LocalDate.parse("2026-03-01");
    /** More than a decimal has room for. */
    private static final BigInteger HUGE = BigInteger.TWO.pow(255);

    private static final EventTable<TokenTransfer> MOVES = EventTable.named("moves", TokenTransfer.class)
            .column("recipient", EventColumn.ADDRESS, TokenTransfer::recipient)
            .column("amount", EventColumn.AMOUNT, TokenTransfer::amount)
            .index("amount")
            .indexTime()
            .build(row -> new TokenTransfer(
                    row.at(),
                    ALICE,
                    ALICE,
                    row.get("recipient", EventColumn.ADDRESS),
                    row.get("amount", EventColumn.AMOUNT)));

    private static final List<Integer> ROWS = List.of(1, 2, 3);

    protected abstract QueryPlans plans();

    private static Instant at(int i) {
        return T0.plusSeconds(60L * i);
    }

    private static <T> List<T> rows(Function<Integer, T> row) {
        return ROWS.stream().map(row).toList();
    }

    @Test
    void monitoring_isServedByIndexes() {
        MonitoringStore store = plans().store().monitoring();
        store.accounts()
                .upsert(rows(i -> new MonitoredAccount(address(i), "name", Set.of(Platform.HYPEREVM), Map.of())));
        store.snapshots().upsert(rows(i -> AccountSnapshotRepositoryContract.snapshot(ALICE, at(i), "1")));
        store.holdings()
                .save(rows(i ->
                        new Holdings(address(i), "hypercore", T0, List.of(Holding.of(perp("HYPE")), outOfRange(i)))));
        ROWS.forEach(i -> store.runs()
                .save(new PipelineReport(
                        "run " + i, "monitor", RunState.ENDED, at(i), Duration.ofSeconds(1), List.of())));

        plans().isPaged(request -> store.accounts().page(request));
        plans().isPaged(request -> store.snapshots().page(ALICE, request));
        plans().isPaged(request -> store.holdings().inMarket("HYPE", request));
        plans().isPaged(request -> store.holdings().outOfRange(request));
        plans().isPaged(request -> store.runs().page(request));
        plans().isIndexed(() -> store.accounts().find(ALICE));
        plans().isIndexed(() -> store.accounts().watchedOn(Platform.HYPEREVM));
        plans().isIndexed(() -> store.snapshots().latest(List.of(ALICE, Address.ZERO)));
        plans().isIndexed(() -> store.snapshots().between(ALICE, T0, END));
        plans().isIndexed(() -> store.holdings().find(ALICE));
        plans().isIndexed(() -> store.holdings().find(ALICE, "hypercore"));
        plans().isIndexed(() -> store.holdings().find(nft(1).key()));
        plans().isIndexed(() -> store.runs().find("run 1"));
        plans().isIndexed(() -> store.runs().latest("monitor"));
        plans().isIndexed(() -> store.snapshots().deleteOlderThan(OLD));
        plans().isIndexed(() -> store.holdings().deleteOlderThan(OLD));
        plans().isIndexed(() -> store.runs().deleteOlderThan(OLD));
    }

    @Test
    void users_areServedByIndexes() {
        UserStore store = plans().store().users();
        store.users().upsert(rows(i -> new User(address(i), Tier.PRO, at(i), at(i))));
        store.waitlist().join(entry(9, Optional.empty()));
        ROWS.forEach(i -> store.waitlist().join(entry(i, Optional.of("code9"))));

        plans().isPaged(request -> store.users().page(request));
        plans().isPaged(request -> store.users().page(Tier.PRO, request));
        plans().isPaged(request -> store.waitlist().page(WaitlistStatus.WAITING, request));
        plans().isPaged(request -> store.waitlist().referred("code9", request));
        plans().isIndexed(() -> store.users().find(ALICE));
        plans().isIndexed(() -> store.sessions().find(SessionToken.of("x"), T0));
        plans().isIndexed(() -> store.sessions().live(ALICE, T0));
        plans().isIndexed(() -> store.waitlist().find("user1@example.org"));
        plans().isIndexed(() -> store.waitlist().findByCode("code1"));
        plans().isIndexed(() -> store.waitlist().standing("user1@example.org"));
        plans().isIndexed(() -> store.usage().requests(ALICE, T0, END));
        plans().isIndexed(() -> store.usage().totals(ALICE, T0, END));
        plans().isIndexed(() -> store.usage().totals(T0, END));
        plans().isIndexed(() -> store.users().forget(ALICE));
        plans().isIndexed(() -> store.sessions().deleteOlderThan(OLD));
        plans().isIndexed(() -> store.usage().deleteOlderThan(OLD));
    }

    private static WaitlistEntry entry(int i, Optional<String> referrer) {
        return new WaitlistEntry(
                "user" + i + "@example.org", "code" + i, referrer, at(i), WaitlistStatus.WAITING, at(i));
    }

    @Test
    void incidents_areServedByIndexes() {
        IncidentStore store = plans().store().incidents();
        store.incidents().upsert(rows(QueryPlansContract::incident));
        store.liquidations().merge(rows(QueryPlansContract::liquidation));
        store.deliveries().settle(rows(i -> new Delivery(alert(i), "chat", Status.SENT, Optional.empty(), at(i))));
        store.deliveries().add(rows(i -> DeliveryTask.pending(alert(i), "mail", at(i))));
        store.audit().append(rows(AuditRepositoryContract::event));
        AuditEvent event = AuditRepositoryContract.event(7);
        store.audit()
                .append(rows(i ->
                        new AuditEvent("line " + i, at(i), event.actor(), event.action(), "subject", event.details())));

        plans().isPaged(request -> store.incidents().page(IncidentFilter.ALL, request));
        plans().isPaged(request -> store.incidents().page(IncidentFilter.atLeast(Severity.WARNING), request));
        plans().isPaged(request -> store.incidents()
                .page(IncidentFilter.ALL.of(Set.of(IncidentType.CASCADE, IncidentType.EXPLOIT)), request));
        plans().isPaged(
                        request -> store.incidents()
                                .page(
                                        IncidentFilter.atLeast(Severity.WARNING).of(Set.of(IncidentType.CASCADE)),
                                        request),
                        "type",
                        "severity");
        plans().isPaged(request -> store.incidents().about("ETH", request));
        plans().isPaged(request -> store.incidents().unsettled(request));
        plans().isPaged(request -> store.liquidations().page(request));
        plans().isPaged(request -> store.liquidations().inMarket("ETH", request));
        plans().isPaged(request -> store.liquidations().of(ALICE, request));
        plans().isPaged(request -> store.liquidations().between(T0, END, request));
        plans().isPaged(request -> store.deliveries().page(request));
        plans().isPaged(request -> store.deliveries().page(DeliveryState.SENT, request));
        plans().isPaged(request -> store.audit().page(request));
        plans().isPaged(request -> store.audit().about("subject", request));
        plans().isIndexed(() -> store.incidents().find("x"));
        plans().isIndexed(() -> store.incidents().totals(T0, END));
        plans().isIndexed(() -> store.incidents().recoveries(List.of("x", "y")));
        plans().isIndexed(() -> store.liquidations().find("x"));
        plans().isIndexed(() -> store.liquidations().ofIncident(incident(1).id()));
        plans().isIndexed(() -> store.deliveries().find(alert(1), "chat"));
        plans().isIndexed(() -> store.deliveries().claim(1, T0, Duration.ofDays(1)));
        plans().isIndexed(() -> store.subscriptions().of(ALICE));
        plans().isIndexed(() -> store.subscriptions()
                .wanting(IncidentRepositoryContract.incident(1, IncidentType.CASCADE, Severity.INFO, "ETH", "")));
        plans().isIndexed(() -> store.incidents().deleteOlderThan(OLD));
        plans().isIndexed(() -> store.liquidations().deleteOlderThan(OLD));
        plans().isIndexed(() -> store.deliveries().deleteOlderThan(OLD));
    }

    private static Incident incident(int i) {
        return IncidentRepositoryContract.incident(i, IncidentType.CASCADE, Severity.CRITICAL, "ETH", "");
    }

    private static Alert alert(int i) {
        return new Alert(Severity.INFO, "", "", "key " + i, at(i));
    }

    private static Liquidation liquidation(int i) {
        return new Liquidation(
                "liquidation " + i,
                LiquidationMethod.MARKET,
                Optional.of(ALICE),
                Set.of(Address.ZERO),
                at(i),
                Optional.empty(),
                Optional.of(new Closed(
                        "ETH",
                        PositionSide.LONG,
                        BigDecimal.ONE,
                        true,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())),
                Optional.empty(),
                Set.of(Evidence.LEDGER),
                Certainty.CONFIRMED);
    }

    @Test
    void keeper_isServedByIndexes() {
        KeeperStore store = plans().store().keeper();
        Address account = KeeperSamples.ALICE;
        store.positions().upsert(rows(i -> KeeperSamples.position(BTC, "p" + i, account, at(i))));
        store.liquidations().upsert(rows(i -> KeeperSamples.liquidation(account, i, 0)));
        store.decisions().add(rows(i -> KeeperSamples.decision(KeeperSamples.key(account, i), at(i), Verdict.EXECUTE)));
        AttemptKey key = KeeperSamples.key(account, 1);
        ROWS.forEach(i -> store.attempts().plan(Attempt.planned(KeeperSamples.key(account, i), at(i))));

        plans().isPaged(request -> store.positions().page(BTC, request));
        plans().isPaged(request -> store.positions().page(CHAIN, account, request));
        plans().isPaged(request -> store.liquidations().page(CHAIN, request));
        plans().isPaged(request -> store.liquidations().page(CHAIN, account, request));
        plans().isPaged(request -> store.decisions().between(T0, END, request));
        plans().isPaged(request -> store.decisions().page(CHAIN, request));
        plans().isPaged(request -> store.decisions().page(CHAIN, Verdict.EXECUTE, request));
        plans().isPaged(request -> store.decisions().page(CHAIN, account, request));
        plans().isPaged(request -> store.attempts().page(CHAIN, request));
        plans().isIndexed(() -> store.markets().find(BTC));
        plans().isIndexed(() -> store.markets().all(CHAIN, "tidal"));
        plans().isIndexed(() -> store.positions().find(BTC, "p1"));
        plans().isIndexed(() -> store.positions().open(BTC));
        plans().isIndexed(() -> store.fundingRates().latest(BTC));
        plans().isIndexed(() -> store.fundingRates().between(BTC, T0, END));
        plans().isIndexed(() -> store.openInterest().latest(BTC));
        plans().isIndexed(() -> store.openInterest().between(BTC, T0, END));
        plans().isIndexed(() -> store.profits().latest(CHAIN, "tidal", account));
        plans().isIndexed(() -> store.profits().between(CHAIN, "tidal", account, T0, END));
        plans().isIndexed(() -> store.liquidations().between(BTC, T0, END));
        plans().isIndexed(() -> store.prices().latest("pyth", "BTC"));
        plans().isIndexed(() -> store.prices().latestAt("pyth", "BTC", T0));
        plans().isIndexed(() -> store.prices().between("pyth", "BTC", T0, END));
        plans().isIndexed(() -> store.candles().latest("pyth", "BTC", CandleInterval.ONE_MINUTE));
        plans().isIndexed(() -> store.candles().between("pyth", "BTC", CandleInterval.ONE_MINUTE, T0, END));
        plans().isIndexed(() ->
                store.candles().buildFromMinutes("pyth", "BTC", Set.of(CandleInterval.ONE_HOUR), T0, END));
        plans().isIndexed(() -> store.attempts().find(key));
        plans().isIndexed(() -> store.attempts().find(CHAIN, KeeperSamples.word(1)));
        plans().isIndexed(() -> store.attempts().inFlight(CHAIN));
        plans().isIndexed(() -> store.attempts().highestNonce(CHAIN, account));
        plans().isIndexed(() -> store.decisions().on(key));
        plans().isIndexed(() -> store.decisions().count(CHAIN, T0, END));
        plans().isIndexed(() -> store.fundingRates().deleteOlderThan(OLD));
        plans().isIndexed(() -> store.openInterest().deleteOlderThan(OLD));
        plans().isIndexed(() -> store.profits().deleteOlderThan(OLD));
        plans().isIndexed(() -> store.liquidations().deleteOlderThan(OLD));
        plans().isIndexed(() -> store.liquidations().deleteFrom(CHAIN, 9_999));
        plans().isIndexed(() -> store.prices().deleteOlderThan(OLD));
        plans().isIndexed(() -> store.candles().deleteOlderThan(CandleInterval.ONE_MINUTE, OLD));
        plans().isIndexed(() -> store.attempts().deleteOlderThan(OLD));
        plans().isIndexed(() -> store.decisions().deleteOlderThan(OLD));
    }

    @Test
    void tokens_areServedByIndexes() {
        TokenStore store = plans().store().tokens();
        ROWS.forEach(i -> store.transfers().upsert(rows(j -> TokenSamples.transfer(TOKEN, i, j, day(i), 1, i + 1, 1))));
        ROWS.forEach(i -> store.payments().upsert(List.of(TokenSamples.payment(TOKEN, i, 9, day(7 * i), 1))));
        store.activity().rollUp(TOKEN);
        ROWS.forEach(i -> store.holders()
                .upsert(new HolderDistribution(TOKEN, DAY.plusDays(i), 1, BigInteger.ONE, 1, 0, 0, 0, List.of())));
        ROWS.forEach(i -> store.holders()
                .upsert(new WalletStatistics(TOKEN, DAY.plusDays(i), 1, 1, 1, 0, Optional.empty(), Optional.empty())));

        plans().isPaged(request -> store.transfers().page(TOKEN, request));
        plans().isPaged(request -> store.transfers().page(TOKEN.chain(), address(1), request), "sender");
        plans().isPaged(request -> store.payments().page(TOKEN, request));
        plans().isPaged(request -> store.payments().weeks(TOKEN, request));
        plans().isPaged(request -> store.activity().days(TOKEN, request));
        plans().isPaged(request -> store.activity().hours(TOKEN, request));
        plans().isPaged(request -> store.activity().wallets(TOKEN, request));
        plans().isPaged(request -> store.holders().distributions(TOKEN, request));
        plans().isPaged(request -> store.holders().statistics(TOKEN, request));
        plans().isIndexed(() -> store.activity().days(TOKEN, DAY, DAY));
        plans().isIndexed(() -> store.activity().hours(TOKEN, T0, END));
        plans().isIndexed(() -> store.activity().seen(TOKEN, List.of(address(1), address(2))));
        plans().isIndexed(() -> store.prices().latestAt(TOKEN, T0));
        plans().isIndexed(() -> store.prices().between(TOKEN, T0, END));
        plans().isIndexed(() -> store.tokens().find(TOKEN));
        plans().isIndexed(() -> store.transfers().deleteFrom(TOKEN.chain(), 9_999));
        plans().isIndexed(() -> store.payments().deleteFrom(TOKEN.chain(), 9_999));
        plans().isIndexed(() -> store.activity().deleteHoursOlderThan(OLD));
        plans().isIndexed(() -> store.transfers().deleteOlderThan(OLD));
        plans().isIndexed(() -> store.payments().deleteOlderThan(OLD));
        plans().isIndexed(() -> store.activity().rollUp(TOKEN));
        assertThat(plans().texts(() -> store.activity().rollUp(TOKEN)))
                .filteredOn(plan -> plan.contains("FROM transfer"))
                .isNotEmpty()
                .allSatisfy(plan ->
                        assertThat(plan).containsPattern("Index Cond:.*block_time >=|/\\* \\S+: [^*]*BLOCK_TIME >="));
        plans().isIndexed(() -> store.prices().deleteOlderThan(OLD));
    }

    private static String day(int i) {
        return DAY.plusDays(i) + "T12:00:00Z";
    }

    @Test
    void market_isServedByIndexes() {
        MarketStore store = plans().store().market();
        store.trades().add(rows(QueryPlansContract::trade));
        store.whales().add(rows(i -> new WhaleTrade(trade(i), TradeSize.WHALE, Optional.empty())));
        store.positions()
                .upsert(IntStream.range(0, 1_000)
                        .mapToObj(i -> new PositionSnapshot(ALICE, at(i), perp(i % 20 == 0 ? "HYPE" : "C" + i % 20)))
                        .toList());
        ROWS.forEach(i -> {
            MarketAlert alert = new MarketAlert(
                    "alert " + i,
                    ALICE,
                    "HYPE",
                    AlertCondition.PRICE_ABOVE,
                    BigDecimal.TEN,
                    Severity.INFO,
                    Set.of("chat"),
                    true,
                    at(i));
            store.alerts().upsert(alert);
            store.alerts()
                    .upsert(
                            new FiredAlert(alert.id(), ALICE, "HYPE", BigDecimal.ONE, alert(i), List.of()),
                            new AlertState(
                                    alert.id(), false, at(i), Optional.of(BigDecimal.ONE), 1, Optional.of(at(i))));
            store.health()
                    .upsert(new HealthReport(
                            HealthStatus.HEALTHY,
                            at(i),
                            Duration.ZERO,
                            List.of(new HealthReport.Result("check", true, true, "", Duration.ZERO))));
        });

        plans().analyze();
        plans().isPaged(request -> store.trades().page("HYPE", request));
        plans().isPaged(request -> store.trades().between("HYPE", T0, END, request));
        plans().isPaged(request -> store.whales().page(TradeSize.LARGE, request), "category");
        plans().isPaged(request -> store.whales().page("HYPE", TradeSize.LARGE, request), "category");
        plans().isPaged(request -> store.positions().page(ALICE, "HYPE", request));
        plans().isPaged(request -> store.health().page("check", request));
        plans().isPaged(request -> store.alerts().history(ALICE, request));
        plans().isPaged(request -> store.alerts().active(request));
        plans().isIndexed(() -> store.trades().latest("HYPE"));
        plans().isIndexed(() -> store.whales().between("HYPE", T0, END));
        plans().isIndexed(() -> store.positions().latest(ALICE));
        plans().isIndexed(() -> store.positions().between(ALICE, "HYPE", T0, END));
        plans().isIndexed(() -> store.health().latest());
        plans().isIndexed(() -> store.alerts().of(ALICE));
        plans().isIndexed(() -> store.alerts().find("alert 1"));
        plans().isIndexed(() -> store.alerts().states(List.of("alert 1", "alert 2")));
        plans().isIndexed(() -> store.summaries().hours("HYPE", T0, END));
        plans().isIndexed(() -> store.summaries().days("HYPE", T0, END));
        plans().isIndexed(() -> store.summaries().rollUp(END));
        plans().isIndexed(() -> store.trades().deleteOlderThan(OLD));
        plans().isIndexed(() -> store.whales().deleteOlderThan(OLD));
        plans().isIndexed(() -> store.positions().deleteOlderThan(OLD));
        plans().isIndexed(() -> store.health().deleteOlderThan(OLD));
        plans().isIndexed(() -> store.alerts().deleteOlderThan(OLD));
    }

    private static MarketTrade trade(int i) {
        return new MarketTrade(
                "HYPE",
                Side.BUY,
                BigDecimal.TEN,
                BigDecimal.ONE,
                at(i),
                i,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static PerpPosition perp(String coin) {
        return new PerpPosition(
                coin,
                BigDecimal.ONE,
                BigDecimal.TEN,
                BigDecimal.TEN,
                BigDecimal.ZERO,
                BigDecimal.ONE,
                MarginMode.CROSS,
                1,
                10,
                Optional.empty());
    }

    private static LpPosition nft(int i) {
        return new LpPosition(
                ChainId.HYPEREVM,
                ALICE,
                BigInteger.TWO.pow(255).add(BigInteger.valueOf(i)),
                address(1),
                address(2),
                3_000,
                -60,
                60,
                BigInteger.ONE,
                BigInteger.ZERO,
                BigInteger.ZERO,
                BigInteger.ONE,
                BigInteger.TEN);
    }

    private static Holding outOfRange(int i) {
        return new Holding(nft(i), Optional.empty(), Optional.of(1_000));
    }

    @Test
    void events_areServedByIndexes() {
        JdbcIndexRepository repository = plans().store().index(MOVES);
        EventRows<TokenTransfer> moves = repository.events(MOVES);
        List<TokenTransfer> transfers =
                rows(i -> new TokenTransfer(Chains.log(CHAIN, Chains.block(i), 0), ALICE, ALICE, address(i), HUGE));
        repository.commit(IndexBatch.first(Chains.INDEX, transfers, Chains.block(9)));

        plans().isPaged(request -> moves.newest(CHAIN, request));
        plans().isPaged(request -> moves.newest(CHAIN, "amount", EventColumn.AMOUNT, HUGE, request));
        plans().isPaged(request -> moves.between(CHAIN, 0, 100, request));
        plans().isIndexed(() -> repository.find(Chains.INDEX));
        plans().isIndexed(() -> repository.children(Chains.INDEX));
        plans().isIndexed(() -> repository.eventsAfter(Chains.INDEX, 9_999));
        plans().isIndexed(() -> moves.deleteOlderThan(OLD));
    }
}
