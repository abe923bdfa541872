package io.plimsoll.examples.watch;

import io.plimsoll.analytics.exposure.Exposure;
import io.plimsoll.analytics.exposure.Underlyings;
import io.plimsoll.analytics.funding.FundingApr;
import io.plimsoll.analytics.margin.HyperliquidMarginModel;
import io.plimsoll.analytics.margin.MarginAssessment;
import io.plimsoll.analytics.margin.MarginReport;
import io.plimsoll.analytics.snapshot.Snapshots;
import io.plimsoll.core.domain.account.AccountState;
import io.plimsoll.core.domain.account.AccountStateSource;
import io.plimsoll.core.domain.account.MonitoredAccount;
import io.plimsoll.core.domain.account.Platform;
import io.plimsoll.core.domain.funding.FundingSource;
import io.plimsoll.core.domain.market.MarginTable;
import io.plimsoll.core.domain.market.MarketSource;
import io.plimsoll.core.domain.market.MarketSource.Listing;
import io.plimsoll.core.domain.position.Holding;
import io.plimsoll.core.domain.position.Holdings;
import io.plimsoll.core.domain.position.LpHolding;
import io.plimsoll.core.domain.position.LpHoldingSource;
import io.plimsoll.core.domain.position.PerpPosition;
import io.plimsoll.core.domain.price.PriceQuote;
import io.plimsoll.core.domain.price.PriceSource;
import io.plimsoll.core.domain.repository.monitoring.MonitoringStore;
import io.plimsoll.core.foundation.error.Outcome;
import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.core.foundation.error.SourceException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * One pass over the watched accounts: fetch, value, price, store. Whatever fails is kept with the account or source it
 * belongs to, and the others go on. Not thread-safe: one pass at a time.
 */
public final class LoadLineMonitor {
    /** The window over which funding rates are averaged. */
    public static final Duration FUNDING_WINDOW = Duration.ofDays(7);

    /** What the exchange's answers are stored as. */
    public static final String CORE_SOURCE = "hypercore";

    /** What the chain's liquidity positions are stored as. */
    public static final String LIQUIDITY_SOURCE = "hyperevm liquidity";

    private final AccountStateSource accounts;
    private final MarketSource markets;
    private final FundingSource funding;
    private final PriceSource prices;
    private final Optional<LpHoldingSource> liquidity;
    private final MonitoringStore store;

    /**
     * A monitor over these sources, keeping what it finds in {@code store}.
     *
     * @param liquidity asked for accounts that are watched on HyperEVM; empty: their liquidity positions are not read
     */
    public LoadLineMonitor(
            AccountStateSource accounts,
            MarketSource markets,
            FundingSource funding,
            PriceSource prices,
            Optional<LpHoldingSource> liquidity,
            MonitoringStore store) {
        this.accounts = accounts;
        this.markets = markets;
        this.funding = funding;
        this.prices = prices;
        this.liquidity = liquidity;
        this.store = store;
    }

    /**
     * Runs one pass.
     *
     * @param watched accounts, in the order of the result
     * @param progress gets a line for each step
     */
    public List<AccountLine> run(List<MonitoredAccount> watched, Consumer<String> progress) {
        Outcome<Map<String, MarginTable>> tables =
                Outcome.of(markets::fetchMarkets).map(LoadLineMonitor::tables);
        progress.accept(tables.findError()
                .map(error -> "markets: " + error.getMessage())
                .orElseGet(() -> "markets: " + tables.orElseThrow().size()));
        Map<MonitoredAccount, Outcome<AccountState>> states = new LinkedHashMap<>();
        for (MonitoredAccount account : watched) {
            Outcome<AccountState> state = Outcome.of(() -> accounts.fetch(account.addressOn(Platform.HYPERCORE)));
            states.put(account, state);
            progress.accept("account " + states.size() + "/" + watched.size() + " " + account.label() + ": "
                    + state.findError()
                            .map(SourceException::getMessage)
                            .orElseGet(() -> positions(state.orElseThrow())));
        }
        Map<RateKey, Outcome<BigDecimal>> rates = rates(states.values());
        progress.accept("funding: "
                + rates.values().stream()
                        .filter(rate -> rate.findValue().isPresent())
                        .count() + " of " + rates.size() + " markets");
        List<AccountLine> lines = new ArrayList<>();
        states.forEach((account, state) -> lines.add(value(account, state, tables, rates, liquidity(account))));
        int holdings = lines.stream().mapToInt(line -> line.liquidity().size()).sum();
        progress.accept("liquidity: " + counted(holdings));
        List<AccountLine> priced = price(lines);
        progress.accept("oracle: "
                + priced.stream()
                        .filter(line ->
                                line.oracle().flatMap(Outcome::findValue).isPresent())
                        .count() + " accounts with a verified price");
        return priced.stream().map(this::store).toList();
    }

