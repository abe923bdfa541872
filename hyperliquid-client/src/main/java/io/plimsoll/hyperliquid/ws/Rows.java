package io.plimsoll.hyperliquid.ws;

import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.hyperliquid.info.InfoClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * How the messages of a channel are taken apart into rows, so that a row is delivered once, however often it is sent.
 *
 * @param of the rows of a message
 * @param time of a row in milliseconds; {@link #NO_TIME} where it carries none
 * @param key what makes a row unique, its time included
 * @param messages puts rows, oldest first, together to messages
 * @param first what the venue sends first after it took a subscription
 * @param history the questions whose answers together are the rows that were missed; none if they can be read nowhere
 * @param course how things go on that more than one row is about, if that is to be looked after
 * @param <M> the message
 * @param <R> the row
 */
record Rows<M, R>(
        Function<M, List<R>> of,
        ToLongFunction<R> time,
        Function<R, Object> key,
        BiFunction<Subscription<M>, List<R>, List<M>> messages,
        First first,
        List<Question<M, R>> history,
        @Nullable Course<M, R> course) {
    static final long NO_TIME = 0;

    /** Of things that one row is about. */
    Rows(
            Function<M, List<R>> of,
            ToLongFunction<R> time,
            Function<R, Object> key,
            BiFunction<Subscription<M>, List<R>, List<M>> messages,
            First first,
            List<Question<M, R>> history) {
        this(of, time, key, messages, first, history, null);
    }

    /** Whether rows that were missed can be read anywhere. */
    boolean haveHistory() {
        return course != null || !history.isEmpty();
    }

    /** All there is to ask for rows from a time on; each blocks. */
    List<Supplier<Span<R>>> questions(
            InfoClient info, Subscription<M> subscription, long from, Unfinished<R> unfinished) {
        List<Supplier<Span<R>>> questions = new ArrayList<>();
        history.forEach(question -> questions.add(() -> question.since(info, subscription, from)));
        Course<M, R> ours = course;
        if (ours != null) {
            questions.add(() -> ours.pursuit().since(info, subscription, from, unfinished));
        }
        return questions;
    }

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
     * How things go on that rows are about, such as orders.
     *
     * @param about what a row is about
     * @param finished whether a row is the last about it
     * @param pursuit asks what became of them
     * @param <M> the message
     * @param <R> the row
     */
    record Course<M, R>(Function<R, Object> about, Predicate<R> finished, Pursuit<M, R> pursuit) {}

    /**
     * Reads rows that were missed, knowing what was unfinished before.
     *
     * @param <M> the message
     * @param <R> the row
     */
    @FunctionalInterface
    interface Pursuit<M, R> {
        /**
         * As {@link Question#since}.
         *
         * @param unfinished the newest rows about things that were going on
         */
        Span<R> since(InfoClient info, Subscription<M> subscription, long from, Unfinished<R> unfinished);
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
