package io.plimsoll.examples.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plimsoll.analytics.margin.MarginAssessment;
import io.plimsoll.core.domain.account.MonitoredAccount;
import io.plimsoll.core.domain.account.Platform;
import io.plimsoll.core.domain.market.AssetContext;
import io.plimsoll.core.domain.market.MarginTable;
import io.plimsoll.core.domain.market.Market;
import io.plimsoll.core.domain.position.Holding;
import io.plimsoll.core.domain.position.Holdings;
import io.plimsoll.core.domain.position.LpHoldingSource;
import io.plimsoll.core.domain.position.PerpPosition;
import io.plimsoll.core.domain.position.SpotBalance;
import io.plimsoll.core.domain.repository.monitoring.AccountSnapshotRepository;
import io.plimsoll.core.domain.repository.monitoring.MonitoringStore;
import io.plimsoll.core.domain.repository.monitoring.memory.InMemoryMonitoringStore;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.error.Outcome;
import io.plimsoll.core.kit.http.testing.HttpFault;
import io.plimsoll.core.testing.ManualClock;
import io.plimsoll.evm.multicall.MulticallReader;
import io.plimsoll.evm.protocol.uniswapv3.UniswapV3PositionReader;
import io.plimsoll.evm.rpc.JsonRpc;
import io.plimsoll.evm.testing.ScriptedChain;
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
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private final ScriptedChain chain = ScriptedChain.start(ChainId.HYPEREVM, clock);
    private final MonitoringStore store = new InMemoryMonitoringStore();
    private final AccountSnapshotRepository snapshots = store.snapshots();
    private final List<MonitoredAccount> watched = List.of(
            new MonitoredAccount(ALICE, "alice", Set.of(Platform.HYPERCORE, Platform.HYPEREVM), Map.of()),
            MonitoredAccount.onHyperCore(BOB, "bob"));
    private final LoadLineMonitor monitor = monitor(store);

    private LoadLineMonitor monitor(MonitoringStore store) {
        OkHttpClient http = new OkHttpClient();
        Duration deadline = Duration.ofMillis(800);
        HyperliquidClient client = HyperliquidClient.at(venue.url(), http, deadline);
        PythClient oracle = PythClient.at(hermes.url(), Optional.empty(), http, deadline, ROUTERS.trust());
        LpHoldingSource liquidity = new UniswapV3PositionReader(
                new MulticallReader(JsonRpc.of("chain", chain.url(), http, deadline)),
                DemoPool.MANAGER,
                DemoPool.FACTORY);
        return new LoadLineMonitor(
                client.accounts(), client.markets(), client.funding(), oracle.prices(), Optional.of(liquidity), store);
    }

    @BeforeEach
    void open() {
        chain.answer(DemoPool.MANAGER, "balanceOf(address)", BigInteger.ZERO);
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
        chain.close();
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
        assertThat(lines.get(0).netDelta().orElseThrow().get("HYPE")).isEqualByComparingTo("0");
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
    @EnumSource(
            value = Tampering.class,
            names = {"NONE", "PARSED"},
            mode = EnumSource.Mode.EXCLUDE)
    void tamperedPrice_isRefused_neverShown(Tampering tampering) {
        hermes.tamper(tampering);

        List<AccountLine> lines = run();

        assertThat(lines)
                .allSatisfy(line ->
                        assertThat(line.oracle().orElseThrow().findValue()).isEmpty());
        assertThat(table(lines)).contains("not verified (").doesNotContain("verified test-routers");
    }

    @Test
    void lieBesideTheSignedBytes_isNotRead() {
        String truth = table(run());
        hermes.tamper(Tampering.PARSED);

        assertThat(table(run())).isEqualTo(truth).contains("verified test-routers");
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
    void whatIsHeld_isStored_bySource() {
        DemoPool pool = new DemoPool(new BigDecimal("40"), "100");
        chain.uniswapV3(DemoPool.FACTORY, ALICE, List.of(pool.at(new BigDecimal("40"))));

        run();

        Holdings core =
                store.holdings().find(ALICE, LoadLineMonitor.CORE_SOURCE).orElseThrow();
        assertThat(core.positions(PerpPosition.class))
                .extracting(PerpPosition::coin)
                .containsExactly("HYPE");
        assertThat(core.positions(SpotBalance.class))
                .extracting(SpotBalance::token)
                .contains("HYPE");
        assertThat(store.holdings()
                        .find(ALICE, LoadLineMonitor.LIQUIDITY_SOURCE)
                        .orElseThrow()
                        .items())
                .singleElement()
                .extracting(Holding::inRange)
                .isEqualTo(Optional.of(true));
        assertThat(store.holdings().find(BOB))
                .as("Bob is not watched on the chain")
                .hasSize(1);
    }

    @Test
    void storeIsGone_accountsAreValuedAllTheSame() {
        JdbcStore database = JdbcStore.h2Memory("gone");
        MonitoringStore gone = database.monitoring();
        database.close();

        List<AccountLine> lines = monitor(gone).run(watched, step -> {});

        assertThat(lines)
                .allSatisfy(line -> assertThat(line.missing())
                        .singleElement()
                        .asString()
                        .startsWith("store: cannot save the snapshot of "));
    }

    @Test
    void liquidityPosition_isALegOfTheDelta() {
        DemoPool pool = new DemoPool(new BigDecimal("40"), "100");
        chain.uniswapV3(DemoPool.FACTORY, ALICE, List.of(pool.at(new BigDecimal("40"))));

        AccountLine opened = run().get(0);

        // short 100, holding 100: what is left is the position's own HYPE, and 0.9 of fees
        assertThat(opened.netDelta().orElseThrow().get("HYPE"))
                .isCloseTo(new BigDecimal("100.9"), within(new BigDecimal("1e-9")));
        assertThat(table(List.of(opened))).contains("100.9 WHYPE + ").doesNotContain("OUT OF RANGE");

        chain.mine().uniswapV3(DemoPool.FACTORY, ALICE, List.of(pool.at(new BigDecimal("60"))));

        AccountLine above = run().get(0);
        assertThat(above.netDelta().orElseThrow().get("HYPE"))
                .as("above its range a position is all USDC")
                .isLessThan(BigDecimal.ONE);
        assertThat(table(List.of(above))).contains("OUT OF RANGE");
    }

    @Test
    void chainIsDown_theDeltaIsUnknown_theRestIsThere() {
        chain.misbehave(HttpFault.SERVER_ERROR, "");

        List<AccountLine> lines = run();

        assertThat(lines.get(0).missing()).containsExactly("liquidity: chain: answered HTTP 500: internal error");
        assertThat(lines.get(0).netDelta()).as("not the delta of a part").isEmpty();
        assertThat(lines.get(0).assessment().flatMap(MarginAssessment::findReport))
                .isPresent();
        assertThat(lines.get(1)).matches(LoadLineMonitorIT::isWhole);
        assertThat(snapshots.count()).as("no snapshot without its delta").isEqualTo(1);
        assertThat(store.holdings().find(ALICE, LoadLineMonitor.LIQUIDITY_SOURCE))
                .as("not: none")
                .isEmpty();
    }

    @Test
    void nearLiquidation_theTableShouts() {
        venue.move("BTC", "90000");

        assertThat(table(run())).contains(" LIQUIDATABLE ").containsPattern("BTC [0-9.]+ -[0-9.]+%");
    }
}
