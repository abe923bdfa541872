package io.plimsoll.core.kit.stream;

/** Takes the events of one stream. */
@FunctionalInterface
public interface StreamListener {
    /**
     * Called for one event after the other, in order, always on the stream's delivery thread. While it runs, events queue
     * up; when the queue is full the stream stops reading from the socket. What it throws is counted, logged once per kind
     * of exception, and otherwise without effect.
     */
    void onEvent(StreamEvent event);
}
