package io.plimsoll.pyth.pro;

import io.plimsoll.core.domain.price.Attestation;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.Rejected;
import io.plimsoll.pyth.pro.ProEvent.Disbelieved;
import io.plimsoll.pyth.pro.ProEvent.Gap;
import io.plimsoll.pyth.pro.ProEvent.HostDown;
import io.plimsoll.pyth.pro.ProEvent.HostFailed;
import io.plimsoll.pyth.pro.ProEvent.HostUp;
import io.plimsoll.pyth.pro.ProEvent.Interrupted;
import io.plimsoll.pyth.pro.ProEvent.NotServed;
import io.plimsoll.pyth.pro.ProEvent.Served;
import io.plimsoll.pyth.pro.ProEvent.Update;
import io.plimsoll.pyth.pro.ProResponse.ErrorMessage;
import io.plimsoll.pyth.pro.ProResponse.InvalidFeeds;
import io.plimsoll.pyth.pro.ProResponse.StreamUpdated;
import io.plimsoll.pyth.pro.ProResponse.Subscribed;
import io.plimsoll.pyth.pro.ProResponse.SubscribedWithInvalidFeedIdsIgnored;
import io.plimsoll.pyth.pro.ProResponse.SubscriptionError;
import io.plimsoll.pyth.pro.ProVerification.Refused;
import io.plimsoll.pyth.pro.ProVerification.Verified;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.HttpUrl;

/**
 * Makes one stream out of what several hosts send. Of the delivery thread only, but for the counters.
 *
 * <p>What was told before is recognised before its signature is checked, so that a second and third host cost no cryptography;
 * it is remembered after its signature was checked, so that a forgery cannot keep out the true update.
 */
final class Merger {
    /** The highest time, read unsigned. */
    private static final long ALL = -1;

    private final Map<Long, Tracked> subscriptions;
    private final ProVerifier verifier;
    private final InstantSource clock;
    private final Duration tolerance;
    private final Duration patience;
    private final Executor later;
    private final ProListener listener;
    private final Set<HttpUrl> up = new HashSet<>();
    private final Map<HttpUrl, String> refusals = new HashMap<>();
    private Optional<Instant> lastFrameAt = Optional.empty();
    private Optional<Instant> interruptedFrom = Optional.empty();
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong duplicates = new AtomicLong();
    private final AtomicLong late = new AtomicLong();
    private final AtomicLong disbelieved = new AtomicLong();

    Merger(
            Map<Long, Tracked> subscriptions,
            ProVerifier verifier,
            InstantSource clock,
            Duration tolerance,
            Duration patience,
            Executor delivery,
            ProListener listener) {
        this.subscriptions = subscriptions;
        this.verifier = verifier;
        this.clock = clock;
        this.tolerance = tolerance;
        this.patience = patience;
        this.later = CompletableFuture.delayedExecutor(patience.toNanos(), TimeUnit.NANOSECONDS, delivery);
        this.listener = listener;
    }

    void hostUp(HttpUrl host, Instant at) {
        refusals.remove(host);
        up.add(host);
        listener.onEvent(new HostUp(host, at));
        Optional<Instant> from = interruptedFrom;
        if (from.isPresent()) {
            interruptedFrom = Optional.empty();
            listener.onEvent(new Gap(from.get(), at.isBefore(from.get()) ? from.get() : at));
        }
    }

    void hostDown(HttpUrl host, Instant at, Optional<SourceException> cause) {
        up.remove(host);
        listener.onEvent(new HostDown(host, at, cause));
        if (up.isEmpty() && interruptedFrom.isEmpty()) {
            interruptedFrom = Optional.of(lastFrameAt.orElse(at));
            listener.onEvent(new Interrupted(at));
        }
    }

    /** A connect failed. Told when it is another failure than that of the try before. */
    void cannotConnect(HttpUrl host, SourceException error) {
        if (!String.valueOf(error.getMessage()).equals(refusals.put(host, String.valueOf(error.getMessage())))) {
            listener.onEvent(new HostFailed(host, error));
        }
    }

    /** @param token of the connection: a host that repeats it must not bring it into an event */
    void text(HttpUrl host, String text, Instant receivedAt, String token) {
        lastFrameAt = Optional.of(receivedAt);
        ProResponse response;
        try {
            response = ProResponse.parse(text);
        } catch (MalformedResponse e) {
            // what Jackson says about a text quotes it, in causes too
            MalformedResponse shown = text.contains(token)
                    ? new MalformedResponse(
                            ProStream.SOURCE, "message is not what was expected and repeats the token", null)
                    : e;
            listener.onEvent(new HostFailed(host, shown));
            return;
        }
        if (response instanceof StreamUpdated updated) {
            Tracked tracked = subscriptions.get(updated.subscriptionId());
            if (tracked != null) {
                update(tracked, updated.update(), host, receivedAt);
            }
        } else if (response instanceof Subscribed subscribed) {
            served(new Served(subscribed.subscriptionId(), List.of(), InvalidFeeds.NONE));
        } else if (response instanceof SubscribedWithInvalidFeedIdsIgnored some) {
            served(new Served(some.subscriptionId(), some.subscribedFeedIds(), some.ignoredInvalidFeedIds()));
        } else if (response instanceof SubscriptionError error) {
            if (subscriptions.containsKey(error.subscriptionId())) {
                listener.onEvent(new NotServed(error.subscriptionId(), host, hidden(error.error(), token)));
            }
        } else if (response instanceof ErrorMessage error) {
            listener.onEvent(new HostFailed(
                    host, new Rejected(ProStream.SOURCE, ProErrors.BAD_REQUEST, hidden(error.error(), token))));
        }
    }

