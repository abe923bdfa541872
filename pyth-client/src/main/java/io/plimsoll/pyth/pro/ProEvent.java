package io.plimsoll.pyth.pro;

import io.plimsoll.core.domain.price.Attestation;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.pyth.pro.ProResponse.InvalidFeeds;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import okhttp3.HttpUrl;

/** What a {@link ProStream} tells its listener. */
public sealed interface ProEvent {
    /**
     * New prices, told once however many hosts sent them. Times within a subscription never go back; one comes twice only where hosts
     * serve different feeds of it.
     *
     * @param subscriptionId of {@link ProStream#subscribe}
     * @param payload what was signed; without {@code attestation}, what the host says
     * @param attestation whose signature was checked here; empty where the subscription asked for no signed format
     * @param update as it came, with the messages for a contract; its parsed part is never checked
     * @param host that was first
     * @param receivedAt when the whole frame had been read from the network
     */
    record Update(
            long subscriptionId,
            ProPayload payload,
            Optional<Attestation> attestation,
            ProUpdate update,
            HttpUrl host,
            Instant receivedAt)
            implements ProEvent {}

    /**
     * A host serves a subscription. Told once, and again when the feeds that are left out change.
     *
     * @param subscriptionId of {@link ProStream#subscribe}
     * @param feedIds those served; empty if all are, which the service does not list
     * @param ignored those left out
     */
    record Served(long subscriptionId, List<Long> feedIds, InvalidFeeds ignored) implements ProEvent {}

    /**
     * A host refuses a subscription, or its end. Other hosts may serve it; this one is asked again when it connects anew.
     *
     * @param subscriptionId of {@link ProStream#subscribe}
     * @param host that refuses
     * @param error in its words
     */
    record NotServed(long subscriptionId, HttpUrl host, String error) implements ProEvent {}

    /**
     * An update that may not be believed was left out. The same moment from another host still counts.
     *
     * @param subscriptionId of {@link ProStream#subscribe}
     * @param host that sent it
     * @param reason the first check that failed
     * @param detail for people
     */
    record Disbelieved(long subscriptionId, HttpUrl host, ProReason reason, String detail) implements ProEvent {}

    /**
     * A host answered with an error, sent something that cannot be read, or cannot be connected to: {@link ProUnauthorized} for
     * a key that it does not know. The last is told once, until it fails otherwise or connects.
     *
     * @param host that failed
     * @param error how
     */
    record HostFailed(HttpUrl host, SourceException error) implements ProEvent {}

    /**
     * A host is connected.
     *
     * @param host now up
     * @param at since when
     */
    record HostUp(HttpUrl host, Instant at) implements ProEvent {}

    /**
     * A host was lost, and is tried again.
     *
     * @param host now down
     * @param at since when
     * @param cause how
     */
    record HostDown(HttpUrl host, Instant at, Optional<SourceException> cause) implements ProEvent {}

    /**
     * The last host was lost: nothing comes until a {@link Gap} is told.
     *
     * @param at since when
     */
    record Interrupted(Instant at) implements ProEvent {}

    /**
     * No host was connected in this interval. Subscriptions are made anew at its end, so the first updates come a moment later:
     * what lies before them can be asked for with {@link ProClient#at}.
     *
     * @param from receipt of the last frame before it; when the last host was lost, if there was none
     * @param to when a host was connected again
     */
    record Gap(Instant from, Instant to) implements ProEvent {}

    /**
     * The stream was stopped; nothing follows.
     *
     * @param at when
     */
    record Closed(Instant at) implements ProEvent {}
}
