package io.plimsoll.hyperliquid.ws;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JavaType;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.hyperliquid.info.InfoClient;
import io.plimsoll.hyperliquid.internal.Frame;
import io.plimsoll.hyperliquid.internal.WireJson;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What arrives under one channel name: how it is read, which subscription a message belongs to, and what can be done about
 * messages that were missed. Immutable.
 *
 * @param <M> the message
 */
final class Channel<M> {
    /** What a message is. */
    enum Content {
        /** How things are: the next message makes up for all that were missed. */
        STATE,
        /** What happened: a message that was missed is missed, unless the channel has {@link Rows}. */
        EVENTS
    }

    /**
     * Reads a frame.
     *
     * @param <M> the message
     */
    @FunctionalInterface
    interface Reader<M> {
        /**
         * The message in it; null if its data are {@code null}.
         *
         * @throws MalformedResponse if the data are not what the channel promises
         */
        @Nullable
        M read(Frame frame);
    }

    private final String name;
    private final Content content;
    private final Reader<M> reader;
    private final Function<M, String> route;
    private final Predicate<M> snapshot;
    private final @Nullable Rows<M, ?> rows;

    private Channel(
            String name,
            Content content,
            Reader<M> reader,
            Function<M, String> route,
            Predicate<M> snapshot,
            @Nullable Rows<M, ?> rows) {
        this.name = name;
        this.content = content;
        this.reader = reader;
        this.route = route;
        this.snapshot = snapshot;
        this.rows = rows;
    }

    /** A channel whose messages say how things are. */
    static <M> Channel<M> ofState(String name, TypeReference<M> message) {
        return new Channel<>(name, Content.STATE, reader(message), any -> "", any -> false, null);
    }

    /** A channel whose messages say what happened. */
    static <M> Channel<M> ofEvents(String name, TypeReference<M> message) {
        return new Channel<>(name, Content.EVENTS, reader(message), any -> "", any -> false, null);
    }

    private static <M> Reader<M> reader(TypeReference<M> message) {
        JavaType type = WireJson.type(message);
        return frame -> frame.read(type);
    }

    /** Read in another way than by its type. */
    Channel<M> readBy(Reader<M> other) {
        return new Channel<>(name, content, other, route, snapshot, rows);
    }

    /** Messages carry what tells the subscriptions of the channel apart; a text as given to {@link Subscription#routedBy}. */
    Channel<M> routedBy(Function<M, String> text) {
        return new Channel<>(name, content, reader, text, snapshot, rows);
    }

    /** Some messages are marked as history. */
    Channel<M> snapshotIf(Predicate<M> marked) {
        return new Channel<>(name, content, reader, route, marked, rows);
    }

    /** Messages are lists of rows that can be told apart. */
    Channel<M> withRows(Rows<M, ?> theirs) {
        return new Channel<>(name, content, reader, route, snapshot, theirs);
    }

    String name() {
        return name;
    }

    /** Whether it is served by the explorer's host. */
    boolean isExplorer() {
        return name.startsWith("explorer");
    }

    Content content() {
        return content;
    }

    @Nullable
    Rows<M, ?> rows() {
        return rows;
    }

    /**
     * The message of a frame.
     *
     * @throws MalformedResponse if the data are not what the channel promises; names channel and path
     */
    M read(Frame frame) {
        M message = reader.read(frame);
        if (message == null) {
            throw new MalformedResponse(InfoClient.SOURCE, "frame of " + name + " has null for data", null);
        }
        return WireJson.withoutNulls(message, InfoClient.SOURCE, "frame of " + name);
    }

    /** The message of UTF-8 data without its frame. */
    M parse(byte[] data) {
        String frame = "{\"channel\":\"" + name + "\",\"data\":" + new String(data, StandardCharsets.UTF_8) + "}";
        return read(Frame.of(InfoClient.SOURCE, frame));
    }

    /** What tells the message's subscription from the others of the channel. */
    String route(M message) {
        return route.apply(message);
    }

    /** Whether it is marked as history. */
    boolean isSnapshot(M message) {
        return snapshot.test(message);
    }
}
