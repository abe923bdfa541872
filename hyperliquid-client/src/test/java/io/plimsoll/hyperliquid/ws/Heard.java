package io.plimsoll.hyperliquid.ws;

import io.plimsoll.hyperliquid.ws.ChannelEvent.Gap;
import io.plimsoll.hyperliquid.ws.ChannelEvent.Received;
import io.plimsoll.hyperliquid.ws.ChannelEvent.Restored;
import io.plimsoll.hyperliquid.ws.ChannelEvent.Undecodable;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Stream;

/** Keeps what it hears. Thread-safe. */
final class Heard<M> implements ChannelListener<M> {
    private final List<ChannelEvent<M>> events = new CopyOnWriteArrayList<>();

    @Override
    public void onEvent(ChannelEvent<M> event) {
        events.add(event);
    }

    List<ChannelEvent<M>> events() {
        return events;
    }

    List<M> messages() {
        return received().map(Received::message).toList();
    }

    Stream<Received<M>> received() {
        return events.stream().filter(Received.class::isInstance).map(event -> (Received<M>) event);
    }

    List<Gap<M>> gaps() {
        return events.stream()
                .filter(Gap.class::isInstance)
                .map(event -> (Gap<M>) event)
                .toList();
    }

    List<Restored<M>> restored() {
        return events.stream()
                .filter(Restored.class::isInstance)
                .map(event -> (Restored<M>) event)
                .toList();
    }

    List<Undecodable<M>> undecodable() {
        return events.stream()
                .filter(Undecodable.class::isInstance)
                .map(event -> (Undecodable<M>) event)
                .toList();
    }

    /** Every event in a word: what {@code rows} makes of messages, in brackets if a snapshot; {@code gap}, {@code restored 2}. */
    List<String> words(Function<M, Object> rows) {
        return events.stream().map(event -> word(event, rows)).toList();
    }

    private static <M> String word(ChannelEvent<M> event, Function<M, Object> rows) {
        if (event instanceof Received<M> received) {
            Object text = rows.apply(received.message());
            return received.snapshot() ? "(" + text + ")" : "" + text;
        }
        if (event instanceof Restored<M> restored) {
            return "restored " + restored.recovered();
        }
        return event.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
}
