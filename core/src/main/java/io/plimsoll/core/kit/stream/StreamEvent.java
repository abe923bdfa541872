package io.plimsoll.core.kit.stream;

import java.time.Instant;
import java.util.Optional;

/**
 * What a stream tells its listener, in this order: {@code (Opened Gap? Message*)* Closed}. A {@link Gap} follows the {@link
 * Opened} of the session that ends it.
 */
public sealed interface StreamEvent {
    /**
     * From here on, messages come from this session. One that follows without a {@link Gap} took over from a live one in a
     * planned renewal.
     *
     * @param session rises from session to session; a session that never came to deliver leaves its number out
     * @param at when it was open
     */
    record Opened(long session, Instant at) implements StreamEvent {}

    /**
     * One whole frame.
     *
     * @param text as it came
     * @param receivedAt when the whole frame had been read from the network
     * @param session that it came from
     * @param name the event name of a server-sent event, if it has one
     */
    record Message(String text, Instant receivedAt, long session, Optional<String> name) implements StreamEvent {}

    /**
     * Messages of this interval may have been missed. Comes once per lost session, when a new one is open.
     *
     * <p>Where a session delivers only what was subscribed to, messages go on missing until the source has taken the
     * subscriptions of the new session; fill the gap from the source's history after that.
     *
     * @param from receipt of the last frame of the lost session; when it was open, if there was none
     * @param to when the new session was open; not before {@code from}
     * @param cause how the session was lost
     * @param detail in words, such as the close code; one line
     */
    record Gap(Instant from, Instant to, StreamLoss cause, String detail) implements StreamEvent {
        public Gap {
            if (to.isBefore(from)) {
                throw new IllegalArgumentException("to must not be before from, got " + to + " before " + from);
            }
        }
    }

    /**
     * The stream was stopped; nothing follows.
     *
     * @param at when
     */
    record Closed(Instant at) implements StreamEvent {}
}
