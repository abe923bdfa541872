package io.plimsoll.core.kit.stream;

import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.NotFound;
import io.plimsoll.core.foundation.error.SourceException.RateLimited;
import io.plimsoll.core.foundation.error.SourceException.Rejected;
import io.plimsoll.core.foundation.error.SourceException.Transport;
import io.plimsoll.core.kit.http.RetryAfter;
import io.plimsoll.core.kit.stream.StreamTransport.ServerSentEvents;
import io.plimsoll.core.kit.stream.Wire.Receiver;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** Opens connections of one stream with OkHttp. Thread-safe. */
final class Wires {
    private static final int NORMAL_CLOSURE = 1000;
    private static final int EXCERPT_BYTES = 300;

    private final String source;
    private final StreamTransport transport;
    private final OkHttpClient client;
    private final UnaryOperator<String> hiding;

    Wires(String source, StreamTransport transport, OkHttpClient client, UnaryOperator<String> hiding) {
        this.source = source;
        this.transport = transport;
        this.client = client;
        this.hiding = hiding;
    }

    Wire open(Receiver receiver) {
        Request.Builder request = new Request.Builder().url(transport.url());
        transport.headers().forEach(request::header);
        // a pool of its own: over HTTP/2 a new session must not go through the dead connection of the old one; it keeps
        // nothing idle, and looks after the connection in use once in the time given: not more often than need be
        OkHttpClient alone = client.newBuilder()
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.MINUTES))
                .build();
        return canSend()
                ? webSocket(alone, request.build(), receiver)
                : EventStreamWire.open(this, alone, request.build(), receiver);
    }

    boolean canSend() {
        return !(transport instanceof ServerSentEvents);
    }

    private Wire webSocket(OkHttpClient alone, Request request, Receiver receiver) {
        WebSocket socket = alone.newWebSocket(request, new WebSocketListener() {
            @Override
            public void onOpen(WebSocket webSocket, Response response) {
                receiver.opened();
            }

            @Override
            public void onMessage(WebSocket webSocket, String text) {
                receiver.frame(Optional.empty(), text);
            }

            @Override
            public void onMessage(WebSocket webSocket, ByteString bytes) {
                String detail = "binary frame of " + bytes.size() + " bytes";
                receiver.ended(StreamLoss.UNREADABLE, detail, new MalformedResponse(source, detail, null));
            }

            @Override
            public void onClosing(WebSocket webSocket, int code, String reason) {
                closed(receiver, (code + " " + reason).strip());
            }

            @Override
            public void onFailure(WebSocket webSocket, Throwable t, @Nullable Response response) {
                failed(receiver, t, response);
            }
        });
        return new Wire() {
            @Override
            public boolean send(String text) {
                return socket.send(text);
            }

            @Override
            public void close() {
                socket.close(NORMAL_CLOSURE, null);
            }

            @Override
            public void cancel() {
                socket.cancel();
            }
        };
    }

    void closed(Receiver receiver, String said) {
        String detail = "closed by the source: " + oneLine(said);
        receiver.ended(StreamLoss.CLOSED_BY_SOURCE, detail, new Transport(source, detail, new IOException(detail)));
    }

    void failed(Receiver receiver, @Nullable Throwable t, @Nullable Response response) {
        SourceException failure = failure(t, response);
        receiver.ended(StreamLoss.DISCONNECTED, describe(t), failure);
    }

    private SourceException failure(@Nullable Throwable t, @Nullable Response response) {
        if (response != null && response.code() >= 400) {
            return refusal(response);
        }
        if (t instanceof ProtocolException || t instanceof IllegalStateException) {
            return new MalformedResponse(source, "not a stream: " + describe(t), t);
        }
        return new Transport(source, describe(t), t == null ? new IOException("no cause given") : t);
    }

    private SourceException refusal(Response response) {
        String answer = excerpt(response);
        return switch (response.code()) {
            case 429 -> new RateLimited(source, RetryAfter.of(response), answer);
            case 404 -> new NotFound(source, answer.isBlank() ? "answered HTTP 404" : answer);
            default -> new Rejected(source, response.code(), answer);
        };
    }

    private String excerpt(Response response) {
        try {
            return oneLine(response.peekBody(EXCERPT_BYTES).string());
        } catch (IOException | IllegalStateException bodyLost) {
            return "";
        }
    }

    private String describe(@Nullable Throwable t) {
        if (t == null) {
            return "no answer";
        }
        return t.getMessage() == null ? t.getClass().getSimpleName() : oneLine(t.getMessage());
    }

    /** What the source said, fit to be told and logged. */
    private String oneLine(String text) {
        return hiding.apply(text).replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    }
}
