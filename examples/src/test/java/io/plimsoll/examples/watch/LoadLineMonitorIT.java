package io.plimsoll.examples.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.analytics.margin.MarginAssessment;
import io.plimsoll.core.domain.account.MonitoredAccount;
import io.plimsoll.core.domain.market.AssetContext;
import io.plimsoll.core.domain.market.MarginTable;
import io.plimsoll.core.domain.market.Market;
import io.plimsoll.core.domain.repository.AccountSnapshotRepository;
import io.plimsoll.core.domain.repository.memory.InMemoryAccountSnapshotRepository;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.error.Outcome;
import io.plimsoll.core.kit.http.testing.HttpFault;
import io.plimsoll.core.testing.ManualClock;
import io.plimsoll.hyperliquid.HyperliquidClient;
import io.plimsoll.hyperliquid.testing.FakeAccount;
import io.plimsoll.hyperliquid.testing.FakeVenue;
import io.plimsoll.jdbc.JdbcStore;
import io.plimsoll.pyth.PythClient;
import io.plimsoll.pyth.PythFeeds;
import io.plimsoll.pyth.testing.FakeHermes;
import io.plimsoll.pyth.testing.FakeHermes.Tampering;
import io.plimsoll.pyth.testing.UpdateSigner;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever goes wrong stays with the account or source it belongs to, and the table says what is missing. */
class LoadLineMonitorIT {
    private static final Address ALICE = Address.parse("0x" + "a1".repeat(20));
    private static final Address BOB = Address.parse("0x" + "b0".repeat(20));
    private static final UpdateSigner ROUTERS = UpdateSigner.named("test-routers");

    private final ManualClock clock = ManualClock.atNewYear();
    private final FakeVenue venue = FakeVenue.start(clock);
    private final FakeHermes hermes = FakeHermes.start(ROUTERS, clock);
    private final InMemoryAccountSnapshotRepository snapshots = new InMemoryAccountSnapshotRepository();
    private final List<MonitoredAccount> watched =
            List.of(MonitoredAccount.onHyperCore(ALICE, "alice"), MonitoredAccount.onHyperCore(BOB, "bob"));
    private final LoadLineMonitor monitor = monitor(snapshots);

    private LoadLineMonitor monitor(AccountSnapshotRepository snapshots) {
        OkHttpClient http = new OkHttpClient();
        Duration deadline = Duration.ofMillis(800);
        HyperliquidClient client = HyperliquidClient.at(venue.url(), http, deadline);
        PythClient oracle = PythClient.at(hermes.url(), Optional.empty(), http, deadline, ROUTERS.trust());
        return new LoadLineMonitor(client.accounts(), client.markets(), client.funding(), oracle.prices(), snapshots);
    }

    @BeforeEach
    void open() {
        list("HYPE", 10, "40", "0.0000125");
        list("BTC", 40, "100000", "-0.00001");
        venue.open(FakeAccount.standard(ALICE, "1000")
                .cross("HYPE", "-100", "40", 5)
                .holding("HYPE", "100"));
        venue.open(FakeAccount.standard(BOB, "3000").isolated("BTC", "0.1", "100000", 10, "1100"));
        hermes.publish(PythFeeds.USD.get("HYPE"), "40", "0.01").publish(PythFeeds.USD.get("BTC"), "100000", "9");
    }

    private void list(String coin, int maxLeverage, String price, String funding) {
        venue.list(
                new Market(coin, 2, MarginTable.singleTier(maxLeverage), false),
                new AssetContext(
                        coin, new BigDecimal(price), new BigDecimal(price), new BigDecimal(funding), BigDecimal.ONE));
    }

    @AfterEach
    void close() {
        venue.close();
        hermes.close();
    }

    private List<AccountLine> run() {
        return monitor.run(watched, step -> {});
    }

    private static boolean isWhole(AccountLine line) {
        return line.missing().isEmpty()
                && line.assessment().flatMap(MarginAssessment::findReport).isPresent()
                && line.fundingApr().isPresent()
                && line.oracle().flatMap(Outcome::findValue).isPresent();
    }

    private String table(List<AccountLine> lines) {
        return LoadLineTable.render(lines, clock.instant());
    }

