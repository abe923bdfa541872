package io.plimsoll.core.kit.stream.testing;

import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okio.Buffer;
import okio.BufferedSink;
import okio.BufferedSource;
import okio.ByteString;
import okio.Okio;
import okio.Socket;

/**
 * The server's end of one session. Thread-safe. What is sent waits, as on any socket, while the client does not read; {@link
 * #cut} ends that wait.
 */
public final class FakeStreamConnection {
    private static final int TEXT = 0x1;
    private static final int BINARY = 0x2;
    private static final int CLOSE = 0x8;
    private static final int PING = 0x9;
    private static final int PONG = 0xA;
    private static final int KEPT_TEXTS = 10_000;
    private static final String WEBSOCKET_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /** What a server does with a session. Called on the session's own reading thread. */
    public interface Handler {
        /** The session is open; nothing has been read yet. */
        default void opened(FakeStreamConnection connection) {}

        /** A text came from the client. */
        void received(FakeStreamConnection connection, String text);

        /** The socket is closed, by whichever end. */
        default void ended(FakeStreamConnection connection) {}
    }

    private final Socket socket;
    private final BufferedSource source;
    private final BufferedSink sink;
    private final boolean webSocket;
    private final Handler handler;
    private final Deque<String> received = new ArrayDeque<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Object writing = new Object();
    private volatile boolean silent;
    private volatile int closeCode;
    private volatile int sent;

    private FakeStreamConnection(Socket socket, boolean webSocket, Handler handler) {
        this.socket = socket;
        this.source = Okio.buffer(socket.getSource());
        this.sink = Okio.buffer(socket.getSink());
        this.webSocket = webSocket;
        this.handler = handler;
    }

    /**
     * The answer that makes a websocket of a request; empty if the request does not ask for one. A server that also answers
     * other requests serves its streams with this.
     */
    public static Optional<MockResponse> upgrade(RecordedRequest request, Handler handler) {
        return Optional.ofNullable(request.getHeaders().get("Sec-WebSocket-Key"))
                .map(key -> new MockResponse.Builder()
                        .code(101)
                        .status("HTTP/1.1 101 Switching Protocols")
                        .clearHeaders()
                        .addHeader("Upgrade", "websocket")
                        .addHeader("Connection", "Upgrade")
                        .addHeader(
                                "Sec-WebSocket-Accept",
                                ByteString.encodeUtf8(key + WEBSOCKET_GUID)
                                        .sha1()
                                        .base64())
                        .socketHandler(socket -> new FakeStreamConnection(socket, true, handler).serve())
                        .build());
    }

    /**
     * The answer that goes on as server-sent events. A server that also answers other requests serves its streams with this.
     */
    public static MockResponse events(Handler handler) {
        return new MockResponse.Builder()
                .clearHeaders()
                .addHeader("Content-Type", "text/event-stream")
                .socketHandler(socket -> new FakeStreamConnection(socket, false, handler).serve())
                .build();
    }

    /** Sends one message; true if it left whole, false if the connection has ended or is half-open. */
    public boolean send(String text) {
        return write(webSocket ? frame(TEXT, ByteString.encodeUtf8(text)) : event("", text), true);
    }

    /**
     * As {@link #send}, in pieces of so many bytes, each of which leaves by itself: a reader may find a message split
     * anywhere.
     */
    public boolean sendInPieces(String text, int bytes) {
        Buffer whole = webSocket ? frame(TEXT, ByteString.encodeUtf8(text)) : event("", text);
        synchronized (writing) {
            boolean left = true;
            while (left && !whole.exhausted()) {
                Buffer piece = new Buffer();
                piece.write(whole, Math.min(bytes, whole.size()));
                left = write(piece, whole.exhausted());
            }
            return left;
        }
    }

    /** Sends one server-sent event with a name. */
    public boolean sendEvent(String name, String text) {
        if (webSocket) {
            throw new IllegalStateException("a websocket has no named events");
        }
        return write(event("event: " + name + "\n", text), true);
    }

    /** Sends a binary frame over a websocket. */
    public boolean sendBinary(ByteString bytes) {
        return write(frame(BINARY, bytes), false);
    }

    /** Sends a comment over server-sent events, as sources do to keep a connection open. */
    public boolean sendComment() {
        return write(new Buffer().writeUtf8(":\n\n"), false);
    }

