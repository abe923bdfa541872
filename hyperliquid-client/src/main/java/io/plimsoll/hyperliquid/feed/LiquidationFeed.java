package io.plimsoll.hyperliquid.feed;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.kit.runtime.PeriodicTask;
import io.plimsoll.core.kit.runtime.Service;
import io.plimsoll.hyperliquid.info.InfoClient;
import io.plimsoll.hyperliquid.ws.Subscription;
import io.plimsoll.hyperliquid.ws.TradesChannel;
import io.plimsoll.hyperliquid.ws.UserEventsChannel;
import io.plimsoll.hyperliquid.ws.UserFillsChannel;
import io.plimsoll.hyperliquid.ws.UserNonFundingLedgerUpdatesChannel;
import io.plimsoll.hyperliquid.ws.VenueStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A {@link LiquidationCombiner} fed by a {@link VenueStream}: fills and ledgers of watched accounts, fills of vaults, trades of
 * markets. The stream repairs what it loses; what it cannot is told as a gap. Thread-safe.
 *
 * <p>The listener is called on the stream's threads and on one of the feed's own, under a lock: the stream waits for it. At
 * the end it gets what is still held.
 */
public final class LiquidationFeed implements Service, AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final LiquidationCombiner combiner;
    private final Watched watched;
    private final LiquidationListener listener;
    private final PeriodicTask poll;
    private final FollowedSubscriptions subscriptions;

    /**
     * What to look at. The venue lets one address follow about ten users; each account and vault is one.
     *
     * @param accounts whose fills and ledger are followed: those at risk, and makers who trade with liquidations
     * @param vaults whose fills are followed: the only sure sign of a backstop
     * @param coins markets whose trades are looked at for vaults
     * @param eventsOf an account whose {@code userEvents} are followed too; a stream can have those of one only
     */
    public record Watched(Set<Address> accounts, Set<Address> vaults, Set<String> coins, Optional<Address> eventsOf) {
        public Watched {
            accounts = Set.copyOf(accounts);
            vaults = Set.copyOf(vaults);
            coins = Set.copyOf(coins);
        }
    }

    /**
     * A feed that is not started.
     *
     * @param stream started and stopped by somebody else: started before this, stopped after
     * @param combiner used by nobody else
     */
    public LiquidationFeed(
            VenueStream stream, LiquidationCombiner combiner, Watched watched, LiquidationListener listener) {
        this.combiner = combiner;
        this.watched = watched;
        this.listener = listener;
        this.subscriptions = new FollowedSubscriptions(stream, listener);
        this.poll = new PeriodicTask("hyperliquid-liquidations", POLL, () -> pass(combiner::poll));
    }

    @Override
    public String name() {
        return poll.name();
    }

    /**
     * Subscribes, and returns when the venue has taken all of it.
     *
     * @throws SourceException if it has not; then nothing is subscribed to
     */
    @Override
    public void start() {
        try {
            for (Address account : watched.accounts) {
                fills(account);
                ledger(account);
            }
            watched.vaults.stream()
                    .filter(vault -> !watched.accounts.contains(vault))
                    .forEach(this::fills);
            watched.coins.forEach(
                    coin -> follow(TradesChannel.of(coin), trades -> passEach(trades, combiner::onTrade)));
            watched.eventsOf.ifPresent(user -> follow(UserEventsChannel.of(user), this::onUserEvent));
        } catch (RuntimeException e) {
            subscriptions.unsubscribe();
            throw e;
        }
        poll.start();
    }

    /** Unsubscribes, and gives the listener what is still held. */
    @Override
    public void stop(Duration limit) {
        subscriptions.unsubscribe();
        poll.stop(limit);
        pass(combiner::flush);
    }

    /** Stops within five seconds. */
    @Override
    public void close() {
        stop(CLOSE_LIMIT);
    }

    private void fills(Address account) {
        follow(
                UserFillsChannel.of(account),
                message -> passEach(message.fills(), fill -> combiner.onFill(account, fill)));
    }

    private void ledger(Address account) {
        follow(
                UserNonFundingLedgerUpdatesChannel.of(account),
                message -> passEach(message.nonFundingLedgerUpdates(), entry -> combiner.onLedger(account, entry)));
    }

    private void onUserEvent(UserEventsChannel.Event event) {
        if (event instanceof UserEventsChannel.Liquidation liquidation) {
            UserEventsChannel.Liquidation.Details details = liquidation.liquidation();
            pass(() -> combiner.onUserEvent(
                    details.lid(),
                    address(details.liquidator()),
                    address(details.liquidated_user()),
                    details.liquidated_account_value()));
        }
    }

    private static Address address(String text) {
        try {
            return Address.parse(text);
        } catch (IllegalArgumentException e) {
            throw new MalformedResponse(InfoClient.SOURCE, "liquidation of userEvents: " + e.getMessage(), e);
        }
    }

    /** Gaps are the listener's business: what is missing from a stream of liquidations leaves no mark on the others. */
    private <M> void follow(Subscription<M> subscription, Consumer<M> messages) {
        subscriptions.follow(subscription, messages, gap -> {});
    }

    /** One row at a time, so that one that is malformed, or that the listener fails on, costs no other. */
    private <R> void passEach(List<R> rows, Function<R, List<LiquidationUpdate>> step) {
        FollowedSubscriptions.forEach(rows, row -> pass(() -> step.apply(row)));
    }

    private void pass(Supplier<List<LiquidationUpdate>> step) {
        subscriptions.alone(() -> {
            List<LiquidationUpdate> updates;
            try {
                updates = step.get();
            } catch (MalformedResponse e) {
                listener.onProblem(e);
                return;
            }
            deliver(updates);
        });
    }

    /** A listener that fails on one update gets the others all the same; the stream or the task counts the failure. */
    private void deliver(List<LiquidationUpdate> updates) {
        FollowedSubscriptions.forEach(updates, listener::onUpdate);
    }
}
