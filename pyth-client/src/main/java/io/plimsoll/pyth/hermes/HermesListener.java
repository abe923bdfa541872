package io.plimsoll.pyth.hermes;

/** Takes the events of one stream. */
@FunctionalInterface
public interface HermesListener {
    /**
     * Called for one event after the other, never for two at once, on a thread of the stream. While it runs, frames queue up;
     * when the queue is full the sockets are not read, and Hermes cuts a consumer that lags, which is repaired like any other
     * loss. So hand slow work over, or choose {@link HermesStream.Builder#conflate}. It may call every method of the stream; other
     * threads that do are held up while it runs, but for {@link HermesStream#latest}, {@link HermesStream#feeds} and {@link
     * HermesStream#stop}, so it must not wait for them.
     * What it throws is counted, logged once per kind of exception, and otherwise without effect.
     */
    void onEvent(HermesEvent event);
}
