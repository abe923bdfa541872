package io.plimsoll.hyperliquid.testing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plimsoll.core.domain.market.AssetContext;
import io.plimsoll.core.domain.market.Market;
import io.plimsoll.core.domain.market.MarketSource.Listing;
import io.plimsoll.core.domain.position.MarginMode;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.hyperliquid.testing.FakeAccount.FakePosition;
import io.plimsoll.hyperliquid.testing.VenueAccount.Agent;
import io.plimsoll.hyperliquid.testing.VenueAccount.Holding;
import io.plimsoll.hyperliquid.testing.VenueAccount.Leverage;
import io.plimsoll.hyperliquid.testing.VenueLedger.Liquidation;
import io.plimsoll.hyperliquid.testing.VenueLedger.Trade;
import io.plimsoll.hyperliquid.testing.VenueOrder.Ticket;
import io.plimsoll.hyperliquid.testing.VenueOrder.Trigger;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The state machine of the venue: markets, accounts, order books. One transaction at a time; whoever watches hears of it
 * before the next one begins. Thread-safe.
 */
final class Engine {
    /** Where the backstop puts what it takes over. */
    static final Address LIQUIDATOR = Address.parse("0x2e3d94f0562703b25c83308a05046ddaf9a8dd14");

    private static final int FIRST_SPOT_ASSET = 10_000;
    private static final int KEPT_TRADES = 200_000;
    private static final int MOST_OPEN_ORDERS = 5_000;
    private static final int USUAL_LEVERAGE = 20;
    private static final int MOST_CANCELS_A_DAY = 10;
    private static final long DAY = 86_400_000;
    private static final BigDecimal MINIMUM_NOTIONAL = BigDecimal.TEN;
    private static final BigDecimal FARTHEST_FROM_ORACLE = new BigDecimal("0.95");
    private static final String NO_ORDER = "Order was never placed, already canceled, or filled.";

    private final ReentrantLock lock = new ReentrantLock();
    private final Clock clock;
    private final Consumer<Block> watcher;
    private final Map<String, Listing> perps = new LinkedHashMap<>();
    private final Map<String, Instrument> instruments = new LinkedHashMap<>();
    private final Map<Integer, Instrument> byAsset = new HashMap<>();
    private final Map<String, BigDecimal> spotPrices = new LinkedHashMap<>();
    private final Map<Address, VenueAccount> accounts = new HashMap<>();
    private final Map<Address, VenueAccount> masters = new HashMap<>();
    private final Map<String, OrderBook> books = new HashMap<>();
    private final Map<String, Map<Long, VenueOrder>> sleeping = new HashMap<>();
    private final Map<String, History<Trade>> trades = new HashMap<>();
    private final Map<String, Candles> candles = new HashMap<>();
    private final Map<String, BigDecimal> fees = new HashMap<>();
    private final Map<Address, VenueAccount> scheduled = new HashMap<>();
    private long lastTime;
    private long height;
    private long lastOid = 77_738_308;

    /** Told of every block while the lock is held. */
    Engine(Clock clock, Consumer<Block> watcher) {
        this.clock = clock;
        this.watcher = watcher;
    }

    long now() {
        return clock.millis();
    }

    <T> T read(Supplier<T> question) {
        lock.lock();
        try {
            return question.get();
        } finally {
            lock.unlock();
        }
    }

