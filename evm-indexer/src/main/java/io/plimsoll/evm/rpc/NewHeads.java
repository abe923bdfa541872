package io.plimsoll.evm.rpc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plimsoll.core.kit.http.JsonMapping;
import io.plimsoll.core.kit.runtime.Service;
import io.plimsoll.core.kit.stream.StreamEvent;
import io.plimsoll.core.kit.stream.StreamSession;
import io.plimsoll.core.kit.stream.StreamStatus;
import io.plimsoll.core.kit.stream.StreamTransport;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes somebody up when an endpoint tells of a new head over its websocket ({@code eth_subscribe newHeads}). It is no more than
 * that: what a head says is not read, as a websocket loses messages whenever it is lost itself and not every node tells of blocks that
 * a reorg removed. Who is woken asks for what it needs, and asks now and then without being woken too. Thread-safe.
 *
 * <p>The subscription is made anew in every session, and every new session wakes as well, as heads may have passed meanwhile. Where
 * the endpoint refuses to subscribe, a warning is logged, and nothing wakes but sessions.
 *
 * @see <a href="https://geth.ethereum.org/docs/interacting-with-geth/rpc/pubsub">geth: real-time events</a>
 */
public final class NewHeads implements Service {
    private static final Logger LOG = LoggerFactory.getLogger(NewHeads.class);
    private static final Duration SILENCE = Duration.ofSeconds(60);
    private static final String SUBSCRIBE =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_subscribe\",\"params\":[\"newHeads\"]}";
    /** Any answer shows that the connection lives. */
    private static final String HEARTBEAT = "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"eth_chainId\",\"params\":[]}";

    private final ObjectMapper mapper = JsonMapping.newMapper();
    private final UrlSecrets secrets;
    private final Runnable wakeUp;
    private final StreamSession stream;
    private final AtomicLong heads = new AtomicLong();

    private NewHeads(String name, HttpUrl url, OkHttpClient client, Duration silence, Runnable wakeUp) {
        this.secrets = UrlSecrets.of(url);
        this.wakeUp = wakeUp;
        this.stream = StreamSession.builder(name, new StreamTransport.WebSocket(url, Map.of()), this::onEvent)
                .client(client)
                .silence(silence)
                .heartbeat(silence.dividedBy(3), () -> HEARTBEAT)
                .onOpened(session -> session.send(SUBSCRIBE))
                .hiding(secrets::hide)
                .build();
    }

    /**
     * The heads of an endpoint; nothing is opened before {@link #start}.
     *
     * @param client whose proxy and TLS are used
     * @param wakeUp runs on the stream's thread; it must not wait. What it throws is counted and logged by the stream
     * @throws IllegalArgumentException if the endpoint has no websocket
     */
    public static NewHeads of(Endpoint endpoint, OkHttpClient client, Runnable wakeUp) {
        return of(endpoint, client, SILENCE, wakeUp);
    }

    static NewHeads of(Endpoint endpoint, OkHttpClient client, Duration silence, Runnable wakeUp) {
        HttpUrl url = endpoint.webSocket()
                .orElseThrow(() -> new IllegalArgumentException("endpoint " + endpoint + " has no websocket"));
        return new NewHeads(endpoint.name() + "-heads", url, client, silence, wakeUp);
    }

    private void onEvent(StreamEvent event) {
        if (event instanceof StreamEvent.Opened) {
            wakeUp.run();
        } else if (event instanceof StreamEvent.Message message && isHead(message.text())) {
            heads.incrementAndGet();
            wakeUp.run();
        }
    }

    private boolean isHead(String text) {
        try {
            JsonNode message = mapper.readTree(text);
            if (message.path("id").asInt() == 1 && message.has("error")) {
                LOG.warn(
                        "stream={} state=not-subscribed error={}",
                        stream.name(),
                        secrets.hide(String.valueOf(message.get("error"))));
            }
            return message.path("method").asText().equals("eth_subscription");
        } catch (JsonProcessingException notJson) {
            LOG.debug("stream={} state=unreadable-message", stream.name(), notJson);
            return false;
        }
    }

    @Override
    public String name() {
        return stream.name();
    }

    @Override
    public void start() {
        stream.start();
    }

    @Override
    public void stop(Duration limit) {
        stream.stop(limit);
    }

    /** Heads told of so far. */
    public long heads() {
        return heads.get();
    }

    /** How the websocket is doing. */
    public StreamStatus status() {
        return stream.status();
    }
}
