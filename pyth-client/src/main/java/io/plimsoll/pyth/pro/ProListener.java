package io.plimsoll.pyth.pro;

/** Takes the events of a {@link ProStream}. */
@FunctionalInterface
public interface ProListener {
    /**
     * Called for one event after the other, never two at once, on the stream's delivery thread. While it runs, events queue up;
     * when the queue is full the sockets are not read. What it throws is counted, logged once per kind of exception, and
     * otherwise without effect.
     */
    void onEvent(ProEvent event);
}