    private static String hidden(String words, String token) {
        return words.replace(token, "***");
    }

    private void served(Served served) {
        Tracked tracked = subscriptions.get(served.subscriptionId());
        if (tracked != null && tracked.tell(served)) {
            listener.onEvent(served);
        }
    }

    private void update(Tracked tracked, ProUpdate update, HttpUrl host, Instant receivedAt) {
        try {
            ProPayload claimed = claimed(tracked.subscription(), update);
            switch (tracked.standing(claimed)) {
                case DUPLICATE -> duplicates.incrementAndGet();
                case LATE -> late.incrementAndGet();
                case NEW -> {
                    plausible(tracked.subscription(), claimed);
                    Optional<Attestation> attestation = attested(tracked.subscription(), update);
                    boolean next =
                            tracked.take(new Update(tracked.id(), claimed, attestation, update, host, receivedAt));
                    if (next || patience.isZero()) {
                        release(tracked, claimed.timestampUs());
                    } else {
                        later.execute(() -> release(tracked, claimed.timestampUs()));
                    }
                }
            }
        } catch (ProMessageException refused) {
            disbelieved.incrementAndGet();
            listener.onEvent(
                    new Disbelieved(tracked.id(), host, refused.reason(), String.valueOf(refused.getMessage())));
        }
    }

    private void release(Tracked tracked, long upToUs) {
        for (Update update : tracked.release(upToUs)) {
            if (subscriptions.containsKey(tracked.id())) {
                delivered.incrementAndGet();
                listener.onEvent(update);
            }
        }
    }

    /** What an update says, out of the first of the formats that were asked for; signed ones come first. */
    private static ProPayload claimed(ProSubscription subscription, ProUpdate update) {
        for (ProFormat format : ProFormat.values()) {
            if (subscription.formats().contains(format)) {
                ProMessage message = ProMessage.decode(update.message(format)
                        .orElseThrow(() -> new ProMessageException(
                                ProReason.MISSING_FORMAT, "an update without the format " + format.wireName())));
                return ProPayload.decode(message.payload(), message.format().order());
            }
        }
        ProUpdate.Parsed parsed = update.parsed();
        if (parsed == null) {
            throw new ProMessageException(ProReason.MISSING_FORMAT, "an update without the parsed part");
        }
        return parsed.toPayload(subscription.channel().id());
    }

    private void plausible(ProSubscription subscription, ProPayload claimed) {
        for (ProFeed feed : claimed.feeds()) {
            if (!subscription.priceFeedIds().isEmpty()
                    && !subscription.priceFeedIds().contains(feed.feedId())) {
                throw new ProMessageException(ProReason.OTHER_FEEDS, "feed " + feed.feedId() + " was not asked for");
            }
            complete(subscription, feed);
        }
        Instant latest = clock.instant().plus(tolerance);
        if (claimed.timestamp().isAfter(latest)) {
            throw new ProMessageException(
                    ProReason.FROM_THE_FUTURE, "an update of " + claimed.timestamp() + ", later than " + latest);
        }
    }

    /**
     * Messages have all properties that were asked for, with a value or without. One that has fewer was signed for somebody else,
     * and must not stand in for the one that was asked for. The parsed part leaves out what has no value.
     */
    private static void complete(ProSubscription subscription, ProFeed feed) {
        if (subscription.formats().isEmpty()) {
            return;
        }
        for (ProProperty property : subscription.properties()) {
            if (!feed.has(property)) {
                throw new ProMessageException(
                        ProReason.OTHER_PROPERTIES, "feed " + feed.feedId() + " without " + property.wireName());
            }
        }
    }

    private Optional<Attestation> attested(ProSubscription subscription, ProUpdate update) {
        if (!subscription.isSigned()) {
            return Optional.empty();
        }
        ProVerification result = verifier.verify(update, subscription.formats(), clock.instant());
        if (result instanceof Refused refused) {
            throw new ProMessageException(refused.reason(), refused.detail());
        }
        return Optional.of(((Verified) result).attestation());
    }

    void closed() {
        subscriptions.values().forEach(tracked -> release(tracked, ALL));
        listener.onEvent(new ProEvent.Closed(clock.instant()));
    }

    long delivered() {
        return delivered.get();
    }

    long duplicates() {
        return duplicates.get();
    }

    long late() {
        return late.get();
    }

    long disbelieved() {
        return disbelieved.get();
    }
}
