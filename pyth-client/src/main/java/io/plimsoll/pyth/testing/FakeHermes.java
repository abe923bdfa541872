package io.plimsoll.pyth.testing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.kit.http.testing.FakeServer;
import io.plimsoll.pyth.hermes.PriceFeed;
import io.plimsoll.pyth.update.UpdateMessage;
import java.io.Serial;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;

/**
 * A Hermes on loopback. Signs its prices with the keys of an {@link UpdateSigner}, plays back recorded blobs, asks for a
 * key if told to, and lies on command ({@link #tamper}) beside the faults of every {@link FakeServer}. Thread-safe.
 *
 * <p>A published feed has exactly one update in every second of the clock from the one in which it was published, each with
 * the second before it as {@code prev_publish_time}; so there is a history to ask for. A feed whose market is closed keeps its
 * last one, which sits in an older slot and so in a blob of its own.
 *
 * <p>Paths, parameters, statuses and error texts are the real service's: {@code /v2/updates/price/latest} and {@code
 * /v2/updates/price/{publish_time}}, {@code /v2/updates/price/stream} and {@code /ws} ({@link #streams}), {@code /v2/updates/publisher_stake_caps/latest}, {@code /v2/price_feeds}, {@code
 * /v2/updates/twap/…} (always refused), {@code /live} and {@code /ready}; and of Benchmarks {@code
 * /v1/updates/price/{timestamp}} and {@code /v1/updates/price/{timestamp}/{interval}}.
 */
public final class FakeHermes extends FakeServer {
    /** Ways to lie in an otherwise perfect answer. */
    public enum Tampering {
        /** The truth. */
        NONE,
        /** A price is changed after signing, in the signed bytes' message and in the parsed part. */
        PRICE,
        /** A signature is damaged. */
        SIGNATURE,
        /** The signed bytes are true; the parsed part has another price. */
        PARSED
    }

    private static final int DECIMALS = 8;
    private static final int LONGEST_INTERVAL = 60;
    private static final Duration CACHED = Duration.ofSeconds(640);
    private static final Set<String> ENCODINGS = Set.of("hex", "base64");
    private static final Pattern IDS = Pattern.compile("ids(\\[\\d*])?");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Clock clock;
    private final FeedBook book;
    private final HermesGate gate;
    private final Catalogue catalogue;
    private final UpdateJson json = new UpdateJson();
    private final FakeHermesStreams streams;
    private final Map<Bytes32, Long> caps = new ConcurrentSkipListMap<>();
    private volatile Duration late = Duration.ZERO;

    private FakeHermes(UpdateSigner signer, Clock clock) {
        this.clock = clock;
        this.book = new FeedBook(signer);
        this.catalogue = new Catalogue(book);
        this.gate = new HermesGate(clock);
        this.streams = new FakeHermesStreams(clock, signer, book, json);
    }

    /** A service without feeds, listening on a free loopback port. */
    public static FakeHermes start(UpdateSigner signer, Clock clock) {
        return new FakeHermes(signer, clock);
    }

    /**
     * Publishes a feed: from the clock's second on it has this price.
     *
     * @param feed id
     * @param price in USD, at most 8 decimals
     * @param conf half width of the confidence interval, at most 8 decimals
     */
    public FakeHermes publish(Bytes32 feed, String price, String conf) {
        return publish(clock.instant(), feed, price, conf);
    }

    /**
     * Publishes a feed with a past.
     *
     * @param since from this second on it has this price
     * @param feed id
     * @param price in USD, at most 8 decimals
     * @param conf half width of the confidence interval, at most 8 decimals
     */
    public FakeHermes publish(Instant since, Bytes32 feed, String price, String conf) {
        long mantissa = new BigDecimal(price).movePointRight(DECIMALS).longValueExact();
        long width = new BigDecimal(conf).movePointRight(DECIMALS).longValueExact();
        return publish(since, new UpdateMessage.Price(feed, mantissa, width, -DECIMALS, 0, 0, mantissa, width));
    }

    /**
     * Publishes a feed of any exponent.
     *
     * @param since from this second on it has this price
     * @param price whose times are not read
     */
    public FakeHermes publish(Instant since, UpdateMessage.Price price) {
        book.publish(since.getEpochSecond(), price);
        return this;
    }

    /** A feed that is listed and has never had a price: 0, published at 0. */
    public FakeHermes publishNothing(Bytes32 feed) {
        book.never(feed, clock.instant().getEpochSecond());
        return this;
    }

    /** Closes the market of a published feed: the price of the clock's second is its last. */
    public FakeHermes closeMarket(Bytes32 feed) {
        book.close(feed, clock.instant().getEpochSecond());
        return this;
    }

    /** Opens it again, with the price it had. */
    public FakeHermes openMarket(Bytes32 feed) {
        book.open(feed, clock.instant().getEpochSecond());
        return this;
    }

