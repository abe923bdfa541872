package io.plimsoll.hyperliquid.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plimsoll.core.domain.market.MarginTable;
import io.plimsoll.core.domain.market.Market;
import io.plimsoll.core.domain.position.MarginMode;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.testing.ManualClock;
import io.plimsoll.hyperliquid.testing.ExchangeEndpoint.Refused;
import io.plimsoll.hyperliquid.testing.Matching.Placement;
import io.plimsoll.hyperliquid.testing.VenueAccount.Leverage;
import io.plimsoll.hyperliquid.testing.VenueOrder.Ticket;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever orders come in whatever order, the venue makes nothing and loses nothing. */
class VenueEnginePropertyTest {
    private static final BigDecimal DEPOSIT = new BigDecimal("2000");
    private static final List<Address> TRADERS = List.of(
            Address.parse("0x" + "a1".repeat(20)),
            Address.parse("0x" + "b2".repeat(20)),
            Address.parse("0x" + "c3".repeat(20)),
            Address.parse("0x" + "d4".repeat(20)));

    enum Kind {
        GTC,
        ALO,
        IOC,
        REDUCE,
        CANCEL,
        MOVE,
        LIQUIDATE,
        BACKSTOP,
        FUND,
        ADD_MARGIN,
        SEND,
        TO_SPOT,
        FROM_SPOT,
        WITHDRAW,
        SUB_ACCOUNT,
        VAULT
    }

    private static final List<Kind> BY_THE_VENUE = List.of(Kind.MOVE, Kind.LIQUIDATE, Kind.BACKSTOP, Kind.FUND);
    private static final List<Kind> OF_MONEY = List.of(
            Kind.ADD_MARGIN, Kind.SEND, Kind.TO_SPOT, Kind.FROM_SPOT, Kind.WITHDRAW, Kind.SUB_ACCOUNT, Kind.VAULT);