    /** Closes the socket as it is; what the client has not read may be lost to it. */
    public void cut() {
        socket.cancel();
    }

    /** Closes in good order: a close frame with code and reason; over server-sent events the end of the answer. */
    public void close(int code, String reason) {
        if (webSocket) {
            Buffer payload = new Buffer().writeShort(code).writeUtf8(reason);
            write(frame(CLOSE, payload.readByteString()), false);
        } else {
            cut();
        }
    }

    /** Keeps the socket and sends nothing any more, not even answers: as a host that is gone without a word. */
    public void goHalfOpen() {
        silent = true;
    }

    /** Sends half of a message, and then nothing any more. */
    public void stall(String text) {
        synchronized (writing) {
            Buffer whole = webSocket ? frame(TEXT, ByteString.encodeUtf8(text)) : event("", text);
            Buffer half = new Buffer();
            half.write(whole, Math.max(1, whole.size() / 2));
            write(half, false);
            silent = true;
        }
    }

    /** Whether the socket is open on both ends. */
    public boolean isLive() {
        return ended.getCount() > 0;
    }

    /** Waits for the socket to be closed by either end; whether it was within {@code limit}. */
    public boolean awaitEnd(Duration limit) throws InterruptedException {
        return ended.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** The texts that came from the client, oldest first; the newest 10,000. */
    public List<String> received() {
        synchronized (received) {
            return List.copyOf(received);
        }
    }

    /** The code of the client's close frame; 0 if none has come. */
    public int closeCode() {
        return closeCode;
    }

    /** Messages that left whole. */
    public int sent() {
        return sent;
    }

    private boolean write(Buffer bytes, boolean message) {
        synchronized (writing) {
            if (silent || !isLive()) {
                return false;
            }
            try {
                sink.write(bytes, bytes.size());
                sink.flush();
                sent = message ? sent + 1 : sent;
                return true;
            } catch (IOException clientIsGone) {
                return false;
            }
        }
    }

    /** Reads until the client goes. */
    private void serve() {
        handler.opened(this);
        try {
            while (webSocket ? readFrame() : !source.exhausted()) {
                if (!webSocket) {
                    source.skip(source.getBuffer().size());
                }
            }
        } catch (IOException clientIsGone) {
            silent = true;
        } finally {
            socket.cancel();
            ended.countDown();
            handler.ended(this);
        }
    }

    private boolean readFrame() throws IOException {
        if (source.exhausted()) {
            return false;
        }
        int opcode = source.readByte() & 0x0f;
        ByteString payload = readPayload();
        switch (opcode) {
            case TEXT -> {
                String text = payload.utf8();
                remember(text);
                handler.received(this, text);
            }
            case PING -> write(frame(PONG, payload), false);
            case CLOSE -> {
                closeCode =
                        payload.size() < 2 ? 1005 : ((payload.getByte(0) & 0xff) << 8) | (payload.getByte(1) & 0xff);
                write(frame(CLOSE, payload), false);
                return false;
            }
            default -> {}
        }
        return true;
    }

    private void remember(String text) {
        synchronized (received) {
            if (received.size() == KEPT_TEXTS) {
                received.removeFirst();
            }
            received.addLast(text);
        }
    }

    private ByteString readPayload() throws IOException {
        int second = source.readByte() & 0xff;
        long size = second & 0x7f;
        if (size == 126) {
            size = source.readShort() & 0xffff;
        } else if (size == 127) {
            size = source.readLong();
        }
        if ((second & 0x80) == 0) {
            throw new EOFException("a client must mask its frames");
        }
        byte[] mask = source.readByteArray(4);
        byte[] payload = source.readByteArray(size);
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= mask[i & 3];
        }
        return ByteString.of(payload);
    }

    private static Buffer frame(int opcode, ByteString payload) {
        Buffer frame = new Buffer().writeByte(0x80 | opcode);
        if (payload.size() < 126) {
            frame.writeByte(payload.size());
        } else if (payload.size() <= 0xffff) {
            frame.writeByte(126).writeShort(payload.size());
        } else {
            frame.writeByte(127).writeLong(payload.size());
        }
        return frame.write(payload);
    }

    private static Buffer event(String name, String text) {
        Buffer event = new Buffer().writeUtf8(name);
        text.lines().forEach(line -> event.writeUtf8("data: ").writeUtf8(line).writeUtf8("\n"));
        return event.writeUtf8("\n");
    }
}
