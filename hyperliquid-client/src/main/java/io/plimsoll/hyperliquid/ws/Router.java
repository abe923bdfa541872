package io.plimsoll.hyperliquid.ws;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JavaType;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.RateLimited;
import io.plimsoll.core.foundation.error.SourceException.Rejected;
import io.plimsoll.core.kit.stream.StreamEvent.Message;
import io.plimsoll.hyperliquid.info.InfoClient;
import io.plimsoll.hyperliquid.internal.Frame;
import io.plimsoll.hyperliquid.internal.WireJson;
import io.plimsoll.hyperliquid.ws.VenueStream.Host;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Brings frames to the subscriptions and posts that they are about. Called for one frame after the other. */
final class Router {
    private static final JavaType ACKNOWLEDGEMENT = WireJson.type(new TypeReference<Acknowledgement>() {});
    private static final JavaType TEXT = WireJson.type(new TypeReference<String>() {});
    private static final JavaType POST_ANSWER = WireJson.type(new TypeReference<Posts.Answer>() {});
    private static final JavaType REQUEST = WireJson.type(new TypeReference<Map<String, Object>>() {});
    private static final int UNPROCESSABLE = 422;

    /** What the venue says of a subscription: it echoes it with its defaults, some of which are null. */
    record Acknowledgement(String method, Map<String, @Nullable Object> subscription) {}

    private final Host host;
    private final Registry registry;
    private final Posts posts;
    private final Faults faults;
    private final InstantSource clock;
    private final Consumer<SourceException> onProblem;
    private final AtomicLong malformed = new AtomicLong();
    private final AtomicLong strays = new AtomicLong();
    private volatile long frames;

    Router(
            Host host,
            Registry registry,
            Posts posts,
            Faults faults,
            InstantSource clock,
            Consumer<SourceException> onProblem) {
        this.host = host;
        this.registry = registry;
        this.posts = posts;
        this.faults = faults;
        this.clock = clock;
        this.onProblem = onProblem;
    }

    /** Frames dealt with so far. */
    long frames() {
        return frames;
    }

    /** Those that could not be read. */
    long malformed() {
        return malformed.get();
    }

    /** Those that nobody waited for any more. */
    long strays() {
        return strays.get();
    }

    /** A frame; one that cannot be read is told, and nothing is thrown. */
    void route(Message message) {
        Frame frame = null;
        try {
            frame = frame(message.text());
            route(frame, message);
        } catch (MalformedResponse e) {
            malformed.incrementAndGet();
            problem(e);
            if (frame != null) {
                registry.onChannel(frame.channel()).forEach(feed -> feed.undecodable(e));
            }
        } finally {
            countFrame();
        }
    }

    /** One thread counts, others look. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void countFrame() {
        frames = frames + 1;
    }

    /** The explorer's frames are lists without an envelope; what is in their rows tells which channel they are of. */
    private Frame frame(String text) {
        if (host == Host.EXPLORER && text.stripLeading().startsWith("[")) {
            String channel = text.contains("\"action\"") ? "explorerTxs" : "explorerBlock";
            return Frame.of(InfoClient.SOURCE, "{\"channel\":\"" + channel + "\",\"data\":" + text + "}");
        }
        return Frame.of(InfoClient.SOURCE, text);
    }

    private void route(Frame frame, Message message) {
        String channelName = frame.channel();
        Channel<?> channel = Channels.find(channelName);
        if (channel != null) {
            deliver(channel, frame, message);
            return;
        }
        switch (channelName) {
            case "pong" -> {}
            case "subscriptionResponse" -> onAcknowledgement(read(frame, ACKNOWLEDGEMENT), message);
            case "post" -> onPost(read(frame, POST_ANSWER));
            case "error" -> onError(read(frame, TEXT));
            default -> throw new MalformedResponse(InfoClient.SOURCE, "frame of unknown channel " + channelName, null);
        }
    }