    @Test
    void healthy_everyColumnIsThere() {
        List<String> progress = new ArrayList<>();
        List<AccountLine> lines = monitor.run(watched, progress::add);

        assertThat(lines).allMatch(LoadLineMonitorIT::isWhole);
        assertThat(lines.get(0).netDelta().get("HYPE")).isEqualByComparingTo("0");
        assertThat(lines.get(0).fundingApr().orElseThrow()).isEqualByComparingTo("0.1095");
        assertThat(lines.get(1).fundingApr().orElseThrow()).isEqualByComparingTo("0.0876");
        assertThat(table(lines))
                .contains("verified test-routers#0 3/3")
                .contains("0 s old")
                .doesNotContain("STALE");
        assertThat(progress).contains("markets: 2", "account 1/2 alice: STANDARD, 1 position");
        assertThat(snapshots.count()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(HttpFault.class)
    void oneAccountsAnswerIsBad_theOtherGoesOn(HttpFault fault) {
        venue.misbehave(fault, "\"clearinghouseState\",\"user\":\"" + ALICE);

        List<AccountLine> lines = run();

        assertThat(lines.get(0).state()).isEmpty();
        assertThat(lines.get(0).missing()).singleElement().asString().startsWith("account: hyperliquid: ");
        assertThat(lines.get(1)).matches(LoadLineMonitorIT::isWhole);
        assertThat(table(lines)).contains("! alice: account: hyperliquid: ");
        assertThat(snapshots.count()).isEqualTo(1);
    }

    @Test
    void unknownAccount_isSaidToBeUnknown() {
        Address nobody = Address.parse("0x" + "99".repeat(20));

        List<AccountLine> lines =
                monitor.run(List.of(MonitoredAccount.onHyperCore(nobody, "typo"), watched.get(1)), step -> {});

        assertThat(lines.get(0).missing())
                .singleElement()
                .asString()
                .contains("unknown to the venue: check the address");
        assertThat(lines.get(1)).matches(LoadLineMonitorIT::isWhole);
    }

    @ParameterizedTest
    @EnumSource(HttpFault.class)
    void hermesIsBad_accountsAreValuedAllTheSame(HttpFault fault) {
        hermes.misbehave(fault, "");

        List<AccountLine> lines = run();

        assertThat(lines).allSatisfy(line -> {
            assertThat(line.assessment().flatMap(MarginAssessment::findReport)).isPresent();
            assertThat(line.missing()).singleElement().asString().startsWith("oracle: pyth-hermes: ");
        });
    }

    @Test
    void hermesUnreachable_isSaid() {
        hermes.close();

        assertThat(table(run()))
                .contains("! alice: oracle: pyth-hermes: no answer")
                .contains("HYPE —");
    }

    @ParameterizedTest
    @EnumSource(value = Tampering.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void tamperedPrice_isRefused_neverShown(Tampering tampering) {
        hermes.tamper(tampering);

        List<AccountLine> lines = run();

        assertThat(lines)
                .allSatisfy(line ->
                        assertThat(line.oracle().orElseThrow().findValue()).isEmpty());
        assertThat(table(lines)).contains("not verified (").doesNotContain("verified test-routers");
    }

    @Test
    void marketsAreDown_noAccountIsValued_andNothingIsStored() {
        venue.misbehave(HttpFault.SERVER_ERROR, "metaAndAssetCtxs");

        List<AccountLine> lines = run();

        assertThat(lines).allSatisfy(line -> {
            assertThat(line.state()).isPresent();
            assertThat(line.assessment()).isEmpty();
            assertThat(line.missing()).contains("margin: hyperliquid: answered HTTP 500: internal error");
        });
        assertThat(snapshots.count()).isZero();
    }

    @Test
    void fundingOfOneMarketIsDown_onlyItsAprIsMissing() {
        venue.misbehave(HttpFault.RATE_LIMITED, "\"fundingHistory\",\"coin\":\"BTC\"");

        List<AccountLine> lines = run();

        assertThat(lines.get(0)).matches(LoadLineMonitorIT::isWhole);
        assertThat(lines.get(1).fundingApr()).isEmpty();
        assertThat(lines.get(1).missing())
                .containsExactly("APR: hyperliquid: rate limited, retry after 7 s: rate limited");
    }

    @Test
    void priceGrowsOld_theTableSaysSo() {
        List<AccountLine> lines = run();

        clock.advance(Duration.ofSeconds(61));

        assertThat(table(lines)).contains("61 s old STALE");
    }

    @Test
    void sameBucketAgain_storesNothingTwice() {
        run();
        clock.advance(Duration.ofMinutes(4));
        run();
        assertThat(snapshots.count()).isEqualTo(2);

        clock.advance(Duration.ofMinutes(1));
        run();
        assertThat(snapshots.count()).isEqualTo(4);
    }

    @Test
    void storeIsGone_accountsAreValuedAllTheSame() {
        JdbcStore store = JdbcStore.h2Memory("gone");
        AccountSnapshotRepository gone = store.monitoring().snapshots();
        store.close();

        List<AccountLine> lines = monitor(gone).run(watched, step -> {});

        assertThat(lines)
                .allSatisfy(line -> assertThat(line.missing())
                        .singleElement()
                        .asString()
                        .startsWith("store: cannot save the snapshot of "));
    }

    @Test
    void nearLiquidation_theTableShouts() {
        venue.move("BTC", "90000");

        assertThat(table(run())).contains(" LIQUIDATABLE ").containsPattern("BTC [0-9.]+ -[0-9.]+%");
    }
}