    /** Lists a feed with these attributes; its asset type is what a key without a grant is told. */
    public FakeHermes describe(PriceFeed feed) {
        catalogue.describe(feed);
        return this;
    }

    /**
     * Says how much stake a publisher can have.
     *
     * @param publisher public key
     * @param cap unsigned 64-bit
     */
    public FakeHermes capStake(Bytes32 publisher, long cap) {
        caps.put(publisher, cap);
        return this;
    }

    /** From now on, these sign: the set has changed. */
    public FakeHermes signWith(UpdateSigner signer) {
        book.signWith(signer);
        return this;
    }

    /** Plays back a recorded blob for the feeds in it that are not published; of several the newest is the latest. */
    public FakeHermes record(byte[] blob) {
        book.record(blob);
        return this;
    }

    /** From now on, price requests without this bearer token get 401. Any key before it is void. */
    public FakeHermes requireKey(String token) {
        gate.requireKey(token);
        return this;
    }

    /** From now on a key is needed, and this one covers these feeds and no others. */
    public FakeHermes grant(String token, Set<Bytes32> feeds) {
        gate.grant(token, feeds);
        return this;
    }

    /**
     * From now on, one request too many is answered with 429, and so is everything until the penalty is over.
     *
     * @param requests that pass in a window
     * @param window of the clock
     * @param penalty after the one too many; the real service's is 60 s
     * @param told whether the answer says so in {@code Retry-After}
     */
    public FakeHermes limitRequests(int requests, Duration window, Duration penalty, boolean told) {
        gate.limit(requests, window, penalty, told);
        return this;
    }

    /** From now on, the update of a second can be had this much later. */
    public FakeHermes publishLate(Duration delay) {
        late = delay;
        return this;
    }

    /** Its streams, which share feeds, keys and lies with the rest. */
    public FakeHermesStreams streams() {
        return streams;
    }

    /** From now on, answers lie in this way. */
    public FakeHermes tamper(Tampering how) {
        json.tamper(how);
        return this;
    }

    /** From now on, the keys of JSON objects come in the order of the alphabet, as some servers send them. */
    public FakeHermes sortKeys() {
        json.sortKeys();
        return this;
    }

    @Override
    protected MockResponse answer(RecordedRequest request) {
        Optional<HermesGate.Wait> wait = gate.count();
        if (wait.isPresent()) {
            return tooMany(wait.get());
        }
        if (!"GET".equals(request.getMethod())) {
            return text(405, "");
        }
        List<String> path = request.getUrl().pathSegments();
        String service = String.join("/", path.subList(0, Math.min(3, path.size())));
        List<String> rest = path.subList(Math.min(3, path.size()), path.size());
        try {
            return switch (service) {
                case "ws" -> socket(request);
                case "live", "ready" -> text(200, "OK");
                case "v2/updates/price" -> rest.size() == 1 ? prices(request, rest.get(0)) : text(404, "");
                case "v2/updates/publisher_stake_caps" ->
                    rest.equals(List.of("latest")) ? stakeCaps(request) : text(404, "");
                case "v2/price_feeds" -> catalogue(request.getUrl());
                case "v1/updates/price" -> archive(request, rest);
                case "v2/updates/twap" ->
                    throw refused(400, "The TWAP endpoint has been deprecated and is no longer available.");
                default -> text(404, "");
            };
        } catch (Refused e) {
            return e.answer;
        }
    }

    /** An error answer, thrown to where answers are given. */
    private static final class Refused extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1L;

        private final transient MockResponse answer;

