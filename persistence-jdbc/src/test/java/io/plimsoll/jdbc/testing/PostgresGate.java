package io.plimsoll.jdbc.testing;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Stands before a PostgreSQL on loopback, reads along, and cuts a connection at the moment it is told: before a statement
 * reaches the server, or after the server has done it and before its answer is back. It reads the frames of the protocol, so a
 * COMMIT is found also where the driver sends no more than the name of a prepared statement.
 *
 * @see <a href="https://www.postgresql.org/docs/15/protocol-message-formats.html">Message formats</a>
 */
public final class PostgresGate implements AutoCloseable {
    private static final int CANCEL_REQUEST = 80877102;

    /**
     * What ends a connection, once.
     *
     * @param word of the statement; empty: any frame
     * @param answered true: the server does it and its answer is lost; false: it never gets there
     * @param skip how many that fit pass before
     */
    private record Cut(String word, boolean answered, int skip) {}

    private final ServerSocket door;
    private final PGSimpleDataSource server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Optional<Cut>> cut = new AtomicReference<>(Optional.empty());
    private volatile boolean refusing;
    private volatile CountDownLatch passing = new CountDownLatch(0);

    private PostgresGate(PGSimpleDataSource server) throws IOException {
        this.server = server;
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start("gate", this::accept);
    }

    /** A gate before a database of {@link PostgresServer}. */
    public static PostgresGate before(DataSource database) throws IOException {
        return new PostgresGate((PGSimpleDataSource) database);
    }

