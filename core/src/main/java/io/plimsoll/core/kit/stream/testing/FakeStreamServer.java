package io.plimsoll.core.kit.stream.testing;

import io.plimsoll.core.kit.http.testing.PromptServerSockets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.HttpUrl;

/**
 * A server on loopback that speaks websockets to those who ask for an upgrade and server-sent events to all others, does
 * what it is told on each {@link FakeStreamConnection}, and misbehaves on command. Remembers every connection it had. Thread-safe.
 */
public final class FakeStreamServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration OVERLAP = Duration.ofMillis(500);

    private record Refusal(int status, Optional<Duration> retryAfter) {}

    private final MockWebServer server = new MockWebServer();
    private final List<FakeStreamConnection> connections = new ArrayList<>();
    private volatile BiConsumer<FakeStreamConnection, String> onReceived = (connection, text) -> {};
    private volatile Optional<Refusal> refusal = Optional.empty();
    private volatile boolean hanging;
    private int refused;
    private int mostLive;

    private final FakeStreamConnection.Handler sessions = new FakeStreamConnection.Handler() {
        @Override
        public void opened(FakeStreamConnection connection) {
            synchronized (FakeStreamServer.this) {
                connections.add(connection);
                FakeStreamServer.this.notifyAll();
            }
        }

        @Override
        public void received(FakeStreamConnection connection, String text) {
            onReceived.accept(connection, text);
        }
    };

    /** Starts on a free port of the loopback interface. */
    public FakeStreamServer() {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
                // the server keeps every request for takeRequest(); a fake that runs for days must not
                server.takeRequest(0, TimeUnit.MILLISECONDS);
                return answer(request);
            }
        });
        server.setServerSocketFactory(new PromptServerSockets());
        try {
            server.start(InetAddress.getLoopbackAddress(), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on the loopback interface", e);
        }
    }

    /** Where it listens, for both transports. */
    public HttpUrl url() {
        return server.url("/");
    }

    /** What to do with a text from a websocket client; called on the connection's own thread. Nothing, if not given. */
    public void onReceived(BiConsumer<FakeStreamConnection, String> answer) {
        onReceived = answer;
    }

    /** From now on, connects are answered with this HTTP status. */
    public void refuse(int status) {
        refusal = Optional.of(new Refusal(status, Optional.empty()));
    }

    /** From now on, connects are answered with status 429 and {@code Retry-After} in whole seconds. */
    public void rateLimit(Duration retryAfter) {
        refusal = Optional.of(new Refusal(429, Optional.of(retryAfter)));
    }

    /** From now on, connects are read and never answered. */
    public void hang() {
        hanging = true;
    }

    /** From now on, connects succeed. */
    public void accept() {
        refusal = Optional.empty();
        hanging = false;
    }

    /** The connections so far, oldest first. */
    public synchronized List<FakeStreamConnection> connections() {
        return List.copyOf(connections);
    }

    /**
     * The connection with this number, counted from 1; waits for it.
     *
     * @throws IllegalStateException if it has not come within 10 s
     */
    public synchronized FakeStreamConnection await(int number) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (connections.size() < number && System.nanoTime() < deadline) {
                wait(100);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (connections.size() < number) {
            throw new IllegalStateException("connection " + number + " has not come; there are " + connections.size());
        }
        return connections.get(number - 1);
    }

    /** Connections whose sockets are open on both ends, half-open ones included. */
    public synchronized int live() {
        return (int) connections.stream().filter(FakeStreamConnection::isLive).count();
    }

    /**
     * The most connections that were live when one of them connected. One whose end is on its way when the next connects is
     * given half a second to be seen ended; a client that opens a session beside a live one waits that long for its answer.
     */
    public synchronized int mostLive() {
        return mostLive;
    }

    /** Connects that were refused or left hanging. */
    public synchronized int refused() {
        return refused;
    }

    @Override
    public void close() {
        connections().forEach(FakeStreamConnection::cut);
        server.close();
    }

    private MockResponse answer(RecordedRequest request) throws InterruptedException {
        if (hanging || refusal.isPresent()) {
            synchronized (this) {
                refused++;
            }
            return hanging ? silence() : refusal.map(FakeStreamServer::refusal).orElseThrow();
        }
        countLive();
        return FakeStreamConnection.upgrade(request, sessions).orElseGet(() -> FakeStreamConnection.events(sessions));
    }

    private void countLive() throws InterruptedException {
        long deadline = System.nanoTime() + OVERLAP.toNanos();
        int still = 0;
        for (FakeStreamConnection connection : connections()) {
            if (!connection.awaitEnd(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
                still++;
            }
        }
        synchronized (this) {
            mostLive = Math.max(mostLive, still + 1);
        }
    }

    private static MockResponse refusal(Refusal refusal) {
        MockResponse.Builder answer = new MockResponse.Builder()
                .code(refusal.status)
                .addHeader("Content-Type", "text/plain")
                .body("refused");
        refusal.retryAfter.ifPresent(wait -> answer.addHeader("Retry-After", wait.toSeconds()));
        return answer.build();
    }

    private static MockResponse silence() {
        return new MockResponse.Builder()
                .onResponseStart(SocketEffect.Stall.INSTANCE)
                .build();
    }
}
