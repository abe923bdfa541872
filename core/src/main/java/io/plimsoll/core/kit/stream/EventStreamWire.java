package io.plimsoll.core.kit.stream;

import io.plimsoll.core.kit.stream.Wire.Receiver;
import java.util.Optional;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.sse.EventSource;
import okhttp3.sse.EventSourceListener;
import okhttp3.sse.EventSources;
import org.jspecify.annotations.Nullable;

/** An answer of server-sent events. Apart from {@link Wires}, so that websockets work without okhttp-sse. */
final class EventStreamWire implements Wire {
    private final EventSource events;

    private EventStreamWire(EventSource events) {
        this.events = events;
    }

    static Wire open(Wires wires, OkHttpClient client, Request request, Receiver receiver) {
        return new EventStreamWire(EventSources.createFactory(client)
                .newEventSource(request, new EventSourceListener() {
                    @Override
                    public void onOpen(EventSource eventSource, Response response) {
                        receiver.opened();
                    }

                    @Override
                    public void onEvent(
                            EventSource eventSource, @Nullable String id, @Nullable String type, String data) {
                        receiver.frame(Optional.ofNullable(type), data);
                    }

                    @Override
                    public void onClosed(EventSource eventSource) {
                        wires.closed(receiver, "end of events");
                    }

                    @Override
                    public void onFailure(EventSource eventSource, @Nullable Throwable t, @Nullable Response response) {
                        wires.failed(receiver, t, response);
                    }
                }));
    }

    @Override
    public boolean send(String text) {
        throw new IllegalStateException("server-sent events go one way and take no text");
    }

    @Override
    public void close() {
        events.cancel();
    }

    @Override
    public void cancel() {
        events.cancel();
    }
}