    private static Map<String, MarginTable> tables(Map<String, Listing> listings) {
        Map<String, MarginTable> tables = new HashMap<>();
        listings.forEach((coin, listing) -> tables.put(coin, listing.market().marginTable()));
        return tables;
    }

    private static String positions(AccountState state) {
        return state.mode() + ", " + counted(state.perps().size());
    }

    private static String counted(int positions) {
        return positions + (positions == 1 ? " position" : " positions");
    }

    /** A market and the hour of the state: accounts of the same hour share one request. */
    private record RateKey(String coin, Instant hour) {
        static RateKey of(PerpPosition perp, AccountState state) {
            return new RateKey(perp.coin(), state.time().truncatedTo(ChronoUnit.HOURS));
        }
    }

    /** Mean hourly rates over the window before each state. */
    private Map<RateKey, Outcome<BigDecimal>> rates(Iterable<Outcome<AccountState>> states) {
        Map<RateKey, Outcome<BigDecimal>> rates = new LinkedHashMap<>();
        for (Outcome<AccountState> outcome : states) {
            outcome.findValue()
                    .ifPresent(state -> state.perps()
                            .forEach(perp -> rates.computeIfAbsent(
                                    RateKey.of(perp, state), key -> meanRate(key.coin, state.time()))));
        }
        return rates;
    }

    private Outcome<BigDecimal> meanRate(String coin, Instant to) {
        return Outcome.of(() -> FundingApr.meanHourlyRate(funding.fetchRates(coin, to.minus(FUNDING_WINDOW), to))
                .orElseThrow(() -> new SourceException.NotFound(
                        "funding", "no rates of " + coin + " in the " + FUNDING_WINDOW.toDays() + " days to " + to)));
    }

    private Outcome<List<LpHolding>> liquidity(MonitoredAccount account) {
        return liquidity
                .filter(source -> account.platforms().contains(Platform.HYPEREVM))
                .map(source -> Outcome.of(() -> source.fetch(account.addressOn(Platform.HYPEREVM))))
                .orElseGet(() -> Outcome.of(List::of));
    }

