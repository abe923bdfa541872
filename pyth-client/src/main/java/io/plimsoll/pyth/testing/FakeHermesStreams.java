package io.plimsoll.pyth.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.kit.stream.testing.FakeStreamConnection;
import io.plimsoll.pyth.testing.HermesSession.Wish;
import io.plimsoll.pyth.update.UpdateMessage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;

/**
 * The streams of a {@link FakeHermes}: server-sent events of {@code /v2/updates/price/stream}, and the websocket {@code /ws}.
 * Thread-safe.
 *
 * <p>With each {@link #tick} every session is sent the state of its feeds in the slot of the clock's time, changed or not. The
 * first slot of a second has the unique update of that second, the same that can be had by timestamp; in later slots of the
 * second {@code prev_publish_time} is the publish time. What is missed can only be had by timestamp: no event has an id, and a
 * session begins with the next slot. After 24 hours of the clock a session ends with an error event, as does one whose reader
 * lags.
 *
 * <p>Faults are orders: some for all sessions that are live now, some for the next events.
 */
public final class FakeHermesStreams implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long SLOT_MILLIS = 50;
    private static final int LAG = 1000;
    private static final Duration DAY = Duration.ofHours(24);
    private static final String DAY_IS_OVER = "Connection timeout reached (24h)";
    private static final String TOO_SLOW = "Slow consumer: disconnected";

    private final Clock clock;
    private final UpdateSigner signer;
    private final FeedBook book;
    private final UpdateJson json;
    private final List<HermesSession> sessions = new ArrayList<>();
    private final Set<Bytes32> gone = ConcurrentHashMap.newKeySet();
    private final Set<Bytes32> seenThisSecond = new HashSet<>();
    private Optional<ScheduledExecutorService> ticker = Optional.empty();
    private long second = Long.MIN_VALUE;
    private long lastSlot = Long.MIN_VALUE;
    private long opened;
    private int mostWaiting = LAG;
    private int pieces;
    private int forged;
    private int skipped;
    private boolean moving;
    private boolean heldBack;
    private boolean daysEnd;

    FakeHermesStreams(Clock clock, UpdateSigner signer, FeedBook book, UpdateJson json) {
        this.clock = clock;
        this.signer = signer;
        this.book = book;
        this.json = json;
    }

    /** Answers a request for server-sent events that was found to be good. */
    MockResponse open(HttpUrl url, Set<Bytes32> feeds, boolean parsed, String encoding) {
        Wish wish = new Wish(
                feeds,
                parsed,
                true,
                encoding,
                Boolean.parseBoolean(url.queryParameter("allow_unordered")),
                Boolean.parseBoolean(url.queryParameter("benchmarks_only")));
        return FakeStreamConnection.events(new Serving(new HermesSession(false, wish, clock.instant())));
    }

    /** Answers a request for a websocket from somebody who may have one; empty if it is none. */
    Optional<MockResponse> openSocket(RecordedRequest request) {
        Wish nothing = new Wish(Set.of(), false, false, "base64", false, false);
        return FakeStreamConnection.upgrade(request, new Serving(new HermesSession(true, nothing, clock.instant())));
    }

    private final class Serving implements FakeStreamConnection.Handler {
        private final HermesSession session;

        Serving(HermesSession session) {
            this.session = session;
        }

        @Override
        public void opened(FakeStreamConnection connection) {
            session.serve(connection);
            synchronized (FakeHermesStreams.this) {
                opened++;
                sessions.add(session);
            }
        }

        @Override
        public void received(FakeStreamConnection connection, String text) {
            session.say(subscribed(session, text));
        }

        @Override
        public void ended(FakeStreamConnection connection) {
            synchronized (FakeHermesStreams.this) {
                sessions.remove(session);
            }
            session.end();
        }
    }

    /** Takes what a client says into a websocket; what is answered. */
    private String subscribed(HermesSession session, String text) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("type", "response");
        try {
            JsonNode said = JSON.readTree(text);
            Set<Bytes32> ids = new LinkedHashSet<>();
            said.path("ids").forEach(id -> ids.add(Bytes32.parse(id.asText())));
            Set<Bytes32> feeds = new LinkedHashSet<>(session.wish().feeds());
            switch (said.path("type").asText()) {
                case "unsubscribe" -> feeds.removeAll(ids);
                case "subscribe" -> {
                    List<Bytes32> unknown =
                            ids.stream().filter(id -> !book.knows(id)).toList();
                    if (!unknown.isEmpty()
                            && !said.path("ignore_invalid_price_ids").asBoolean()) {
                        return answer.put("status", "error")
                                .put("error", "Price feed(s) with id(s) " + unknown + " not found")
                                .toString();
                    }
                    feeds.addAll(ids);
                    unknown.forEach(feeds::remove);
                }
                default -> throw new IllegalArgumentException("unknown type");
            }
            session.wish(new Wish(
                    feeds,
                    said.path("verbose").asBoolean(session.wish().parsed()),
                    said.path("binary").asBoolean(session.wish().binary()),
                    "base64",
                    said.path("allow_out_of_order").asBoolean(session.wish().unordered()),
                    false));
            return answer.put("status", "success").toString();
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return answer.put("status", "error")
                    .put("error", "Invalid client message")
                    .toString();
        }
    }

    /** The slot of the clock's time is complete: every session is sent its feeds. At most once for each slot of 50 ms. */
    public synchronized void tick() {
        Instant now = clock.instant();
        long slot = Math.floorDiv(now.toEpochMilli(), SLOT_MILLIS);
        if (slot <= lastSlot) {
            return;
        }
        lastSlot = slot;
        if (now.getEpochSecond() != second) {
            second = now.getEpochSecond();
            seenThisSecond.clear();
        }
        boolean skip = skipped > 0;
        skipped -= skip ? 1 : 0;
        boolean forge = forged > 0 && !skip;
        forged -= forge ? 1 : 0;
        boolean hold = heldBack && !skip;
        heldBack = heldBack && !hold;
        Map<Bytes32, UpdateMessage.Price> moved = new HashMap<>();
        Set<Bytes32> wanted = new HashSet<>();
        sessions.forEach(session -> wanted.addAll(session.wish().feeds()));
        for (Bytes32 feed : wanted) {
            later(feed, slot).ifPresent(price -> moved.put(feed, price));
        }
        seenThisSecond.addAll(book.feeds());
        for (HermesSession session : List.copyOf(sessions)) {
            if (daysEnd || !now.isBefore(session.openedAt().plus(DAY))) {
                finish(session, DAY_IS_OVER);
            } else if (!skip) {
                List<String> texts = frames(session, moved, slot, forge);
                if (!texts.isEmpty()) {
                    send(session, texts, hold);
                }
            }
        }
        daysEnd = false;
    }

    private void send(HermesSession session, List<String> texts, boolean hold) {
        if (!session.offer(texts, hold, pieces, mostWaiting)) {
            finish(session, TOO_SLOW);
        }
    }

    private void finish(HermesSession session, String error) {
        sessions.remove(session);
        session.finish(error);
    }

    /** The feed in a slot that is not the first of its second; empty in the first one, and where the feed stands still. */
    private Optional<UpdateMessage.Price> later(Bytes32 feed, long slot) {
        if (!seenThisSecond.contains(feed)) {
            return Optional.empty();
        }
        return book.latest(List.of(feed), second).stream()
                .flatMap(blob -> FeedBook.pricesIn(blob).stream())
                .filter(price -> price.feedId().equals(feed) && price.publishTime() == second)
                .findFirst()
                .map(price -> {
                    long step = moving ? slot - second * (1000 / SLOT_MILLIS) : 0;
                    return new UpdateMessage.Price(
                            feed,
                            price.price() + step,
                            price.conf(),
                            price.expo(),
                            second,
                            second,
                            price.emaPrice(),
                            price.emaConf());
                });
    }

    /** What a session is sent for a slot: one event of all feeds, or a message for each. */
    private List<String> frames(
            HermesSession session, Map<Bytes32, UpdateMessage.Price> moved, long slot, boolean forge) {
        List<Bytes32> present = session.wish().feeds().stream()
                .filter(feed -> !gone.contains(feed) && book.knows(feed))
                .toList();
        if (session.isSocket()) {
            return present.stream()
                    .flatMap(feed -> blobs(List.of(feed), session, moved, slot, forge).stream()
                            .map(blob -> json.socketUpdate(
                                            blob,
                                            feed,
                                            session.wish().parsed(),
                                            session.wish().binary())
                                    .toString()))
                    .toList();
        }
        List<byte[]> blobs = blobs(present, session, moved, slot, forge);
        if (session.wish().uniqueOnly() && blobs.isEmpty()) {
            return List.of();
        }
        Wish wish = session.wish();
        return List.of(json.priceUpdate(blobs, present, wish.parsed(), wish.encoding(), false)
                .toString());
    }

    private List<byte[]> blobs(
            Collection<Bytes32> feeds,
            HermesSession session,
            Map<Bytes32, UpdateMessage.Price> moved,
            long slot,
            boolean forge) {
        List<Bytes32> first =
                feeds.stream().filter(feed -> !moved.containsKey(feed)).toList();
        List<byte[]> blobs = new ArrayList<>(book.latest(first, second));
        List<UpdateMessage.Price> rest =
                feeds.stream().filter(moved::containsKey).map(moved::get).toList();
        if (!rest.isEmpty() && !session.wish().uniqueOnly()) {
            blobs.add(signer.sign(second, slot, rest));
        }
        return forge ? forged(blobs) : blobs;
    }

    /** Damages the first byte of r of the first signature. */
    private static List<byte[]> forged(List<byte[]> blobs) {
        return blobs.stream()
                .map(blob -> {
                    byte[] changed = blob.clone();
                    changed[10 + 6 + 1] ^= 1;
                    return changed;
                })
                .toList();
    }

    /** From now on, {@link #tick} comes by itself, so often in real time. */
    public synchronized FakeHermesStreams tickEvery(Duration interval) {
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread made = new Thread(task, "fake-hermes-ticker");
            made.setDaemon(true);
            return made;
        });
        ticker.ifPresent(ScheduledExecutorService::shutdownNow);
        ticker = Optional.of(thread);
        Future<?> unused = thread.scheduleAtFixedRate(this::tick, 0, interval.toNanos(), TimeUnit.NANOSECONDS);
        return this;
    }

    /** From now on, each slot of a second has a price of its own, which differs a little from that of the first slot. */
    public synchronized FakeHermesStreams moveWithinSeconds() {
        moving = true;
        return this;
    }

    /** Sessions that are open. */
    public synchronized int live() {
        return sessions.size();
    }

    /** Sessions that were opened so far. */
    public synchronized long opened() {
        return opened;
    }

    /** The feeds of each open session, oldest session first. */
    public synchronized List<Set<Bytes32>> feeds() {
        return sessions.stream().map(session -> session.wish().feeds()).toList();
    }

    // ---- faults

    /** The live sessions are 24 hours old: each ends with the error event of that on the next {@link #tick}. */
    public synchronized void endDay() {
        daysEnd = true;
    }

    /** The readers of the live sessions lag: each ends at once with the error event of that. */
    public synchronized void lag() {
        List.copyOf(sessions).forEach(session -> finish(session, TOO_SLOW));
    }

    /** From now on, a session for which so many events wait is ended; 1000 if not given. */
    public synchronized FakeHermesStreams endAtLag(int events) {
        mostWaiting = events;
        return this;
    }

    /** The live sessions are told of an error, and go on. */
    public synchronized void tellError(String text) {
        sessions.forEach(session -> session.error("Error receiving update: " + text));
    }

    /** The live sessions get an event with this text, whatever it is. */
    public synchronized void sendRaw(String text) {
        List.copyOf(sessions).forEach(session -> send(session, List.of(text), false));
    }

    /** The next event comes after the one after it; a session that did not ask for unordered events does not get it at all. */
    public synchronized void reorder() {
        heldBack = true;
    }

    /** The live sessions get their last event once more. */
    public synchronized void repeat() {
        for (HermesSession session : List.copyOf(sessions)) {
            if (!session.last().isEmpty()) {
                send(session, session.last(), false);
            }
        }
    }

    /** So many of the next events are signed by somebody else. */
    public synchronized void forge(int events) {
        forged = events;
    }

    /** So many of the next events are not sent. */
    public synchronized void skip(int events) {
        skipped = events;
    }

    /** From now on, the feed is in no event; it can still be had by timestamp. */
    public void disappear(Bytes32 feed) {
        gone.add(feed);
    }

    /** From now on, the feed is back. */
    public void reappear(Bytes32 feed) {
        gone.remove(feed);
    }

    /** From now on, events leave in pieces of so many bytes; 0 for whole. */
    public synchronized void split(int bytes) {
        pieces = bytes;
    }

    /** The live sessions get the comment that keeps connections open, which the real service sends every 15 s. */
    public synchronized void keepAlive() {
        sessions.forEach(HermesSession::comment);
    }

    /** Closes the sockets of the live sessions as they are. */
    public synchronized void cutAll() {
        List<HermesSession> all = List.copyOf(sessions);
        sessions.clear();
        all.forEach(HermesSession::cut);
    }

    /** Ends the live sessions in good order, without a word. */
    public synchronized void closeAll() {
        List<HermesSession> all = List.copyOf(sessions);
        sessions.clear();
        all.forEach(HermesSession::close);
    }

    /** The live sessions fall silent and stay open. */
    public synchronized void goHalfOpen() {
        sessions.forEach(HermesSession::goHalfOpen);
    }

    /** The live sessions get the first half of their last event, and then nothing any more. */
    public synchronized void stall() {
        sessions.forEach(HermesSession::stall);
    }

    /** Ends all sessions and the ticking. */
    @Override
    public synchronized void close() {
        ticker.ifPresent(ScheduledExecutorService::shutdownNow);
        cutAll();
    }
}