        Refused(MockResponse answer) {
            super(null, null, false, false);
            this.answer = answer;
        }
    }

    private static Refused refused(int status, String body) {
        return new Refused(text(status, body));
    }

    private static MockResponse tooMany(HermesGate.Wait wait) {
        MockResponse.Builder answer = new MockResponse.Builder().code(429).body("too many requests");
        if (wait.told()) {
            answer.addHeader(
                    "Retry-After", Long.toString(Math.max(1, wait.pause().toSeconds())));
        }
        return answer.build();
    }

    private MockResponse prices(RecordedRequest request, String when) {
        Set<Bytes32> wanted = wanted(request);
        if (when.equals("stream")) {
            return streams.open(request.getUrl(), wanted, parsed(request), encoding(request));
        }
        long now = clock.instant().getEpochSecond();
        if (when.equals("latest")) {
            return priceUpdate(request, wanted, book.latest(wanted, newest()), false);
        }
        long from = seconds(when);
        return priceUpdate(request, wanted, since(wanted, from), from < now - CACHED.toSeconds());
    }

    private MockResponse archive(RecordedRequest request, List<String> path) {
        if (path.isEmpty() || path.size() > 2) {
            return text(404, "");
        }
        long from = seconds(path.get(0));
        Set<Bytes32> wanted = wanted(request);
        if (path.size() == 1) {
            return priceUpdate(request, wanted, since(wanted, from), true);
        }
        long interval = seconds(path.get(1));
        if (interval < 0 || interval > LONGEST_INTERVAL) {
            throw refused(400, "interval must be between 0 and " + LONGEST_INTERVAL);
        }
        ArrayNode updates = JSON.arrayNode();
        for (long second = from; second < from + interval; second++) {
            book.firstSince(wanted, second, Math.min(second, newest()))
                    .ifPresent(blobs ->
                            updates.add(json.priceUpdate(blobs, wanted, parsed(request), encoding(request), true)));
        }
        return json(updates.toString());
    }

    /** Open to everybody. */
    private MockResponse catalogue(HttpUrl url) {
        return json(catalogue
                .json(
                        Optional.ofNullable(url.queryParameter("query")),
                        Optional.ofNullable(url.queryParameter("asset_type")))
                .toString());
    }

    private MockResponse stakeCaps(RecordedRequest request) {
        if (!gate.admits(request)) {
            throw refused(401, "unauthorized");
        }
        long now = newest();
        UpdateMessage.PublisherStakeCaps message = new UpdateMessage.PublisherStakeCaps(
                now,
                caps.entrySet().stream()
                        .map(cap -> new UpdateMessage.PublisherStakeCaps.Cap(cap.getKey(), cap.getValue()))
                        .toList());
        return json(json.stakeCaps(book.signed(now, message), message, parsed(request), encoding(request))
                .toString());
    }

    private List<byte[]> since(Set<Bytes32> wanted, long from) {
        return book.firstSince(wanted, from, newest()).orElseThrow(() -> refused(404, "Update data not found"));
    }

    private long newest() {
        return clock.instant().minus(late).getEpochSecond();
    }

    private MockResponse priceUpdate(
            RecordedRequest request, Set<Bytes32> wanted, List<byte[]> blobs, boolean archived) {
        return json(json.priceUpdate(blobs, wanted, parsed(request), encoding(request), archived)
                .toString());
    }

    private MockResponse socket(RecordedRequest request) {
        if (!gate.admits(request)) {
            throw refused(401, "unauthorized");
        }
        return streams.openSocket(request)
                .orElseThrow(() -> refused(400, "Connection header did not include 'upgrade'"));
    }

    /** The feeds that are asked for and known, if the key covers them. */
    private Set<Bytes32> wanted(RecordedRequest request) {
        if (!gate.admits(request)) {
            throw refused(401, "unauthorized");
        }
        HttpUrl url = request.getUrl();
        Set<Bytes32> wanted = new LinkedHashSet<>();
        try {
            for (int i = 0; i < url.querySize(); i++) {
                if (IDS.matcher(url.queryParameterName(i)).matches()) {
                    wanted.add(Bytes32.parse(String.valueOf(url.queryParameterValue(i))));
                }
            }
        } catch (IllegalArgumentException e) {
            throw refused(400, "Failed to deserialize query string: invalid price id");
        }
        if (wanted.isEmpty()) {
            throw refused(400, "Failed to deserialize query string: missing field `ids`");
        }
        for (Bytes32 feed : wanted) {
            if (book.knows(feed) && !gate.entitles(request, feed)) {
                throw refused(
                        403,
                        "Not entitled: feed " + feed.digits() + " (no grant accepts this feed (asset type '"
                                + catalogue.assetType(feed) + "'))");
            }
        }
        List<Bytes32> unknown =
                wanted.stream().filter(feed -> !book.knows(feed)).toList();
        if (!unknown.isEmpty() && !flag(url, "ignore_invalid_price_ids", false)) {
            throw refused(
                    404,
                    "Price ids not found: "
                            + String.join(
                                    ", ", unknown.stream().map(Bytes32::hex).toList()));
        }
        unknown.forEach(wanted::remove);
        return wanted;
    }

    private static long seconds(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw refused(400, "Invalid URL: Cannot parse `" + text + "` to a `i64`");
        }
    }

    private static String encoding(RecordedRequest request) {
        String encoding =
                Optional.ofNullable(request.getUrl().queryParameter("encoding")).orElse("hex");
        if (!ENCODINGS.contains(encoding)) {
            throw refused(
                    400,
                    "Failed to deserialize query string: unknown variant `" + encoding
                            + "`, expected `hex` or `base64`");
        }
        return encoding;
    }

    private static boolean parsed(RecordedRequest request) {
        return flag(request.getUrl(), "parsed", true);
    }

    @Override
    public void close() {
        streams.close();
        super.close();
    }

    private static boolean flag(HttpUrl url, String name, boolean otherwise) {
        String value = url.queryParameter(name);
        return value == null ? otherwise : Boolean.parseBoolean(value);
    }
}
