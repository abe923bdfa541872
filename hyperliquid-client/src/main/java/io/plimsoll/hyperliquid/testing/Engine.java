package io.plimsoll.hyperliquid.testing;

import io.plimsoll.core.domain.market.AssetContext;
import io.plimsoll.core.domain.market.MarginTier;
import io.plimsoll.core.domain.market.Market;
import io.plimsoll.core.domain.market.MarketSource.Listing;
import io.plimsoll.core.domain.position.MarginMode;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.hyperliquid.testing.VenueAccount.Agent;
import io.plimsoll.hyperliquid.testing.VenueAccount.Holding;
import io.plimsoll.hyperliquid.testing.VenueAccount.Leverage;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Clock;
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
    private static final int FIRST_SPOT_ASSET = 10_000;
    private static final int USUAL_LEVERAGE = 20;
    private static final int MOST_CANCELS_A_DAY = 10;
    private static final long DAY = 86_400_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Clock clock;
    private final Consumer<Block> watcher;
    private final Map<String, Listing> perps = new LinkedHashMap<>();
    private final Map<String, Pit> pits = new LinkedHashMap<>();
    private final Map<Integer, Instrument> byAsset = new HashMap<>();
    private final Map<String, BigDecimal> spotPrices = new LinkedHashMap<>();
    private final Map<Address, VenueAccount> accounts = new HashMap<>();
    private final Map<Address, VenueAccount> masters = new HashMap<>();
    private final Map<String, BigDecimal> fees = new HashMap<>();
    private final Map<Address, VenueAccount> scheduled = new HashMap<>();
    private final Matching orders = new Matching(this);
    private final long began;
    private long lastTime;
    private long height;

    /** Told of every block while the lock is held. */
    Engine(Clock clock, Consumer<Block> watcher) {
        this.clock = clock;
        this.watcher = watcher;
        this.began = clock.millis();
    }

    /** When the venue opened, ms. */
    long began() {
        return began;
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
            Block block = new Block(lastTime, hash(height), height);
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

    /** Where orders are placed, matched and cancelled. */
    Matching orders() {
        return orders;
    }

    // ---- markets

    Map<String, Listing> perps() {
        return new LinkedHashMap<>(perps);
    }

    Map<String, BigDecimal> spotPrices() {
        return spotPrices;
    }

    Optional<Instrument> instrument(String coin) {
        return Optional.ofNullable(pits.get(coin)).map(pit -> pit.instrument);
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
        if (before != null) {
            orders.wake(block, market.coin(), context.markPrice());
        }
    }

    void listSpot(Block block, String coin, String token, int sizeDecimals, BigDecimal price) {
        if (!pits.containsKey(coin)) {
            register(new Instrument(coin, FIRST_SPOT_ASSET + spotPrices.size(), sizeDecimals, true, token));
        }
        spotPrices.put(coin, price);
        block.coins.add(coin);
    }

    private void register(Instrument instrument) {
        pits.put(instrument.coin(), new Pit(instrument));
        byAsset.put(instrument.asset(), instrument);
    }

    /** Where a market is traded. */
    Pit pit(String coin) {
        Pit pit = pits.get(coin);
        if (pit == null) {
            throw new IllegalArgumentException("no market " + coin);
        }
        return pit;
    }

    /** The terms and numbers of a perp. */
    Listing perp(String coin) {
        Listing listing = perps.get(coin);
        if (listing == null) {
            throw new IllegalArgumentException("no market " + coin);
        }
        return listing;
    }

    /** Moves mark and oracle; trigger orders that waited for it wake up. */
    void move(Block block, String coin, BigDecimal to) {
        if (spotPrices.containsKey(coin)) {
            spotPrices.put(coin, to);
            block.coins.add(coin);
            return;
        }
        Listing listing = perp(coin);
        AssetContext before = listing.context();
        list(block, listing.market(), new AssetContext(coin, to, to, before.fundingRate(), before.openInterest()));
        accounts.values().stream()
                .filter(account -> account.holdings.containsKey(coin))
                .forEach(account -> block.accounts.add(account.address));
    }

    BigDecimal mark(Instrument instrument) {
        BigDecimal spot = spotPrices.get(instrument.coin());
        return spot == null ? perp(instrument.coin()).context().markPrice() : spot;
    }

    /** Between the best bid and ask; the mark while a side is empty. */
    BigDecimal mid(Instrument instrument) {
        OrderBook book = pit(instrument.coin()).book;
        Optional<BigDecimal> bid = book.best(true);
        Optional<BigDecimal> ask = book.best(false);
        return bid.isPresent() && ask.isPresent()
                ? bid.get().add(ask.get()).divide(BigDecimal.valueOf(2), MathContext.DECIMAL64)
                : mark(instrument);
    }

    List<Instrument> instruments() {
        return pits.values().stream().map(pit -> pit.instrument).toList();
    }

    // ---- accounts

    Optional<VenueAccount> account(Address address) {
        return Optional.ofNullable(accounts.get(address));
    }

    List<VenueAccount> accounts() {
        return List.copyOf(accounts.values());
    }

    /** The account, opened if the venue has never seen it. */
    VenueAccount open(Address address) {
        return accounts.computeIfAbsent(address, VenueAccount::new);
    }

    /** The account that this address signs for as an agent, if its approval has not ended. */
    Optional<VenueAccount> masterOf(Address agent) {
        return Optional.ofNullable(masters.get(agent))
                .filter(master -> Optional.ofNullable(master.agents.get(agent))
                        .filter(approval -> approval.validUntil() >= clock.millis())
                        .isPresent());
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
                + pits.values().stream()
                        .mapToLong(pit -> pit.trades.forgotten())
                        .sum();
    }

    Leverage leverage(VenueAccount account, Instrument market) {
        Holding holding = account.holdings.get(market.coin());
        return holding != null
                ? holding.leverage
                : account.leverages.getOrDefault(
                        market.coin(), new Leverage(Math.min(USUAL_LEVERAGE, maxLeverage(market)), MarginMode.CROSS));
    }

    int maxLeverage(Instrument market) {
        return perp(market.coin()).market().marginTable().tiers().get(0).maxLeverage();
    }

    /** The highest leverage at which a position of that size, unsigned, may be held. */
    int maxLeverage(Instrument market, BigDecimal size) {
        BigDecimal notional = size.multiply(mark(market));
        int highest = 0;
        for (MarginTier tier : perp(market.coin()).market().marginTable().tiers()) {
            if (notional.compareTo(tier.lowerBound()) >= 0) {
                highest = tier.maxLeverage();
            }
        }
        return highest;
    }

    /** Cross equity that neither positions nor resting orders have claimed. */
    BigDecimal available(VenueAccount account) {
        VenueBook book = valued(account);
        return book.crossEquity()
                .subtract(VenueBook.sum(book.positions(MarginMode.CROSS), book::marginUsed))
                .subtract(account.reserved);
    }

    // ---- scheduled cancels

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
                orders.cancelAll(block, account, "scheduledCancel");
            }
        }
    }
}