    /** Runs one transaction. */
    <T> T commit(Function<Block, T> transaction) {
        lock.lock();
        try {
            lastTime = Math.max(lastTime, clock.millis());
            height++;
            Block block = new Block(lastTime, hash(height));
            cancelWhatIsScheduled(block);
            try {
                return transaction.apply(block);
            } finally {
                if (!block.isEmpty()) {
                    watcher.accept(block);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #commit}, without an answer. */
    void run(Consumer<Block> transaction) {
        commit(block -> {
            transaction.accept(block);
            return true;
        });
    }

    private static String hash(long height) {
        String digits = Long.toHexString(height * 0x9E3779B97F4A7C15L) + "0" + Long.toHexString(height);
        return "0x" + "0".repeat(64 - digits.length()) + digits;
    }

    // ---- markets

    Map<String, Listing> perps() {
        return new LinkedHashMap<>(perps);
    }

    Map<String, BigDecimal> spotPrices() {
        return spotPrices;
    }

    Optional<Instrument> instrument(String coin) {
        return Optional.ofNullable(instruments.get(coin));
    }

    Optional<Instrument> instrument(int asset) {
        return Optional.ofNullable(byAsset.get(asset));
    }

    void list(Block block, Market market, AssetContext context) {
        Listing before = perps.put(market.coin(), new Listing(market, context));
        if (before == null) {
            register(new Instrument(market.coin(), perps.size() - 1, market.sizeDecimals(), false, market.coin()));
        }
        block.coins.add(market.coin());
        if (before != null && before.context().markPrice().compareTo(context.markPrice()) != 0) {
            wake(block, market.coin(), context.markPrice());
        }
    }

    void listSpot(Block block, String coin, String token, int sizeDecimals, BigDecimal price) {
        if (!instruments.containsKey(coin)) {
            register(new Instrument(coin, FIRST_SPOT_ASSET + spotPrices.size(), sizeDecimals, true, token));
        }
        spotPrices.put(coin, price);
        block.coins.add(coin);
    }

    private void register(Instrument instrument) {
        instruments.put(instrument.coin(), instrument);
        byAsset.put(instrument.asset(), instrument);
        books.put(instrument.coin(), new OrderBook());
        sleeping.put(instrument.coin(), new LinkedHashMap<>());
        trades.put(instrument.coin(), new History<>(KEPT_TRADES));
        candles.put(instrument.coin(), new Candles(instrument.coin()));
    }

    /** Moves mark and oracle; trigger orders that waited for it wake up. */
    void move(Block block, String coin, BigDecimal to) {
        if (spotPrices.containsKey(coin)) {
            spotPrices.put(coin, to);
            block.coins.add(coin);
            return;
        }
        Listing listing = perps.get(coin);
        if (listing == null) {
            throw new IllegalArgumentException("no market " + coin);
        }
        AssetContext before = listing.context();
        list(block, listing.market(), new AssetContext(coin, to, to, before.fundingRate(), before.openInterest()));
        accounts.values().stream()
                .filter(account -> account.holdings.containsKey(coin))
                .forEach(account -> block.accounts.add(account.address));
    }

    BigDecimal mark(Instrument instrument) {
        return instrument.spot()
                ? spotPrices.get(instrument.coin())
                : perps.get(instrument.coin()).context().markPrice();
    }

    /** Between the best bid and ask; the mark while a side is empty. */
    BigDecimal mid(Instrument instrument) {
        OrderBook book = books.get(instrument.coin());
        Optional<BigDecimal> bid = book.best(true);
        Optional<BigDecimal> ask = book.best(false);
        return bid.isPresent() && ask.isPresent()
                ? bid.get().add(ask.get()).divide(BigDecimal.valueOf(2), MathContext.DECIMAL64)
                : mark(instrument);
    }

    List<Instrument> instruments() {
        return List.copyOf(instruments.values());
    }

    OrderBook book(String coin) {
        return books.get(coin);
    }

    History<Trade> trades(String coin) {
        return trades.getOrDefault(coin, new History<>(1));
    }

    Candles candles(String coin) {
        return candles.get(coin);
    }

    // ---- accounts

    Optional<VenueAccount> account(Address address) {
        return Optional.ofNullable(accounts.get(address));
    }

    /** The account, opened if the venue has never seen it. */
    VenueAccount open(Address address) {
        return accounts.computeIfAbsent(address, VenueAccount::new);
    }

    /** The account that this address signs for as an agent, if its approval has not ended. */
    Optional<VenueAccount> masterOf(Address agent) {
        return Optional.ofNullable(masters.get(agent))
                .filter(master -> master.agents.get(agent).validUntil() >= clock.millis());
    }

    /** Another agent of the same name, or without one, takes the place of the former. */
    void approve(VenueAccount master, Address agent, Agent approval) {
        List.copyOf(master.agents.entrySet()).stream()
                .filter(entry -> entry.getValue().name().equals(approval.name()))
                .forEach(entry -> {
                    master.agents.remove(entry.getKey());
                    masters.remove(entry.getKey());
                });
        master.agents.put(agent, approval);
        masters.put(agent, master);
    }

    List<VenueAccount> subAccounts(VenueAccount master) {
        return accounts.values().stream()
                .filter(account -> account.ownership
                        .filter(o -> o.role().equals("subAccount") && o.owner().equals(master.address))
                        .isPresent())
                .toList();
    }

    VenueBook valued(VenueAccount account) {
        return new VenueBook(account.snapshot(), perps);
    }

    BigDecimal fees() {
        return fees(VenueAccount.USDC);
    }

    BigDecimal fees(String token) {
        return fees.getOrDefault(token, BigDecimal.ZERO);
    }

    void collect(String token, BigDecimal fee) {
        fees.merge(token, fee, BigDecimal::add);
    }

    long forgotten() {
        return accounts.values().stream()
                        .mapToLong(account -> account.fills.forgotten() + account.updates.forgotten())
                        .sum()
                + trades.values().stream().mapToLong(History::forgotten).sum();
    }

    Leverage leverage(VenueAccount account, Instrument market) {
        Holding holding = account.holdings.get(market.coin());
        return holding != null
                ? holding.leverage
                : account.leverages.getOrDefault(
                        market.coin(), new Leverage(Math.min(USUAL_LEVERAGE, maxLeverage(market)), MarginMode.CROSS));
    }

    int maxLeverage(Instrument market) {
        return perps.get(market.coin()).market().marginTable().tiers().get(0).maxLeverage();
    }

    /** Cross equity that neither positions nor resting orders have claimed. */
    BigDecimal available(VenueAccount account) {
        VenueBook book = valued(account);
        return book.crossEquity()
                .subtract(VenueBook.sum(book.positions(MarginMode.CROSS), book::marginUsed))
                .subtract(account.reserved);
    }

    // ---- orders

    /** What became of a placed order. */
    record Placement(Optional<VenueOrder> order, BigDecimal filled, BigDecimal notional, Optional<Refusal> refusal) {
        static Placement refused(Refusal refusal) {
            return new Placement(Optional.empty(), BigDecimal.ZERO, BigDecimal.ZERO, Optional.of(refusal));
        }

        BigDecimal averagePrice() {
            return notional.divide(filled, new MathContext(8));
        }
    }

    Placement place(Block block, VenueAccount account, Ticket ticket, boolean positionTpsl) {
        VenueOrder order = new VenueOrder(++lastOid, account, ticket, block.time, positionTpsl);
        Optional<Refusal> refusal = check(order);
        if (refusal.isPresent()) {
            return reject(block, order, refusal.get());
        }
        account.orders.put(order.oid, order);
        ticket.cloid().ifPresent(cloid -> account.byCloid.put(cloid, order));
        if (ticket.trigger().isPresent()) {
            sleeping.get(ticket.market().coin()).put(order.oid, order);
            block.updated(order, "open");
            return new Placement(Optional.of(order), BigDecimal.ZERO, BigDecimal.ZERO, Optional.empty());
        }
        return execute(block, order, Optional.empty());
    }

    /** An order that sleeps until its parent is filled. */
    VenueOrder placeChild(Block block, VenueOrder parent, Ticket ticket) {
        VenueOrder child = new VenueOrder(++lastOid, parent.owner, ticket, block.time, false);
        parent.children.add(child);
        return child;
    }

    /** What is wrong with an order that does not depend on whether it meets another. */
    Optional<Refusal> check(VenueOrder order) {
        Ticket ticket = order.ticket;
        Instrument market = ticket.market();
        if (ticket.px().signum() <= 0) {
            return Optional.of(Refusal.PRICE);
        }
        if (ticket.sz().signum() < 0
                || (ticket.sz().signum() == 0 && !order.positionTpsl)
                || !market.sizeFits(ticket.sz())) {
            return Optional.of(Refusal.SIZE);
        }
        if (!market.onTick(ticket.px())
                || ticket.trigger().filter(t -> !market.onTick(t.px())).isPresent()) {
            return Optional.of(Refusal.TICK);
        }
        if (!ticket.reduceOnly() && ticket.px().multiply(ticket.sz()).compareTo(MINIMUM_NOTIONAL) < 0) {
            return Optional.of(market.spot() ? Refusal.SPOT_MINIMUM : Refusal.MINIMUM);
        }
        if (order.owner.orders.size() >= MOST_OPEN_ORDERS) {
            return Optional.of(Refusal.TOO_MANY);
        }
        if (ticket.builder()
                .filter(b -> order.owner.builders.getOrDefault(b.address(), 0) < b.tenthsOfBasisPoint())
                .isPresent()) {
            return Optional.of(Refusal.BUILDER);
        }
        BigDecimal mark = mark(market);
        if (ticket.trigger().isPresent()) {
            return ticket.trigger().get().firesAt(mark, order.buy()) ? Optional.of(Refusal.TRIGGER) : Optional.empty();
        }
        if (!ticket.tif().equals("LiquidationMarket")
                && ticket.px().subtract(mark).abs().compareTo(mark.multiply(FARTHEST_FROM_ORACLE)) > 0) {
            return Optional.of(Refusal.ORACLE);
        }
        return market.spot() ? checkBalance(order) : checkPosition(order);
    }

    private static Optional<Refusal> checkBalance(VenueOrder order) {
        Ticket ticket = order.ticket;
        BigDecimal needed = ticket.buy() ? ticket.px().multiply(ticket.sz()) : ticket.sz();
        String token = ticket.buy() ? VenueAccount.USDC : ticket.market().token();
        return order.owner.free(token).compareTo(needed) < 0 ? Optional.of(Refusal.BALANCE) : Optional.empty();
    }

    private Optional<Refusal> checkPosition(VenueOrder order) {
        BigDecimal position = order.owner.size(order.market().coin());
        if (order.ticket.reduceOnly()) {
            return reduces(order, position) ? Optional.empty() : Optional.of(Refusal.REDUCE_ONLY);
        }
        if (order.ticket.tif().equals("LiquidationMarket")) {
            return Optional.empty();
        }
        BigDecimal more = increase(order, order.ticket.sz());
        return more.signum() > 0 && available(order.owner).compareTo(margin(order, more, mark(order.market()))) < 0
                ? Optional.of(Refusal.MARGIN)
                : Optional.empty();
    }

    private static boolean reduces(VenueOrder order, BigDecimal position) {
        return position.signum() != 0 && order.buy() == (position.signum() < 0);
    }

    /** How much of a size would add to a position, after what it closes. */
    private static BigDecimal increase(VenueOrder order, BigDecimal size) {
        BigDecimal position = order.owner.size(order.market().coin());
        return reduces(order, position) ? size.subtract(position.abs()).max(BigDecimal.ZERO) : size;
    }

    private BigDecimal margin(VenueOrder order, BigDecimal size, BigDecimal price) {
        return size.multiply(price)
                .divide(BigDecimal.valueOf(leverage(order.owner, order.market()).value()), MathContext.DECIMAL64);
    }

    private Placement reject(Block block, VenueOrder order, Refusal refusal) {
        block.updated(order, refusal.status());
        order.owner.end(order);
        return Placement.refused(refusal);
    }

    private Placement execute(Block block, VenueOrder taker, Optional<Liquidation> liquidation) {
        OrderBook book = books.get(taker.market().coin());
        String tif = taker.ticket.tif();
        boolean crosses = book.best(!taker.buy()).filter(taker::crosses).isPresent();
        if (tif.equals("Alo") && crosses) {
            return reject(
                    block,
                    taker,
                    Refusal.postOnly(
                            book.best(true).map(VenueJson::plain).orElse("0"),
                            book.best(false).map(VenueJson::plain).orElse("0")));
        }
        BigDecimal filled = BigDecimal.ZERO;
        BigDecimal notional = BigDecimal.ZERO;
        while (taker.remaining.signum() > 0) {
            Optional<VenueOrder> first = book.first(!taker.buy()).filter(maker -> taker.crosses(maker.ticket.px()));
            if (first.isEmpty()) {
                break;
            }
            VenueOrder maker = first.get();
            BigDecimal open = taker.remaining;
            if (taker.ticket.reduceOnly()) {
                BigDecimal position = taker.owner.size(taker.market().coin());
                if (!reduces(taker, position)) {
                    break;
                }
                open = open.min(position.abs());
            }
            Optional<String> unfit = unfit(taker, maker);
            if (unfit.isPresent()) {
                end(block, maker, unfit.get());
                continue;
            }
            BigDecimal size = open.min(maker.remaining);
            if (maker.ticket.reduceOnly()) {
                size = size.min(maker.owner.size(maker.market().coin()).abs());
            }
            trade(block, taker, maker, size, liquidation);
            filled = filled.add(size);
            notional = notional.add(size.multiply(maker.ticket.px()));
        }
        return settle(block, taker, filled, notional, tif);
    }

    private Placement settle(Block block, VenueOrder taker, BigDecimal filled, BigDecimal notional, String tif) {
        boolean rests = tif.equals("Gtc") || tif.equals("Alo");
        if (taker.remaining.signum() == 0) {
            end(block, taker, "filled");
        } else if (rests
                && !(taker.ticket.reduceOnly()
                        && !reduces(taker, taker.owner.size(taker.market().coin())))) {
            books.get(taker.market().coin()).add(taker);
            claim(taker);
            block.updated(taker, "open");
        } else if (filled.signum() == 0) {
            return reject(
                    block, taker, tif.endsWith("Market") || taker.woken ? Refusal.NO_LIQUIDITY : Refusal.NO_MATCH);
        } else {
            end(block, taker, taker.ticket.reduceOnly() && rests ? "reduceOnlyCanceled" : "canceled");
        }
        return new Placement(Optional.of(taker), filled, notional, Optional.empty());
    }

    /** Why a resting order cannot be traded with; the venue then takes it off the book. */
    private Optional<String> unfit(VenueOrder taker, VenueOrder maker) {
        if (maker.owner == taker.owner) {
            return Optional.of("selfTradeCanceled");
        }
        if (maker.market().spot()) {
            return Optional.empty();
        }
        if (maker.ticket.reduceOnly()) {
            return reduces(maker, maker.owner.size(maker.market().coin()))
                    ? Optional.empty()
                    : Optional.of("reduceOnlyCanceled");
        }
        BigDecimal more = increase(maker, maker.remaining);
        boolean short_ = more.signum() > 0
                && available(maker.owner).add(maker.reserved).compareTo(margin(maker, more, mark(maker.market()))) < 0;
        return short_ ? Optional.of("marginCanceled") : Optional.empty();
    }

    private void claim(VenueOrder order) {
        if (order.market().spot()) {
            order.owner.reserve(order, order.buy() ? order.ticket.px().multiply(order.remaining) : order.remaining);
        } else {
            BigDecimal more = order.ticket.reduceOnly() ? BigDecimal.ZERO : increase(order, order.remaining);
            order.owner.reserve(order, margin(order, more, order.ticket.px()));
        }
    }

    private void trade(Block block, VenueOrder taker, VenueOrder maker, BigDecimal size, Optional<Liquidation> cause) {
        BigDecimal px = maker.ticket.px();
        long tid = tid(taker.buy() ? taker.oid : maker.oid, taker.buy() ? maker.oid : taker.oid);
        Settlement settlement = new Settlement(this, block, size, px, tid, cause);
        settlement.fill(taker, true);
        settlement.fill(maker, false);
        taker.remaining = taker.remaining.subtract(size);
        maker.remaining = maker.remaining.subtract(size);
        if (maker.remaining.signum() == 0) {
            end(block, maker, "filled");
        } else {
            claim(maker);
            block.updated(maker, "open");
        }
        publish(block, taker, maker, size, px, tid);
    }

    private void publish(Block block, VenueOrder taker, VenueOrder maker, BigDecimal size, BigDecimal px, long tid) {
        Trade trade = new Trade(
                taker.market().coin(),
                taker.buy() ? "B" : "A",
                px,
                size,
                block.time,
                block.hash,
                tid,
                (taker.buy() ? taker : maker).owner.address,
                (taker.buy() ? maker : taker).owner.address);
        block.trades.add(trade);
        trades.get(trade.coin()).add(trade);
        candles.get(trade.coin()).add(trade);
    }

    /** As the venue numbers trades: 50 bits that follow from the two orders. */
    private static long tid(long buyer, long seller) {
        long mixed = (buyer * 0x9E3779B97F4A7C15L) ^ Long.rotateLeft(seller * 0xC2B2AE3D27D4EB4FL, 31);
        mixed = (mixed ^ (mixed >>> 29)) * 0xBF58476D1CE4E5B9L;
        return (mixed ^ (mixed >>> 32)) & ((1L << 50) - 1);
    }

    /** Takes an order off the market and lets those that hang on it know. */
    private void end(Block block, VenueOrder order, String status) {
        sleeping.get(order.market().coin()).remove(order.oid);
        books.get(order.market().coin()).remove(order);
        order.owner.reserve(order, BigDecimal.ZERO);
        order.owner.end(order);
        block.updated(order, status);
        for (VenueOrder child : order.children) {
            if (status.equals("filled")) {
                order.owner.orders.put(child.oid, child);
                child.ticket.cloid().ifPresent(cloid -> order.owner.byCloid.put(cloid, child));
                sleeping.get(child.market().coin()).put(child.oid, child);
                child.siblings.addAll(order.children);
                block.updated(child, "open");
            } else {
                order.owner.end(child);
                block.updated(child, "canceled");
            }
        }
        if (status.equals("filled")) {
            order.siblings.stream()
                    .filter(sibling -> sibling != order && order.owner.orders.containsKey(sibling.oid))
                    .forEach(sibling -> end(block, sibling, "siblingFilledCanceled"));
        }
        order.children.clear();
    }

    private void wake(Block block, String coin, BigDecimal mark) {
        List<VenueOrder> woken = sleeping.get(coin).values().stream()
                .filter(order -> order.ticket.trigger().orElseThrow().firesAt(mark, order.buy()))
                .toList();
        for (VenueOrder order : woken) {
            if (sleeping.get(coin).remove(order.oid) == null) {
                continue;
            }
            order.woken = true;
            block.updated(order, "triggered");
            BigDecimal position = order.owner.size(coin);
            if (order.positionTpsl) {
                order.remaining = position.abs();
            }
            Trigger trigger = order.ticket.trigger().orElseThrow();
            if (order.ticket.reduceOnly() && !reduces(order, position)) {
                end(block, order, "reduceOnlyCanceled");
            } else {
                execute(block, trigger.market() ? order.asMarketOrder() : order, Optional.empty());
            }
        }
    }

    /** Cancels by number; the text of the refusal, if refused. */
    Optional<String> cancel(Block block, VenueAccount account, Instrument market, Optional<VenueOrder> found) {
        Optional<VenueOrder> open = found.filter(
                order -> account.orders.containsKey(order.oid) && order.market().equals(market));
        open.ifPresent(order -> end(block, order, "canceled"));
        return open.isPresent() ? Optional.empty() : Optional.of(NO_ORDER);
    }

    /** Cancels all orders of an account, with this status. */
    void cancelAll(Block block, VenueAccount account, String status) {
        List.copyOf(account.orders.values()).stream()
                .filter(order -> account.orders.containsKey(order.oid))
                .forEach(order -> end(block, order, status));
    }

    /** Whether the time of a scheduled cancel was taken; empty takes it back. */
    void schedule(VenueAccount account, Optional<Long> time) {
        account.scheduledCancel = time.orElse(Long.MAX_VALUE);
        if (time.isPresent()) {
            scheduled.put(account.address, account);
        } else {
            scheduled.remove(account.address);
        }
    }

    boolean mayScheduleCancel(VenueAccount account) {
        return account.cancelDay != now() / DAY || account.cancelsToday < MOST_CANCELS_A_DAY;
    }

    private void cancelWhatIsScheduled(Block block) {
        if (scheduled.isEmpty()) {
            return;
        }
        for (VenueAccount account : List.copyOf(scheduled.values())) {
            if (account.scheduledCancel <= block.time) {
                schedule(account, Optional.empty());
                account.cancelsToday = account.cancelDay == block.time / DAY ? account.cancelsToday + 1 : 1;
                account.cancelDay = block.time / DAY;
                cancelAll(block, account, "scheduledCancel");
            }
        }
    }

    // ---- liquidation

    /** Sells a position to the book at any price, as the venue does first. */
    Placement liquidateOnBook(Block block, VenueAccount account, String coin) {
        BigDecimal position = account.size(coin);
        if (position.signum() == 0) {
            throw new IllegalArgumentException(account.address + " has no position in " + coin);
        }
        Instrument market = instruments.get(coin);
        boolean buy = position.signum() < 0;
        BigDecimal mark = mark(market);
        Leverage leverage = leverage(account, market);
        ObjectNode told = liquidationDelta(account, List.of(coin), leverage.mode());
        cancelAll(block, account, "liquidatedCanceled");
        Ticket ticket = new Ticket(
                market,
                buy,
                buy ? mark.movePointRight(3).setScale(0, RoundingMode.UP) : BigDecimal.ONE.movePointLeft(8),
                position.abs(),
                true,
                "LiquidationMarket",
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        VenueOrder order = new VenueOrder(++lastOid, account, ticket, block.time, false);
        account.orders.put(order.oid, order);
        Placement placement = execute(block, order, Optional.of(new Liquidation(account.address, mark, "market")));
        if (placement.filled().signum() > 0) {
            tellOfLiquidation(block, account, told);
        }
        return placement;
    }

    /** Moves positions and the margin behind them to the liquidator vault, at the mark. */
    void liquidateToBackstop(Block block, VenueAccount account, MarginMode mode, Optional<String> only) {
        List<String> coins = account.holdings.entrySet().stream()
                .filter(held -> held.getValue().leverage.mode() == mode)
                .map(Map.Entry::getKey)
                .filter(coin -> only.isEmpty() || only.get().equals(coin))
                .toList();
        if (coins.isEmpty()) {
            throw new IllegalArgumentException(account.address + " has nothing to take over");
        }
        ObjectNode told = liquidationDelta(account, coins, mode);
        cancelAll(block, account, "liquidatedCanceled");
        VenueAccount vault = open(LIQUIDATOR);
        BigDecimal pledged = mode == MarginMode.ISOLATED
                ? coins.stream()
                        .map(coin -> account.holdings.get(coin).isolatedMargin)
                        .reduce(BigDecimal.ZERO, BigDecimal::add)
                : account.collateral.subtract(account.holdings.values().stream()
                        .map(held -> held.isolatedMargin)
                        .reduce(BigDecimal.ZERO, BigDecimal::add));
        BigDecimal realised = BigDecimal.ZERO;
        for (String coin : coins) {
            Instrument market = instruments.get(coin);
            BigDecimal position = account.size(coin);
            BigDecimal mark = mark(market);
            realised = realised.add(position.multiply(mark).subtract(account.holdings.get(coin).basis));
            Ticket given = new Ticket(
                    market,
                    position.signum() < 0,
                    mark,
                    position.abs(),
                    false,
                    "LiquidationMarket",
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
            Ticket taken = new Ticket(
                    market,
                    position.signum() > 0,
                    mark,
                    position.abs(),
                    false,
                    "LiquidationMarket",
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
            VenueOrder from = new VenueOrder(++lastOid, account, given, block.time, false);
            VenueOrder to = new VenueOrder(++lastOid, vault, taken, block.time, false);
            long tid = tid(from.oid, to.oid);
            Settlement settlement = new Settlement(
                    this,
                    block,
                    position.abs(),
                    mark,
                    tid,
                    Optional.of(new Liquidation(account.address, mark, "backstop")));
            settlement.fill(from, true);
            settlement.fill(to, false);
            publish(block, from, to, position.abs(), mark, tid);
        }
        account.collateral = account.collateral.subtract(pledged).subtract(realised);
        vault.collateral = vault.collateral.add(pledged).add(realised);
        tellOfLiquidation(block, account, told);
    }

    private ObjectNode liquidationDelta(VenueAccount account, List<String> coins, MarginMode mode) {
        VenueBook book = valued(account);
        List<FakePosition> positions = account.snapshot().positions().stream()
                .filter(position -> coins.contains(position.coin()))
                .toList();
        BigDecimal value = mode == MarginMode.CROSS ? book.crossEquity() : VenueBook.sum(positions, book::marginUsed);
        ObjectNode delta = VenueJson.object()
                .put("type", "liquidation")
                .put("liquidatedNtlPos", VenueJson.print(VenueBook.sum(positions, book::notional)))
                .put("accountValue", VenueJson.print(value))
                .put("leverageType", mode == MarginMode.CROSS ? "Cross" : "Isolated");
        ArrayNode rows = delta.putArray("liquidatedPositions");
        positions.forEach(
                position -> rows.addObject().put("coin", position.coin()).put("szi", VenueJson.print(position.size())));
        return delta;
    }

    private void tellOfLiquidation(Block block, VenueAccount account, ObjectNode delta) {
        block.ledger(account, delta);
        ObjectNode event = VenueJson.object();
        event.putObject("liquidation")
                .put("lid", height)
                .put("liquidator", LIQUIDATOR.hex())
                .put("liquidated_user", account.address.hex())
                .put("liquidated_ntl_pos", delta.get("liquidatedNtlPos").asText())
                .put("liquidated_account_value", delta.get("accountValue").asText());
        Block.add(block.events, account.address, event);
    }

    // ---- funding

    /** Pays the present rate on every position once. */
    void payFunding(Block block) {
        for (VenueAccount account : new ArrayList<>(accounts.values())) {
            account.holdings.replaceAll((coin, held) -> {
                AssetContext context = perps.get(coin).context();
                BigDecimal paid = held.size
                        .multiply(context.oraclePrice())
                        .multiply(context.fundingRate())
                        .setScale(6, RoundingMode.HALF_EVEN);
                account.collateral = account.collateral.subtract(paid);
                collect("funding", paid);
                ObjectNode row = VenueJson.object()
                        .put("time", block.time)
                        .put("coin", coin)
                        .put("usdc", VenueJson.print(paid.negate()))
                        .put("szi", VenueJson.print(held.size))
                        .put("fundingRate", context.fundingRate().toPlainString())
                        .putNull("nSamples");
                account.fundings.add(row);
                Block.add(block.fundings, account.address, row);
                ObjectNode event = VenueJson.object();
                event.set("funding", row);
                Block.add(block.events, account.address, event);
                block.accounts.add(account.address);
                return held.leverage.mode() == MarginMode.ISOLATED
                        ? held.withMargin(held.isolatedMargin.subtract(paid))
                        : held;
            });
        }
    }
}
