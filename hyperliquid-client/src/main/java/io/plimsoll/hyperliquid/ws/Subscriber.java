package io.plimsoll.hyperliquid.ws;

import io.plimsoll.core.foundation.error.SourceException.RateLimited;
import io.plimsoll.core.foundation.error.SourceException.Transport;
import io.plimsoll.core.kit.resilience.WeightedRateLimiter.Lane;
import io.plimsoll.core.kit.stream.StreamSender;
import io.plimsoll.hyperliquid.internal.WireJson;
import io.plimsoll.hyperliquid.limit.StreamQuota;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends subscriptions, into each session anew, and takes them back. Thread-safe: what is sent about one subscription keeps its
 * order, so that a subscribe never overtakes the unsubscribe before it.
 */
final class Subscriber {
    private static final Logger LOG = LoggerFactory.getLogger(VenueStream.class);
    private static final Duration PACE_LIMIT = Duration.ofMinutes(2);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(30);

    private final Registry registry;
    private final StreamQuota quota;
    private final Repairs repairs;
    private final Duration patience;
    private final ReentrantLock sending = new ReentrantLock(true);
    private volatile @Nullable StreamSender sender;
    private volatile boolean stopped;

    Subscriber(Registry registry, StreamQuota quota, Repairs repairs, Duration patience) {
        this.registry = registry;
        this.quota = quota;
        this.repairs = repairs;
        this.patience = patience;
    }

    /** The newest session; null before the first. */
    @Nullable
    StreamSender session() {
        return sender;
    }

    /** From now on everything goes into this session, which takes all that is subscribed to. Does not wait. */
    void opened(StreamSender into) {
        sender = into;
        repairs.after(Duration.ZERO, () -> subscribeAgain(into));
    }

    /** Nothing is taken back any more: the connection ends. */
    void stop() {
        stopped = true;
    }

    /** Sends it into the newest session; one that opens after this sends it anyway, as it is in the registry. */
    void sendNow(Feed<?, ?> feed) {
        StreamSender open = sender;
        try {
            if (open != null) {
                send(feed, open, patience);
            }
        } catch (Transport lost) {
            LOG.trace("lost while subscribing; the next session will", lost);
        }
    }

    /** Sends the subscription into a session, once for each session. */
    private void send(Feed<?, ?> feed, StreamSender into, Duration wait) {
        if (feed.sentInSession() >= into.session()) {
            return;
        }
        quota.message(Lane.NORMAL, wait); // not under the lock, which who closes a subscription needs
        sending.lock();
        try {
            if (feed.sentInSession() < into.session() && registry.holds(feed)) {
                into.send(message("subscribe", feed.subscription().body()));
                feed.sentInSession(into.session());
            }
        } finally {
            sending.unlock();
        }
    }

    /**
     * Takes a subscription back if nobody listens any more. An equal one is not sent before that.
     *
     * @param deserted makes sure that nobody does, and says so
     */
    boolean endIf(Feed<?, ?> feed, BooleanSupplier deserted) {
        sending.lock();
        try {
            boolean last = deserted.getAsBoolean();
            if (last) {
                unsubscribe(feed);
            }
            return last;
        } finally {
            sending.unlock();
        }
    }

    private void unsubscribe(Feed<?, ?> feed) {
        StreamSender open = sender;
        if (stopped || open == null || feed.sentInSession() != open.session()) {
            return;
        }
        Map<String, ?> echo = feed.echo();
        String form =
                echo.isEmpty() ? feed.subscription().body() : new String(WireJson.write(echo), StandardCharsets.UTF_8);
        try {
            quota.message(Lane.URGENT, patience);
            open.send(message("unsubscribe", form));
        } catch (Transport | RateLimited goneOrFull) {
            LOG.trace("not unsubscribed; frames of it are passed over until the connection ends", goneOrFull);
        }
    }

    private static String message(String method, String subscription) {
        return "{\"method\":\"" + method + "\",\"subscription\":" + subscription + "}";
    }

    private void subscribeAgain(StreamSender into) {
        try {
            for (Feed<?, ?> feed : registry.all()) {
                if (sender != into) {
                    return;
                }
                send(feed, into, PACE_LIMIT);
            }
            repairs.after(patience, () -> lookAgain(into));
        } catch (Transport lostAgain) {
            LOG.trace("lost while subscribing again; the next session begins anew", lostAgain);
        } catch (RateLimited full) {
            repairs.after(TRY_AGAIN, () -> subscribeAgain(into));
        }
    }

    /** Sends again what the venue has not answered. */
    private void lookAgain(StreamSender into) {
        if (sender != into) {
            return;
        }
        boolean waiting = false;
        for (Feed<?, ?> feed : registry.all()) {
            if (feed.isLost()) {
                waiting = true;
                feed.sentInSession(0);
            }
        }
        if (waiting) {
            repairs.after(TRY_AGAIN, () -> subscribeAgain(into));
        }
    }
}