    private <M> void deliver(Channel<M> channel, Frame frame, Message message) {
        if (registry.onChannel(channel.name()).isEmpty()) {
            strays.incrementAndGet(); // on its way when it was unsubscribed
            return;
        }
        M data = channel.read(frame);
        Feed<M, ?> feed = registry.of(channel, channel.route(data));
        if (feed == null) {
            strays.incrementAndGet();
        } else {
            feed.received(data, message.receivedAt());
        }
    }

    private void onAcknowledgement(Acknowledgement said, Message message) {
        if (!said.method().equals("subscribe")) {
            return;
        }
        registry.find(said.subscription())
                .ifPresentOrElse(
                        feed -> {
                            feed.echo(said.subscription());
                            feed.acknowledged(message.receivedAt());
                        },
                        strays::incrementAndGet);
    }

    private void onPost(Posts.Answer answer) {
        if (!posts.answered(answer)) {
            strays.incrementAndGet(); // its caller has given up
        }
    }

    /** An error has no id; the venue mostly quotes what it is about. */
    private void onError(String text) {
        SourceException refusal = refusal(text);
        Optional<Map<String, Object>> quoted = quoted(text);
        if (quoted.isPresent() && quoted.get().get("id") instanceof Number id && posts.refused(id.longValue(), text)) {
            return;
        }
        Optional<Feed<?, ?>> about = quoted.map(Router::subscriptionIn).flatMap(registry::find);
        if (about.isPresent()) {
            Feed<?, ?> feed = about.get();
            if (text.startsWith("Already subscribed") && feed.isLost()) {
                feed.acknowledged(clock.instant());
            } else if (feed.isWaitingForVenue()) {
                feed.refused(refusal);
            } else {
                problem(refusal);
            }
            return;
        }
        // the venue answers in the order it was asked, so an error that quotes nothing is about the oldest open
        // question
        registry.all().stream()
                .filter(Feed::isWaitingForVenue)
                .findFirst()
                .ifPresentOrElse(feed -> feed.refused(refusal), () -> problem(refusal));
    }

    private static SourceException refusal(String text) {
        return text.startsWith("Cannot track more than") || text.contains("Too many")
                ? new RateLimited(InfoClient.SOURCE, Optional.empty(), text)
                : new Rejected(InfoClient.SOURCE, UNPROCESSABLE, text);
    }

    private static Optional<Map<String, Object>> quoted(String text) {
        int from = text.indexOf('{');
        int to = text.lastIndexOf('}');
        if (from < 0 || to < from) {
            return Optional.empty();
        }
        try {
            return Optional.of(read(REQUEST, text.substring(from, to + 1).getBytes(StandardCharsets.UTF_8), "error"));
        } catch (MalformedResponse notQuoted) {
            return Optional.empty();
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> subscriptionIn(Map<String, Object> quoted) {
        return quoted.get("subscription") instanceof Map<?, ?> inner ? (Map<String, Object>) inner : quoted;
    }

    @SuppressWarnings("TypeParameterUnusedInFormals")
    private static <T> T read(Frame frame, JavaType type) {
        T value = frame.read(type);
        if (value == null) {
            throw new MalformedResponse(InfoClient.SOURCE, "frame of " + frame.channel() + " has null for data", null);
        }
        return value;
    }

    /**
     * Reads a value that must be there.
     *
     * @throws MalformedResponse if it is none, or {@code null}
     */
    @SuppressWarnings("TypeParameterUnusedInFormals")
    static <T> T read(JavaType type, byte[] json, String what) {
        T value = WireJson.read(type, json, 0, json.length, InfoClient.SOURCE, what);
        if (value == null) {
            throw new MalformedResponse(InfoClient.SOURCE, what + " is null", null);
        }
        return value;
    }

    private void problem(SourceException e) {
        faults.guard("onProblem", () -> onProblem.accept(e));
    }
}
