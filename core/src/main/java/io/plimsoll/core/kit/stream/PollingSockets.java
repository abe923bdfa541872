package io.plimsoll.core.kit.stream;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Sockets whose reader asks for data again and again for a while before it sleeps, and that send at once ({@code
 * TCP_NODELAY}). Thread-safe.
 */
final class PollingSockets extends SocketFactory {
    private final long nanos;

    PollingSockets(Duration limit) {
        this.nanos = limit.toNanos();
    }

    @Override
    public Socket createSocket() throws IOException {
        Socket socket = new PollingSocket();
        socket.setTcpNoDelay(true);
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return connected(new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        return connected(new InetSocketAddress(address, port), new InetSocketAddress(localAddress, localPort));
    }

    private Socket connected(InetSocketAddress to, @Nullable InetSocketAddress from) throws IOException {
        Socket socket = createSocket();
        socket.bind(from);
        socket.connect(to);
        return socket;
    }

    private final class PollingSocket extends Socket {
        @Override
        public InputStream getInputStream() throws IOException {
            return new PollingStream(super.getInputStream());
        }
    }

    private final class PollingStream extends FilterInputStream {
        PollingStream(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            poll();
            return in.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            poll();
            return in.read(buffer, offset, length);
        }

        /** An end of the stream does not show here; the read that follows finds it. */
        private void poll() throws IOException {
            long start = System.nanoTime();
            while (in.available() == 0 && System.nanoTime() - start < nanos) {
                Thread.onSpinWait();
            }
        }
    }
}
