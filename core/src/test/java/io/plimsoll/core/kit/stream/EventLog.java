package io.plimsoll.core.kit.stream;

import io.plimsoll.core.kit.stream.StreamEvent.Gap;
import io.plimsoll.core.kit.stream.StreamEvent.Message;
import java.util.ArrayList;
import java.util.List;

/** Keeps what it hears. Thread-safe. */
final class EventLog implements StreamListener {
    private final List<StreamEvent> events = new ArrayList<>();

    @Override
    public synchronized void onEvent(StreamEvent event) {
        events.add(event);
    }

    synchronized List<StreamEvent> events() {
        return List.copyOf(events);
    }

    /** Every event in a word: {@code opened 1}, {@code gap SILENT}, {@code closed}, or the text of a message. */
    List<String> words() {
        return events().stream().map(EventLog::word).toList();
    }

    List<String> texts() {
        return events().stream()
                .filter(Message.class::isInstance)
                .map(event -> ((Message) event).text())
                .toList();
    }

    List<Gap> gaps() {
        return events().stream()
                .filter(Gap.class::isInstance)
                .map(Gap.class::cast)
                .toList();
    }

    private static String word(StreamEvent event) {
        if (event instanceof StreamEvent.Opened opened) {
            return "opened " + opened.session();
        }
        if (event instanceof Gap gap) {
            return "gap " + gap.cause();
        }
        return event instanceof Message message ? message.text() : "closed";
    }
}
