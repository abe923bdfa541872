package io.plimsoll.hyperliquid.feed;

import io.plimsoll.core.domain.market.CandleInterval;
import io.plimsoll.core.domain.market.MarketCandle;
import io.plimsoll.core.domain.market.MarketTrade;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.kit.runtime.PeriodicTask;
import io.plimsoll.core.kit.runtime.Service;
import io.plimsoll.hyperliquid.info.Trade;
import io.plimsoll.hyperliquid.source.HyperliquidTrades;
import io.plimsoll.hyperliquid.ws.ChannelEvent.Gap;
import io.plimsoll.hyperliquid.ws.TradesChannel;
import io.plimsoll.hyperliquid.ws.VenueStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A {@link CandleBuilder} fed by a {@link VenueStream}: the trades of one market. Thread-safe.
 *
 * <p>What the stream cannot recover makes the candles that it touches incomplete, and so does a trade or frame that cannot be
 * read. A gap is told by our clock and a candle is of the block's, so ten seconds are added at both ends. A candle closes with
 * the first trade behind it, or in silence two seconds after its end by the given clock; what comes later is a revision.
 *
 * <p>The listener is called on the stream's threads and on one of the feed's own, under a lock: the stream waits for it.
 */
public final class CandleFeed implements Service, AutoCloseable {
    /** How far the venue's clock may be from ours. */
    private static final Duration CLOCKS_APART = Duration.ofSeconds(10);

    /** How long the last trades of a candle may be on their way. */
    private static final Duration SETTLED_AFTER = Duration.ofSeconds(2);

    private static final Duration MEMORY = Duration.ofMinutes(10);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final CandleBuilder builder;
    private final Clock clock;
    private final CandleListener listener;
    private final FollowedSubscriptions subscriptions;
    private final PeriodicTask poll;

    /**
     * A feed that is not started.
     *
     * @param stream started and stopped by somebody else: started before this, stopped after
     * @param builder used by nobody else
     * @param clock that closes candles when the market is silent
     */
    public CandleFeed(VenueStream stream, CandleBuilder builder, Clock clock, CandleListener listener) {
        this.builder = builder;
        this.clock = clock;
        this.listener = listener;
        this.subscriptions = new FollowedSubscriptions(stream, listener);
        this.poll = new PeriodicTask("hyperliquid-candles-" + builder.coin(), POLL, this::closeWhatIsOver);
    }

    /**
     * The candles of a market, live from now on: the first one of each interval is incomplete, as its beginning was missed.
     * Trades may be ten minutes late. Close it at the end.
     *
     * @param intervals of the candles; not empty
     * @throws SourceException if the venue refuses the market
     */
    public static CandleFeed open(
            VenueStream stream, String coin, Set<CandleInterval> intervals, Clock clock, CandleListener listener) {
        CandleFeed feed = new CandleFeed(stream, new CandleBuilder(coin, intervals, MEMORY), clock, listener);
        feed.start();
        return feed;
    }

    /** The candle that is running, as known now; empty if it has no trade yet. */
    public Optional<MarketCandle> findRunning(CandleInterval interval) {
        List<MarketCandle> found = new ArrayList<>(1);
        subscriptions.alone(() -> builder.findRunning(interval).ifPresent(found::add));
        return found.stream().findFirst();
    }

    @Override
    public String name() {
        return poll.name();
    }

    /**
     * Subscribes, and returns when the venue has taken it.
     *
     * @throws SourceException if it has not; then nothing is subscribed to
     */
    @Override
    public void start() {
        try {
            subscriptions.follow(TradesChannel.of(builder.coin()), this::onTrades, this::onLoss);
        } catch (RuntimeException e) {
            subscriptions.unsubscribe();
            throw e;
        }
        poll.start();
    }

    /** Unsubscribes. Candles that are running are not told. */
    @Override
    public void stop(Duration limit) {
        subscriptions.unsubscribe();
        poll.stop(limit);
    }

    /** Stops within five seconds. */
    @Override
    public void close() {
        stop(CLOSE_LIMIT);
    }

    private void onTrades(List<Trade> wire) {
        List<MarketTrade> trades = new ArrayList<>(wire.size());
        List<CandleUpdate> updates = new ArrayList<>();
        List<SourceException> problems = new ArrayList<>();
        for (Trade trade : wire) {
            try {
                trades.add(HyperliquidTrades.map(trade));
            } catch (MalformedResponse e) {
                Instant time = Instant.ofEpochMilli(trade.time());
                updates.addAll(builder.gap(time, time.plusMillis(1)));
                problems.add(e);
            }
        }
        updates.addAll(builder.add(trades));
        deliver(updates);
        problems.forEach(listener::onProblem);
    }

    private void onLoss(@Nullable Gap<List<Trade>> gap) {
        Instant now = clock.instant();
        deliver(builder.gap(
                (gap == null ? now : gap.from()).minus(CLOCKS_APART),
                (gap == null ? now : gap.to()).plus(CLOCKS_APART)));
    }

    private void closeWhatIsOver() {
        subscriptions.alone(() -> deliver(builder.advance(clock.instant().minus(SETTLED_AFTER))));
    }

    private void deliver(List<CandleUpdate> updates) {
        FollowedSubscriptions.forEach(updates, listener::onCandle);
    }
}
