package io.plimsoll.core.kit.stream;

import java.util.Map;
import okhttp3.HttpUrl;

/**
 * Where a stream comes from and over what. Immutable. {@code toString} shows neither query nor header values: they may hold
 * a token.
 */
public sealed interface StreamTransport {
    /** Where to; {@code ws} and {@code wss} are written as {@code http} and {@code https}. */
    HttpUrl url();

    /** Request headers of every connect. */
    Map<String, String> headers();

    /**
     * A websocket: text both ways.
     *
     * @param url where to; {@code wss} is written as {@code https}
     * @param headers of the upgrade request
     */
    record WebSocket(HttpUrl url, Map<String, String> headers) implements StreamTransport {
        public WebSocket {
            headers = Map.copyOf(headers);
        }

        /**
         * Without headers.
         *
         * @param url with scheme {@code ws}, {@code wss}, {@code http} or {@code https}
         */
        public static WebSocket of(String url) {
            String http = url.startsWith("ws:") || url.startsWith("wss:") ? "http" + url.substring(2) : url;
            return new WebSocket(HttpUrl.get(http), Map.of());
        }

        @Override
        public String toString() {
            return "WebSocket[" + withoutSecrets(url) + "]";
        }
    }

    /**
     * Server-sent events: one request whose answer never ends. Nothing can be sent.
     *
     * @param url where to
     * @param headers of the request
     */
    record ServerSentEvents(HttpUrl url, Map<String, String> headers) implements StreamTransport {
        public ServerSentEvents {
            headers = Map.copyOf(headers);
        }

        @Override
        public String toString() {
            return "ServerSentEvents[" + withoutSecrets(url) + "]";
        }
    }

    private static String withoutSecrets(HttpUrl url) {
        return url.newBuilder()
                .username("")
                .password("")
                .query(null)
                .fragment(null)
                .toString();
    }
}
