package io.plimsoll.core.kit.stream;

/** Takes the events of one stream. */
@FunctionalInterface
public interface StreamListener {
    /**
     * Called for one event after the other, in order, on the stream's delivery thread, or on the one that reads the
     * connection if that was chosen. While it runs, events queue
     * up; when the queue is full the stream stops reading from the socket. What it throws is counted, logged once per kind
     * of exception, and otherwise without effect.
     */
    void onEvent(StreamEvent event);
}
