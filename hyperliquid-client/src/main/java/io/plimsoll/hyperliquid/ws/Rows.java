package io.plimsoll.hyperliquid.ws;

import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.hyperliquid.info.InfoClient;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * How the messages of a channel are taken apart into rows, so that a row is delivered once, however often it is sent.
 *
 * @param of the rows of a message
 * @param time of a row in milliseconds; {@link #NO_TIME} where it carries none
 * @param key what makes a row unique, its time included
 * @param messages puts rows, oldest first, together to messages
 * @param first what the venue sends first after it took a subscription
 * @param history the questions whose answers together are the rows that were missed; none if they can be read nowhere
 * @param <M> the message
 * @param <R> the row
 */
record Rows<M, R>(
        Function<M, List<R>> of,
        ToLongFunction<R> time,
        Function<R, Object> key,
        BiFunction<Subscription<M>, List<R>, List<M>> messages,
        First first,
        List<Question<M, R>> history) {
    static final long NO_TIME = 0;

    /** What comes first. */
    enum First {
        /** A message marked as a snapshot, with the newest rows. */
        SNAPSHOT,
        /** A message with the newest rows that is not marked. */
        RECENT,
        /** Nothing but what happens from then on. */
        NOTHING
    }

    /**
     * Reads rows that were missed.
     *
     * @param <M> the message
     * @param <R> the row
     */
    @FunctionalInterface
    interface Question<M, R> {
        /**
         * The rows from a time on. Blocks.
         *
         * @param from milliseconds, inclusive
         * @throws SourceException if they cannot be had
         */
        Span<R> since(InfoClient info, Subscription<M> subscription, long from);
    }

    /**
     * What a question gave.
     *
     * @param rows in any order
     * @param unproven why it may not be all, if it may not
     * @param <R> the row
     */
    record Span<R>(List<R> rows, Optional<String> unproven) {
        /** All of it. */
        static <R> Span<R> complete(List<R> rows) {
            return new Span<>(rows, Optional.empty());
        }

        /** Perhaps not all of it. */
        static <R> Span<R> partial(List<R> rows, String why) {
            return new Span<>(rows, Optional.of(why));
        }
    }
}
