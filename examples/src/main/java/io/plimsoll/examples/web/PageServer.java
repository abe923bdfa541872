package io.plimsoll.examples.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.plimsoll.core.kit.runtime.Service;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Serves one page and the JSON it shows, on the loopback interface. */
public final class PageServer implements Service {
    private final int port;
    private final String pageResource;
    private final Supplier<String> json;
    private @Nullable HttpServer server;

    /**
     * A server that is not started yet.
     *
     * @param port 0 for any free one
     * @param pageResource the page, on the class path
     * @param json body of {@code /api/accounts}, asked for at each request
     */
    public PageServer(int port, String pageResource, Supplier<String> json) {
        this.port = port;
        this.pageResource = pageResource;
        this.json = json;
    }

    @Override
    public String name() {
        return "page";
    }

    @Override
    public synchronized void start() {
        HttpServer started;
        try {
            started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (BindException e) {
            throw new PortInUseException(
                    "port " + port + " is in use: choose another with -Ddemo.port=<port>, or 0 for any free one", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] page = page();
        started.createContext("/", exchange -> answer(exchange, "/", "text/html; charset=utf-8", page));
        started.createContext(
                "/api/accounts",
                exchange -> answer(
                        exchange,
                        "/api/accounts",
                        "application/json",
                        json.get().getBytes(StandardCharsets.UTF_8)));
        started.start();
        server = started;
    }

    /** Where the page is, once started. */
    public synchronized URI address() {
        if (server == null) {
            throw new IllegalStateException("the page is not being served");
        }
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/");
    }

    @Override
    public synchronized void stop(Duration limit) {
        if (server != null) {
            server.stop(0);
            server = null;
        }
    }

    private byte[] page() {
        try (InputStream in = PageServer.class.getResourceAsStream(pageResource)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + pageResource);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(HttpExchange exchange, String path, String contentType, byte[] body) throws IOException {
        try (exchange) {
            if (!exchange.getRequestURI().getPath().equals(path)) {
                exchange.sendResponseHeaders(404, -1);
            } else if (!exchange.getRequestMethod().equals("GET")) {
                exchange.sendResponseHeaders(405, -1);
            } else {
                exchange.getResponseHeaders().set("Content-Type", contentType);
                exchange.getResponseHeaders().set("Cache-Control", "no-store");
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        }
    }
}