    /** The same database through the gate. */
    public PGSimpleDataSource source() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {"127.0.0.1"});
        source.setPortNumbers(new int[] {door.getLocalPort()});
        source.setDatabaseName(server.getDatabaseName());
        source.setUser(server.getUser());
        source.setPassword(server.getPassword());
        source.setSslMode("disable");
        source.setConnectTimeout(2);
        return source;
    }

    /** The next statement with this word does not reach the server: the connection ends instead. */
    public void cutBefore(String word) {
        cut.set(Optional.of(new Cut(word, false, 0)));
    }

    /** The server does the next statement with this word; its answer does not come back: the connection ends instead. */
    public void cutAfter(String word) {
        cut.set(Optional.of(new Cut(word, true, 0)));
    }

    /** From now on this many frames reach the server, then the connection that brings the next one ends. */
    public void cutAfterFrames(int frames) {
        cut.set(Optional.of(new Cut("", false, frames)));
    }

    /** Whether what was told has happened; takes it back if not. */
    public boolean hasCut() {
        return cut.getAndSet(Optional.empty()).isEmpty();
    }

    /** Ends every connection. */
    public void cutAll() {
        open.forEach(PostgresGate::end);
    }

    /** Ends every connection and lets none in until {@link #allow}. */
    public void refuse() {
        refusing = true;
        cutAll();
    }

    /** Lets connections in again. */
    public void allow() {
        refusing = false;
    }

    /** From now on nothing passes and nothing ends, as with a cable that was pulled, until {@link #flow}. */
    public void stall() {
        passing = new CountDownLatch(1);
    }

    /** Lets pass what has been held up. */
    public void flow() {
        passing.countDown();
    }

    @Override
    public void close() throws IOException {
        flow();
        refusing = true;
        door.close();
        cutAll();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                if (refusing) {
                    end(client);
                } else {
                    serve(client);
                }
            } catch (IOException e) {
                // the door is closed, or who came has gone
            }
        }
    }

    private void serve(Socket client) throws IOException {
        Socket upstream = new Socket(InetAddress.getLoopbackAddress(), server.getPortNumbers()[0]);
        client.setTcpNoDelay(true);
        upstream.setTcpNoDelay(true);
        open.add(client);
        open.add(upstream);
        Talk talk = new Talk(client, upstream);
        start("gate-in", () -> talk.run(talk::fromClient));
        start("gate-out", () -> talk.run(talk::fromServer));
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // then it has ended
        }
    }

    /** What one direction of a connection does until it ends. */
    private interface Direction {
        void pump() throws IOException, InterruptedException;
    }

    /** One connection. */
    private final class Talk {
        private final Socket client;
        private final Socket upstream;
        private final Map<String, String> prepared = new HashMap<>();
        private volatile boolean muted;

        private Talk(Socket client, Socket upstream) {
            this.client = client;
            this.upstream = upstream;
        }

        private void run(Direction direction) {
            try {
                direction.pump();
            } catch (IOException e) {
                // one side has gone, so the other goes
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                end(client);
                end(upstream);
                open.remove(client);
                open.remove(upstream);
            }
        }

        private void fromClient() throws IOException, InterruptedException {
            DataInputStream in = new DataInputStream(client.getInputStream());
            DataOutputStream out = new DataOutputStream(upstream.getOutputStream());
            int length = in.readInt();
            byte[] startup = in.readNBytes(length - 4);
            out.writeInt(length);
            out.write(startup);
            if (length == 16 && Frame.number(startup) == CANCEL_REQUEST) {
                return;
            }
            while (true) {
                Frame frame = Frame.read(in);
                passing.await();
                Optional<Cut> due = take(frame);
                if (due.isPresent() && !due.get().answered()) {
                    return;
                }
                // before the frame is on its way, or the answer might be back before
                muted |= due.isPresent();
                frame.write(out);
            }
        }

        private Optional<Cut> take(Frame frame) {
            String statement = statement(frame);
            Optional<Cut> told = cut.get();
            if (told.isEmpty()
                    || !(told.get().word().isEmpty()
                            || statement.contains(told.get().word()))) {
                return Optional.empty();
            }
            if (told.get().skip() == 0) {
                return cut.compareAndSet(told, Optional.empty()) ? told : Optional.empty();
            }
            cut.compareAndSet(
                    told,
                    Optional.of(new Cut(
                            told.get().word(), told.get().answered(), told.get().skip() - 1)));
            return Optional.empty();
        }

        /** What the frame makes the server run, or nothing. */
        private String statement(Frame frame) {
            switch (frame.type()) {
                case 'Q':
                    return frame.text(0);
                case 'P':
                    prepared.put(frame.text(0), frame.text(1));
                    return "";
                case 'B':
                    return prepared.getOrDefault(frame.text(1), "");
                default:
                    return "";
            }
        }

        private void fromServer() throws IOException, InterruptedException {
            DataInputStream in = new DataInputStream(upstream.getInputStream());
            DataOutputStream out = new DataOutputStream(client.getOutputStream());
            while (true) {
                Frame frame = Frame.read(in);
                passing.await();
                if (!muted) {
                    frame.write(out);
                } else if (frame.type() == 'C' || frame.type() == 'E') {
                    return;
                }
            }
        }
    }

    /** A frame of the protocol: a letter and what it carries. */
    private record Frame(int type, byte[] body) {
        private static Frame read(DataInputStream in) throws IOException {
            int type = in.readUnsignedByte();
            return new Frame(type, in.readNBytes(in.readInt() - 4));
        }

        private void write(DataOutputStream out) throws IOException {
            byte[] whole = new byte[body.length + 5];
            whole[0] = (byte) type;
            int length = body.length + 4;
            for (int i = 0; i < 4; i++) {
                whole[1 + i] = (byte) (length >>> (24 - 8 * i));
            }
            System.arraycopy(body, 0, whole, 5, body.length);
            out.write(whole);
        }

        /** Text number {@code index} from the start, each ended by a zero. */
        private String text(int index) {
            int from = 0;
            for (int skipped = 0; skipped < index; skipped++) {
                from = zero(from) + 1;
            }
            return new String(body, from, zero(from) - from, StandardCharsets.UTF_8);
        }

        private int zero(int from) {
            int at = from;
            while (body[at] != 0) {
                at++;
            }
            return at;
        }

        private static int number(byte[] bytes) {
            return bytes[0] << 24 | (bytes[1] & 0xFF) << 16 | (bytes[2] & 0xFF) << 8 | bytes[3] & 0xFF;
        }
    }
}
