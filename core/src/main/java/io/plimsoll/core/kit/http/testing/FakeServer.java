package io.plimsoll.core.kit.http.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.HttpUrl;

/**
 * A server on loopback that answers from a model and misbehaves on command. Thread-safe. Subclasses are the fakes that
 * bot authors test on; they answer in {@link #answer}.
 */
public abstract class FakeServer implements AutoCloseable {
    private static final int KEPT_REQUESTS = 10_000;

    /** What to do to the requests that fit, as long as there are times left. */
    private record Order(HttpFault fault, String where, AtomicLong times) {
        boolean takes(String line) {
            return line.contains(where) && times.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
        }
    }

    private final MockWebServer server = new MockWebServer();
    private final List<Order> orders = new CopyOnWriteArrayList<>();
    private final Deque<String> requests = new ArrayDeque<>();

    /** Starts on a free port of the loopback interface. */
    protected FakeServer() {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
                // the server keeps every request for takeRequest(); a fake that runs for days must not
                server.takeRequest(0, TimeUnit.MILLISECONDS);
                return FakeServer.this.dispatch(request);
            }
        });
        server.setServerSocketFactory(new PromptServerSockets());
        try {
            server.start(InetAddress.getLoopbackAddress(), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on the loopback interface", e);
        }
    }

    /** Where it listens. */
    public final HttpUrl url() {
        return server.url("/");
    }

    /**
     * From now on, every request whose path, query or body contains {@code where} meets the fault. The empty string means
     * every request; the newest order that fits wins.
     */
    public final void misbehave(HttpFault fault, String where) {
        order(fault, where, Long.MAX_VALUE);
    }

    private void order(HttpFault fault, String where, long times) {
        orders.removeIf(order -> order.times.get() == 0);
        orders.add(0, new Order(fault, where, new AtomicLong(times)));
    }

    /**
     * The next {@code times} requests that contain {@code where} meet the fault; those after them are answered.
     *
     * @throws IllegalArgumentException if {@code times} is not positive
     */
    public final void misbehave(HttpFault fault, String where, int times) {
        if (times < 1) {
            throw new IllegalArgumentException("times must be positive, got " + times);
        }
        order(fault, where, times);
    }

    /** Ends all misbehaviour. */
    public void behave() {
        orders.clear();
    }

    /** The requests so far, oldest first: method, target and body, one line each; the newest 10,000. */
    public final List<String> requests() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    /** The answer of a healthy server. */
    protected abstract MockResponse answer(RecordedRequest request);

    /** An answer with a JSON body. */
    protected static MockResponse json(String body) {
        return new MockResponse.Builder()
                .code(200)
                .addHeader("Content-Type", "application/json")
                .body(body)
                .build();
    }

    /** An answer with a status and a line of text. */
    protected static MockResponse text(int status, String body) {
        return new MockResponse.Builder()
                .code(status)
                .addHeader("Content-Type", "text/plain")
                .body(body)
                .build();
    }

    /** The body of a request as text; empty if it has none. */
    protected static String body(RecordedRequest request) {
        return request.getBody() == null ? "" : request.getBody().utf8();
    }

    @Override
    public void close() {
        server.close();
    }

    private MockResponse dispatch(RecordedRequest request) {
        String line = request.getMethod() + " " + request.getTarget() + " " + body(request);
        synchronized (requests) {
            if (requests.size() >= KEPT_REQUESTS) {
                requests.removeFirst();
            }
            requests.addLast(line);
        }
        for (Order order : orders) {
            if (order.takes(line)) {
                return fault(order.fault, request);
            }
        }
        return answer(request);
    }

    private MockResponse fault(HttpFault fault, RecordedRequest request) {
        return switch (fault) {
            case RATE_LIMITED ->
                new MockResponse.Builder()
                        .code(429)
                        .addHeader("Retry-After", "7")
                        .body("rate limited")
                        .build();
            case SERVER_ERROR -> text(500, "internal error");
            case HTML_PAGE ->
                new MockResponse.Builder()
                        .addHeader("Content-Type", "text/html")
                        .body("<html><body>We will be back soon</body></html>")
                        .build();
            case TRUNCATED_JSON -> truncated(answer(request));
            case HANG ->
                new MockResponse.Builder()
                        .onResponseStart(SocketEffect.Stall.INSTANCE)
                        .build();
            case DISCONNECT -> hangUp();
            case ANSWER_LOST -> {
                answer(request);
                yield hangUp();
            }
        };
    }

    private static MockResponse hangUp() {
        return new MockResponse.Builder()
                .onResponseStart(new SocketEffect.CloseSocket())
                .build();
    }

    private static MockResponse truncated(MockResponse whole) {
        okio.Buffer buffer = new okio.Buffer();
        try {
            if (whole.getBody() != null) {
                whole.getBody().writeTo(buffer);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String body = buffer.readUtf8();
        return json(body.substring(0, body.length() / 2));
    }
}