    private AccountLine value(
            MonitoredAccount account,
            Outcome<AccountState> fetched,
            Outcome<Map<String, MarginTable>> tables,
            Map<RateKey, Outcome<BigDecimal>> rates,
            Outcome<List<LpHolding>> holdings) {
        List<String> missing = new ArrayList<>();
        fetched.findError().ifPresent(error -> missing.add("account: " + error.getMessage()));
        tables.findError().ifPresent(error -> missing.add("margin: " + error.getMessage()));
        Optional<AccountState> state = fetched.findValue();
        Optional<MarginAssessment> assessment =
                state.flatMap(known -> tables.findValue().map(terms -> HyperliquidMarginModel.assess(known, terms)));
        assessment.ifPresent(result -> {
            if (result instanceof MarginAssessment.Refused refused) {
                missing.add("margin: " + refused.reason() + ", " + refused.detail());
            } else if (result.findReport().orElseThrow().unlistedMaintenance().signum() > 0) {
                missing.add("margin: the venue reports "
                        + result.findReport()
                                .orElseThrow()
                                .unlistedMaintenance()
                                .toPlainString()
                        + " USDC maintenance of positions that are not listed");
            }
        });
        Map<String, BigDecimal> known = new HashMap<>();
        state.ifPresent(s -> s.perps().forEach(perp -> {
            Outcome<BigDecimal> rate = Objects.requireNonNull(rates.get(RateKey.of(perp, s)));
            rate.findValue().ifPresent(value -> known.put(perp.coin(), value));
            rate.findError().ifPresent(error -> missing.add("APR: " + error.getMessage()));
        }));
        holdings.findError().ifPresent(error -> missing.add("liquidity: " + error.getMessage()));
        // without one of its parts a delta is unknown, not smaller
        Optional<SortedMap<String, BigDecimal>> netDelta =
                state.flatMap(s -> holdings.findValue().map(liquidity -> netDelta(s, liquidity)));
        return new AccountLine(
                account,
                state,
                assessment,
                holdings.findValue().orElseGet(List::of),
                netDelta,
                state.flatMap(s -> FundingApr.ofHolder(s.perps(), known)),
                state.flatMap(s -> decidingCoin(s, assessment))
                        .map(coin -> Underlyings.HYPERCORE.ofPerp(coin).asset()),
                Optional.empty(),
                missing);
    }

    private static SortedMap<String, BigDecimal> netDelta(AccountState state, List<LpHolding> holdings) {
        List<Exposure.Leg> legs = new ArrayList<>(Exposure.legs(state, Underlyings.HYPERCORE));
        legs.addAll(Exposure.lpLegs(holdings, Underlyings.HYPERCORE));
        return Exposure.netDelta(legs);
    }

    /** The coin that is nearest to liquidation, otherwise the largest position's. */
    private static Optional<String> decidingCoin(AccountState state, Optional<MarginAssessment> assessment) {
        return assessment
                .flatMap(MarginAssessment::findReport)
                .flatMap(MarginReport::nearest)
                .map(margin -> margin.position().coin())
                .or(() -> state.perps().stream()
                        .max(Comparator.comparing(PerpPosition::notional))
                        .map(PerpPosition::coin));
    }

    private List<AccountLine> price(List<AccountLine> lines) {
        Set<String> assets = new HashSet<>();
        lines.forEach(line -> line.oracleAsset().ifPresent(assets::add));
        Map<String, Outcome<PriceQuote>> quotes = assets.isEmpty() ? Map.of() : prices.latest(assets);
        return lines.stream()
                .map(line -> line.withOracle(line.oracleAsset().map(quotes::get)))
                .toList();
    }

    private AccountLine store(AccountLine line) {
        if (line.state().isEmpty()) {
            return line;
        }
        AccountState state = line.state().get();
        try {
            if (line.assessment().isPresent() && line.netDelta().isPresent()) {
                store.snapshots()
                        .upsert(Snapshots.of(
                                line.account().address(),
                                state,
                                line.assessment().get(),
                                line.netDelta().get(),
                                line.fundingApr()));
            }
            store.holdings().save(holdings(line, state));
            return line;
        } catch (RepositoryException | IllegalArgumentException e) {
            return line.withMissing("store: " + e.getMessage());
        }
    }

    /** What each source said; of a source that gave no answer nothing, which is not the same as that it said: nothing. */
    private static List<Holdings> holdings(AccountLine line, AccountState state) {
        List<Holdings> holdings = new ArrayList<>();
        holdings.add(new Holdings(
                line.account().address(),
                CORE_SOURCE,
                state.time(),
                Stream.concat(state.perps().stream(), state.balances().stream())
                        .map(Holding::of)
                        .toList()));
        if (line.netDelta().isPresent() && line.account().platforms().contains(Platform.HYPEREVM)) {
            holdings.add(new Holdings(
                    line.account().address(),
                    LIQUIDITY_SOURCE,
                    state.time(),
                    line.liquidity().stream()
                            .map(holding -> Holding.of(holding, Optional.empty()))
                            .toList()));
        }
        return holdings;
    }
}