    record Step(Kind kind, int trader, boolean buy, int price, int size) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.frequencyOf(
                                Tuple.of(6, Arbitraries.just(Kind.GTC)),
                                Tuple.of(3, Arbitraries.just(Kind.IOC)),
                                Tuple.of(2, Arbitraries.of(Kind.ALO, Kind.REDUCE, Kind.CANCEL)),
                                Tuple.of(2, Arbitraries.of(BY_THE_VENUE)),
                                Tuple.of(2, Arbitraries.of(OF_MONEY))),
                        Arbitraries.integers().between(0, TRADERS.size() - 1),
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(9_700, 10_300),
                        Arbitraries.integers().between(1, 700))
                .as(Step::new)
                .list()
                .ofMinSize(50)
                .ofMaxSize(120);
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void positionsSumToZero_cashIsConserved_booksNeverCross_andTheFirstTradesFirst(@ForAll("steps") List<Step> steps) {
        new World().live(steps);
    }

    /** One venue; the engine is another for every try. */
    private static final class World {
        private final List<Block> blocks = new ArrayList<>();
        private final ManualClock clock = ManualClock.atNewYear();
        private final Engine engine = new Engine(clock, blocks::add);
        private final AccountViews views = new AccountViews(engine, new MarketViews(engine));
        private final Treasury treasury = new Treasury(engine);
        private Address vault = Address.ZERO;
        private final Map<Long, Long> arrival = new HashMap<>();

        void live(List<Step> steps) {
            engine.run(block -> {
                engine.list(
                        block,
                        new Market("HYPE", 2, MarginTable.singleTier(10), false),
                        VenueFixture.context("HYPE", "100"));
                TRADERS.forEach(trader -> engine.open(trader).become(FakeAccount.standard(trader, "2000")));
                engine.open(TRADERS.get(3)).leverages.put("HYPE", new Leverage(5, MarginMode.ISOLATED));
                founded(block);
            });
            for (Step step : steps) {
                List<VenueOrder> bids = engine.pit("HYPE").book.queue(true);
                List<VenueOrder> asks = engine.pit("HYPE").book.queue(false);
                int before = blocks.size();
                clock.advance(Duration.ofMinutes(step.size));
                run(step);
                if (step.kind != Kind.BACKSTOP) {
                    checkPriority(blocks.subList(before, blocks.size()), bids, asks);
                }
                check();
            }
            checkHistory();
        }

        /** A sub-account each for the first two, and a vault of the first. */
        private void founded(Block block) {
            try {
                for (int i = 0; i < 2; i++) {
                    VenueAccount owner = engine.open(TRADERS.get(i));
                    treasury.createSubAccount(block, owner, VenueJson.object().put("name", "sub"), i);
                }
                vault = Address.parse(treasury.createVault(
                                block,
                                engine.open(TRADERS.get(0)),
                                VenueJson.object()
                                        .put("name", "vault")
                                        .put("description", "of the first trader")
                                        .put("initialUsd", 100_000_000L)
                                        .put("nonce", 1))
                        .path("data")
                        .asText());
            } catch (Refused refused) {
                throw new AssertionError(refused);
            }
        }

        private void run(Step step) {
            VenueAccount account = engine.account(TRADERS.get(step.trader)).orElseThrow();
            engine.run(block -> {
                switch (step.kind) {
                    case CANCEL -> engine.orders().cancelAll(block, account, "canceled");
                    case MOVE -> engine.move(block, "HYPE", new BigDecimal(step.price).movePointLeft(2));
                    case LIQUIDATE -> {
                        if (account.size("HYPE").signum() != 0) {
                            new Clearing(engine).onBook(block, account, "HYPE");
                        }
                    }
                    case BACKSTOP -> {
                        if (account.size("HYPE").signum() != 0) {
                            MarginMode mode = account.held("HYPE").leverage.mode();
                            new Clearing(engine)
                                    .toBackstop(
                                            block,
                                            account,
                                            mode,
                                            mode == MarginMode.CROSS ? Optional.empty() : Optional.of("HYPE"));
                        }
                    }
                    case FUND -> new Clearing(engine).payFunding(block);
                    case ADD_MARGIN, SEND, TO_SPOT, FROM_SPOT, WITHDRAW, SUB_ACCOUNT, VAULT -> {
                        try {
                            moveMoney(block, account, step);
                        } catch (Refused nothingMoves) {
                            // what is refused must leave everything as it was, and check() sees to that
                        }
                    }
                    default -> {
                        Placement placement = engine.orders().place(block, account, ticket(step), false);
                        placement.order().ifPresent(order -> arrival.put(order.oid, (long) arrival.size()));
                    }
                }
            });
        }

        private void moveMoney(Block block, VenueAccount account, Step step) throws Refused {
            ObjectNode action =
                    VenueJson.object().put("amount", String.valueOf(step.size)).put("usd", step.size * 1_000_000L);
            switch (step.kind) {
                case ADD_MARGIN ->
                    new OrderDesk(engine)
                            .updateIsolatedMargin(
                                    block,
                                    account,
                                    VenueJson.object()
                                            .put("asset", 0)
                                            .put("ntli", (step.buy ? 1 : -1) * step.size * 100_000L));
                case SEND ->
                    treasury.usdSend(
                            block,
                            account,
                            action.put(
                                    "destination",
                                    TRADERS.get((step.trader + 1) % TRADERS.size())
                                            .hex()));
                case TO_SPOT -> treasury.usdClassTransfer(block, account, action.put("toPerp", false));
                case FROM_SPOT -> treasury.usdClassTransfer(block, account, action.put("toPerp", true));
                case WITHDRAW -> treasury.withdraw(block, account, action);
                case SUB_ACCOUNT -> {
                    for (VenueAccount sub : engine.subAccounts(account)) {
                        treasury.subAccountTransfer(
                                block,
                                account,
                                action.put("subAccountUser", sub.address.hex()).put("isDeposit", step.buy));
                    }
                }
                default ->
                    treasury.vaultTransfer(
                            block,
                            account,
                            action.put("vaultAddress", vault.hex()).put("isDeposit", step.buy));
            }
        }

        /** The ledger, what the blocks told in their order, and the pages by time are the same fills. */
        private void checkHistory() {
            for (VenueAccount account : engine.accounts()) {
                List<VenueLedger.Fill> told = blocks.stream()
                        .flatMap(block -> block.fills.getOrDefault(account.address, List.of()).stream())
                        .toList();
                assertThat(account.fills.all()).isEqualTo(told);
                JsonNode page = views.fillsByTime(account.address, 0, clock.millis(), false, false);
                assertThat(page).isEqualTo(VenueJson.fills(told));
            }
        }

        private Ticket ticket(Step step) {
            return new Ticket(
                    engine.instrument("HYPE").orElseThrow(),
                    step.buy,
                    new BigDecimal(step.price).movePointLeft(2),
                    new BigDecimal(step.size).movePointLeft(2),
                    step.kind == Kind.REDUCE,
                    step.kind == Kind.ALO ? "Alo" : step.kind == Kind.IOC ? "Ioc" : "Gtc",
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }

        /** The makers of a transaction are the head of the queue as it was before, apart from those that were taken off. */
        private void checkPriority(List<Block> done, List<VenueOrder> bids, List<VenueOrder> asks) {
            for (Block block : done) {
                List<Long> makers = block.fills.values().stream()
                        .flatMap(List::stream)
                        .filter(fill -> !fill.crossed())
                        .sorted((a, b) -> Long.compare(index(bids, asks, a.oid()), index(bids, asks, b.oid())))
                        .map(VenueLedger.Fill::oid)
                        .toList();
                List<Long> inOrderOfTrades = block.trades.stream()
                        .map(trade -> block.fills.values().stream()
                                .flatMap(List::stream)
                                .filter(fill -> fill.tid() == trade.tid() && !fill.crossed())
                                .findFirst()
                                .orElseThrow()
                                .oid())
                        .toList();
                assertThat(inOrderOfTrades).isEqualTo(makers);
                if (!makers.isEmpty()) {
                    List<VenueOrder> side = bids.stream().anyMatch(order -> order.oid == makers.get(0)) ? bids : asks;
                    long last = makers.get(makers.size() - 1);
                    side.stream()
                            .takeWhile(order -> order.oid != last)
                            .forEach(order -> assertThat(
                                            makers.contains(order.oid) || !order.owner.orders.containsKey(order.oid))
                                    .as("an order before the last maker traded or is gone")
                                    .isTrue());
                }
            }
        }

        private static long index(List<VenueOrder> bids, List<VenueOrder> asks, long oid) {
            for (List<VenueOrder> side : List.of(bids, asks)) {
                for (int i = 0; i < side.size(); i++) {
                    if (side.get(i).oid == oid) {
                        return i;
                    }
                }
            }
            throw new AssertionError("maker " + oid + " was not in the book");
        }

        private void check() {
            BigDecimal positions = BigDecimal.ZERO;
            BigDecimal cash = engine.fees().add(engine.fees("funding")).add(engine.fees("withdrawn"));
            for (VenueAccount account : engine.accounts()) {
                positions = positions.add(account.size("HYPE"));
                BigDecimal basis =
                        account.holdings.containsKey("HYPE") ? account.holdings.get("HYPE").basis : BigDecimal.ZERO;
                cash = cash.add(account.collateral).subtract(basis).add(account.total(VenueAccount.USDC));
                BigDecimal claimed = account.orders.values().stream()
                        .map(order -> order.reserved)
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
                assertThat(account.reserved).isEqualByComparingTo(claimed);
                BigDecimal filled = account.fills.all().stream()
                        .map(fill ->
                                fill.side().equals("B") ? fill.sz() : fill.sz().negate())
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
                assertThat(account.size("HYPE")).isEqualByComparingTo(filled);
            }
            assertThat(positions).isEqualByComparingTo("0");
            assertThat(cash).isEqualByComparingTo(DEPOSIT.multiply(BigDecimal.valueOf(TRADERS.size())));
            Optional<BigDecimal> bid = engine.pit("HYPE").book.best(true);
            Optional<BigDecimal> ask = engine.pit("HYPE").book.best(false);
            if (bid.isPresent() && ask.isPresent()) {
                assertThat(bid.get()).isLessThan(ask.get());
            }
            checkQueue(true);
            checkQueue(false);
        }

        private void checkQueue(boolean bid) {
            List<VenueOrder> queue = engine.pit("HYPE").book.queue(bid);
            for (int i = 1; i < queue.size(); i++) {
                VenueOrder earlier = queue.get(i - 1);
                VenueOrder later = queue.get(i);
                int better = later.ticket.px().compareTo(earlier.ticket.px()) * (bid ? 1 : -1);
                assertThat(better).isNotPositive();
                if (better == 0) {
                    assertThat(arrival.get(earlier.oid)).isLessThan(arrival.get(later.oid));
                }
            }
        }
    }
}
