package io.plimsoll.hyperliquid.feed;

import io.plimsoll.core.domain.liquidation.Certainty;
import io.plimsoll.core.domain.liquidation.Evidence;
import io.plimsoll.core.domain.liquidation.Liquidation;
import io.plimsoll.core.domain.liquidation.LiquidationMethod;
import io.plimsoll.core.domain.market.MarketTrade;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.hyperliquid.feed.LiquidationUpdate.Kind;
import io.plimsoll.hyperliquid.info.LedgerUpdate;
import io.plimsoll.hyperliquid.info.Trade;
import io.plimsoll.hyperliquid.info.UserFill;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One stream of liquidations out of everything that hints at one. The venue has no public feed of them; what there is sees
 * parts: the fills of whoever was on the other side, the ledger of the liquidated account, the fills of the vaults that take
 * positions over, public trades with such a vault in them, the output of a node.
 *
 * <p>The same liquidation seen by several of them is one {@link Liquidation} that gets richer: trades are the same by (time,
 * coin, tid), liquidations by (hash, account, coin). It is held for a short window after the first sighting, so that it is
 * usually whole when it is reported; what comes later is a revision. {@link #flush} reports what is still held, so that
 * nothing is lost at the end. What is known in the end is the same in whatever order the sources speak; which of it was
 * reported when depends on the given clock alone.
 *
 * <p>A public trade with a vault in it is only a suspicion, as vaults also sell off what they took over. The vault's own fill
 * of the same trade confirms it or withdraws it: watch the vaults' fills where you watch trades.
 *
 * <p>A snapshot of old fills repeats old liquidations: they are not reported again while remembered, but after a restart they
 * are; {@link Liquidation#time} and the stable {@link Liquidation#id} tell. Not thread-safe.
 */
public final class LiquidationCombiner {
    /** How far the receipt of an event without a time may be from the block it speaks of. */
    private static final Duration SAME_TIME = Duration.ofSeconds(10);

    private final LiquidatorVaults vaults;
    private final Clock clock;
    private final Duration window;
    private final int capacity;

    private final Map<String, KnownLiquidation> known = new LinkedHashMap<>();
    private final Map<MarketTrade.Key, KnownLiquidation> byTrade = new HashMap<>();
    private final Set<KnownLiquidation> held = new LinkedHashSet<>();
    private final Set<MarketTrade.Key> ordinaryOfVaults = new LinkedHashSet<>();
    private final List<UserEvent> userEvents = new ArrayList<>();
    private List<LiquidationUpdate> updates = new ArrayList<>();
    private long repeated;
    private long refuted;

    private record UserEvent(
            Instant received, Address liquidator, Address user, BigDecimal accountValue, KnownLiquidation bare) {}

    /**
     * A combiner that has seen nothing.
     *
     * @param vaults the backstops
     * @param clock for the window
     * @param window how long a liquidation is held after it was first seen; zero reports at once
     * @param capacity how many liquidations are remembered; the oldest reported ones are forgotten first
     */
    public LiquidationCombiner(LiquidatorVaults vaults, Clock clock, Duration window, int capacity) {
        if (window.isNegative()) {
            throw new IllegalArgumentException("window must not be negative, got " + window);
        }
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be at least 1, got " + capacity);
        }
        this.vaults = vaults;
        this.clock = clock;
        this.window = window;
        this.capacity = capacity;
    }

    /** Of the HLP vaults, with a window of 2 s and 100 000 liquidations remembered. */
    public static LiquidationCombiner mainnet(Clock clock) {
        return new LiquidationCombiner(LiquidatorVaults.HLP, clock, Duration.ofSeconds(2), 100_000);
    }

    /**
     * Takes a fill of an account: watched, a vault, or from the history of an account. Most are no liquidations and give
     * nothing.
     *
     * @param owner whose fill it is
     * @throws MalformedResponse if it is a liquidation whose side is neither {@code A} nor {@code B}
     */
    public List<LiquidationUpdate> onFill(Address owner, UserFill fill) {
        return onFill(owner, fill, vaults.contains(owner) ? Evidence.VAULT_FILL : Evidence.USER_FILL);
    }

    /** Takes a fill from the output of a node, which has two for each trade. Else like {@link #onFill(Address, UserFill)}. */
    public List<LiquidationUpdate> onNodeFill(Address owner, UserFill fill) {
        return onFill(owner, fill, Evidence.NODE_FILL);
    }

    private List<LiquidationUpdate> onFill(Address owner, UserFill fill, Evidence evidence) {
        Optional<ForcedTrade> forced = ForcedTrade.of(owner, fill, vaults, evidence);
        if (forced.isPresent()) {
            see(forced.get());
        } else if (vaults.contains(owner)) {
            refute(ForcedTrade.key(fill));
        }
        return poll();
    }

    /** Takes a public trade; one without a vault on exactly one side gives nothing. */
    public List<LiquidationUpdate> onTrade(Trade trade) {
        ForcedTrade.of(trade, vaults)
                .filter(suspicion -> !ordinaryOfVaults.contains(suspicion.trade()))
                .ifPresent(this::see);
        return poll();
    }

    /**
     * Takes an entry of an account's ledger. Those of other kinds than a liquidation give nothing.
     *
     * @param user whose ledger it is
     */
    public List<LiquidationUpdate> onLedger(Address user, LedgerUpdate entry) {
        return onLedger(user, entry, Evidence.LEDGER);
    }

    /** Takes a ledger entry from the output of a node. Else like {@link #onLedger(Address, LedgerUpdate)}. */
    public List<LiquidationUpdate> onNodeLedger(Address user, LedgerUpdate entry) {
        return onLedger(user, entry, Evidence.NODE_LEDGER);
    }

    private List<LiquidationUpdate> onLedger(Address user, LedgerUpdate entry, Evidence evidence) {
        if (!(entry.delta() instanceof LedgerUpdate.Liquidation delta)) {
            return poll();
        }
        Instant time = Instant.ofEpochMilli(entry.time());
        Optional<Bytes32> hash = ForcedTrade.hash(entry.hash());
        List<LedgerUpdate.LiquidatedPosition> positions = delta.liquidatedPositions().stream()
                .filter(position -> position.szi().signum() != 0)
                .toList();
        for (LedgerUpdate.LiquidatedPosition position : positions) {
            KnownLiquidation one = known(id(hash, time, user, position.coin()), time, hash, false);
            one.tellUser(user);
            one.tellLedger(
                    position.coin(),
                    position.szi(),
                    Optional.ofNullable(delta.liquidatedNtlPos())
                            .filter(notional -> positions.size() == 1)
                            .map(BigDecimal::abs));
            one.tellLedgerOf(delta.accountValue(), evidence);
            enrich(one);
            report(one);
        }
        if (positions.isEmpty()) {
            KnownLiquidation one = known(id(hash, time, user, ""), time, hash, false);
            one.tellUser(user);
            one.tellLedgerOf(delta.accountValue(), evidence);
            enrich(one);
            report(one);
        }
        return poll();
    }

    /**
     * Takes the venue's event to the liquidated account, a variant of {@code userEvents}. It names neither market nor
     * time: it enriches what is or gets known of the account within 10 s, and stands alone if nothing does.
     *
     * @param lid the venue's number of it
     * @param liquidator who took over
     * @param liquidatedUser the account
     * @param accountValue before, USDC; may be negative
     */
    public List<LiquidationUpdate> onUserEvent(
            long lid, Address liquidator, Address liquidatedUser, BigDecimal accountValue) {
        Instant received = clock.instant();
        userEvents.removeIf(event -> !near(event.received, received));
        KnownLiquidation bare = known("lid:" + lid + ":" + liquidatedUser, received, Optional.empty(), true);
        bare.tellUser(liquidatedUser);
        bare.tellUserEvent(liquidator, accountValue);
        UserEvent event = new UserEvent(received, liquidator, liquidatedUser, accountValue, bare);
        userEvents.add(event);
        List.copyOf(known.values()).stream().filter(one -> belongs(event, one)).forEach(one -> {
            enrich(one);
            report(one);
        });
        report(bare);
        return poll();
    }

    /** Reports what has been held long enough. Call it now and then, so that silence does not delay anything. */
    public List<LiquidationUpdate> poll() {
        return release(clock.instant());
    }

    /** Reports everything that is held, however short. */
    public List<LiquidationUpdate> flush() {
        return release(Instant.MAX);
    }

    /** Sightings of reported liquidations that added nothing to what was known. */
    public long repeated() {
        return repeated;
    }

    /** Suspicions that turned out to be ordinary trades of a vault. */
    public long refuted() {
        return refuted;
    }

    private void see(ForcedTrade trade) {
        KnownLiquidation before = byTrade.get(trade.trade());
        if (trade.certainty() == Certainty.SUSPECTED && before != null && before.confirmed()) {
            before.tellWitness(trade);
            report(before);
            return;
        }
        KnownLiquidation one = home(trade, before);
        if (before != null && before != one && (before.user().isEmpty() || !before.confirmed())) {
            one.absorb(before, trade.trade());
            takeOut(before, trade.trade());
        }
        byTrade.put(trade.trade(), one);
        trade.user().ifPresent(one::tellUser);
        one.tell(trade);
        enrich(one);
        report(one);
    }

    private KnownLiquidation home(ForcedTrade trade, @Nullable KnownLiquidation before) {
        Instant time = trade.trade().time();
        if (trade.user().isPresent()) {
            String id = id(trade.hash(), time, trade.user().get(), trade.trade().coin());
            return known(
                    trade.method() == LiquidationMethod.AUTO_DELEVERAGING ? id + ":adl" : id,
                    time,
                    trade.hash(),
                    false);
        }
        return before != null && before.confirmed()
                ? before
                : known(
                        "t" + time.toEpochMilli() + ":" + trade.trade().coin() + ":"
                                + trade.trade().id(),
                        time,
                        trade.hash(),
                        false);
    }

    private void refute(MarketTrade.Key trade) {
        ordinaryOfVaults.add(trade);
        trim(ordinaryOfVaults);
        KnownLiquidation suspicion = byTrade.get(trade);
        if (suspicion != null && !suspicion.confirmed()) {
            refuted++;
            byTrade.remove(trade);
            takeOut(suspicion, trade);
        }
    }

    /** A trade is no part of it any more; without any other it is none. */
    private void takeOut(KnownLiquidation one, MarketTrade.Key trade) {
        one.pieces.remove(trade);
        if (one.pieces.isEmpty()) {
            withdraw(one);
        } else {
            report(one);
        }
    }

    private void withdraw(KnownLiquidation one) {
        known.remove(one.id);
        held.remove(one);
        if (one.reported != null) {
            updates.add(new LiquidationUpdate(Kind.WITHDRAWN, one.reported));
        }
    }

    /** Adds what the venue told the account at about that time. */
    private void enrich(KnownLiquidation one) {
        for (UserEvent event : userEvents) {
            if (belongs(event, one)) {
                one.tellUserEvent(event.liquidator, event.accountValue);
                if (known.get(event.bare.id) == event.bare) {
                    withdraw(event.bare);
                }
            }
        }
    }

    private static boolean belongs(UserEvent event, KnownLiquidation one) {
        return !one.bareUserEvent
                && one.user().filter(event.user::equals).isPresent()
                && near(one.time(), event.received);
    }

    private static boolean near(Instant a, Instant b) {
        return Duration.between(a, b).abs().compareTo(SAME_TIME) <= 0;
    }

    private static String id(Optional<Bytes32> hash, Instant time, Address user, String coin) {
        return hash.map(Bytes32::hex).orElse("t" + time.toEpochMilli()) + ":" + user + ":" + coin;
    }

    private KnownLiquidation known(String id, Instant time, Optional<Bytes32> hash, boolean bareUserEvent) {
        KnownLiquidation one = known.get(id);
        if (one == null) {
            one = new KnownLiquidation(id, time, hash, clock.instant().plus(window), bareUserEvent);
            known.put(id, one);
            held.add(one);
        } else if (!bareUserEvent) {
            one.tellTime(time);
        }
        return one;
    }

    private void report(KnownLiquidation one) {
        if (one.reported == null || known.get(one.id) != one) {
            return;
        }
        Liquidation now = one.build();
        if (now.equals(one.reported)) {
            repeated++;
            return;
        }
        one.reported = now;
        updates.add(new LiquidationUpdate(Kind.REVISED, now));
    }

    private List<LiquidationUpdate> release(Instant now) {
        for (Iterator<KnownLiquidation> iterator = held.iterator(); iterator.hasNext(); ) {
            KnownLiquidation one = iterator.next();
            if (!one.reportAt.isAfter(now)) {
                iterator.remove();
                one.reported = one.build();
                updates.add(new LiquidationUpdate(Kind.NEW, one.reported));
            }
        }
        forgetOldest();
        List<LiquidationUpdate> released = updates;
        updates = new ArrayList<>();
        return released;
    }

    private void forgetOldest() {
        Iterator<KnownLiquidation> oldest = known.values().iterator();
        while (known.size() > capacity && oldest.hasNext()) {
            KnownLiquidation one = oldest.next();
            if (one.reported != null) {
                oldest.remove();
                one.pieces.keySet().forEach(trade -> byTrade.remove(trade, one));
            }
        }
    }

    private void trim(Set<MarketTrade.Key> keys) {
        Iterator<MarketTrade.Key> oldest = keys.iterator();
        while (keys.size() > capacity) {
            oldest.next();
            oldest.remove();
        }
    }
}
