package io.plimsoll.pyth.testing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.kit.http.testing.FakeServer;
import io.plimsoll.pyth.update.UpdateCodec;
import io.plimsoll.pyth.update.UpdateMessage;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;

/**
 * A Hermes on loopback. Signs its prices with the keys of an {@link UpdateSigner}, plays back recorded blobs, asks for a
 * key if told to, and lies on command ({@link #tamper}) beside the faults of every {@link FakeServer}. Thread-safe.
 *
 * <p>Answers {@code /v2/updates/price/latest} with the real service's parameters and error texts.
 */
public final class FakeHermes extends FakeServer {
    /** Ways to lie in an otherwise perfect answer. */
    public enum Tampering {
        /** The truth. */
        NONE,
        /** A price is changed after signing, in the signed bytes' message and in the parsed part. */
        PRICE,
        /** A signature is damaged. */
        SIGNATURE
    }

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final UpdateSigner signer;
    private final Clock clock;
    private final Map<Bytes32, UpdateMessage.Price> prices = new ConcurrentHashMap<>();
    private final ConcurrentMap<Bytes32, byte[]> recordings = new ConcurrentHashMap<>();
    private volatile Optional<String> key = Optional.empty();
    private volatile Tampering tampering = Tampering.NONE;

    private FakeHermes(UpdateSigner signer, Clock clock) {
        this.signer = signer;
        this.clock = clock;
    }

    /** A service without feeds, listening on a free loopback port. */
    public static FakeHermes start(UpdateSigner signer, Clock clock) {
        return new FakeHermes(signer, clock);
    }

    /**
     * Publishes a feed; each request gets it with the time of the clock.
     *
     * @param feed id
     * @param price in USD, at most 8 decimals
     * @param conf half width of the confidence interval, at most 8 decimals
     */
    public FakeHermes publish(Bytes32 feed, String price, String conf) {
        long mantissa = new BigDecimal(price).movePointRight(8).longValueExact();
        long width = new BigDecimal(conf).movePointRight(8).longValueExact();
        prices.put(feed, new UpdateMessage.Price(feed, mantissa, width, -8, 0, 0, mantissa, width));
        return this;
    }

    /** Plays back a recorded blob for the feeds in it, unless a newer one is there. */
    public FakeHermes record(byte[] blob) {
        for (UpdateMessage.Price price : pricesIn(blob)) {
            recordings.merge(
                    price.feedId(), blob, (a, b) -> time(a, price.feedId()) >= time(b, price.feedId()) ? a : b);
        }
        return this;
    }

    /** From now on, requests without this bearer token get 401. */
    public FakeHermes requireKey(String token) {
        key = Optional.of(token);
        return this;
    }

    /** From now on, answers lie in this way. */
    public FakeHermes tamper(Tampering how) {
        tampering = how;
        return this;
    }

    @Override
    protected MockResponse answer(RecordedRequest request) {
        HttpUrl url = request.getUrl();
        if (key.isPresent()
                && !("Bearer " + key.get()).equals(request.getHeaders().get("Authorization"))) {
            return text(401, "unauthorized");
        }
        if (!"GET".equals(request.getMethod()) || !url.encodedPath().equals("/v2/updates/price/latest")) {
            return text(404, "");
        }
        Set<Bytes32> wanted = new LinkedHashSet<>();
        try {
            url.queryParameterValues("ids[]").forEach(id -> wanted.add(Bytes32.parse(String.valueOf(id))));
        } catch (IllegalArgumentException e) {
            return text(400, "Failed to deserialize query string: invalid price id");
        }
        if (wanted.isEmpty()) {
            return text(400, "Failed to deserialize query string: missing field `ids`");
        }
        List<Bytes32> unknown = wanted.stream()
                .filter(id -> !prices.containsKey(id) && !recordings.containsKey(id))
                .toList();
        if (!unknown.isEmpty() && !flag(url, "ignore_invalid_price_ids", false)) {
            return text(
                    404,
                    "Price ids not found: "
                            + String.join(
                                    ", ", unknown.stream().map(Bytes32::hex).toList()));
        }
        unknown.forEach(wanted::remove);
        return json(body(wanted, url).toString());
    }

    private ObjectNode body(Set<Bytes32> wanted, HttpUrl url) {
        boolean base64 = "base64".equals(url.queryParameter("encoding"));
        ObjectNode body = JSON.objectNode();
        ObjectNode binary = body.putObject("binary").put("encoding", base64 ? "base64" : "hex");
        ArrayNode data = binary.putArray("data");
        Map<Bytes32, UpdateMessage.Price> told = new LinkedHashMap<>();
        for (byte[] blob : blobs(wanted)) {
            byte[] sent = tampered(blob);
            data.add(
                    base64
                            ? Base64.getEncoder().encodeToString(sent)
                            : HexFormat.of().formatHex(sent));
            pricesIn(sent).forEach(price -> told.put(price.feedId(), price));
        }
        if (flag(url, "parsed", true)) {
            ArrayNode parsed = body.putArray("parsed");
            told.values().stream()
                    .filter(price -> wanted.contains(price.feedId()))
                    .forEach(price -> {
                        ObjectNode row = parsed.addObject();
                        row.put("id", price.feedId().digits());
                        rpcPrice(row.putObject("price"), price.price(), price.conf(), price);
                        rpcPrice(row.putObject("ema_price"), price.emaPrice(), price.emaConf(), price);
                        row.putObject("metadata").put("prev_publish_time", price.prevPublishTime());
                    });
        }
        return body;
    }

    private List<byte[]> blobs(Set<Bytes32> wanted) {
        // one blob may prove several of the wanted feeds: identity is enough to send it once
        Set<byte[]> blobs = Collections.newSetFromMap(new IdentityHashMap<>());
        List<byte[]> ordered = new ArrayList<>();
        List<UpdateMessage.Price> fresh = new ArrayList<>();
        long now = clock.instant().getEpochSecond();
        for (Bytes32 feed : wanted) {
            UpdateMessage.Price price = prices.get(feed);
            if (price != null) {
                fresh.add(new UpdateMessage.Price(
                        feed,
                        price.price(),
                        price.conf(),
                        price.expo(),
                        now,
                        now - 1,
                        price.emaPrice(),
                        price.emaConf()));
            } else if (blobs.add(recordings.get(feed))) {
                ordered.add(recordings.get(feed));
            }
        }
        if (!fresh.isEmpty()) {
            ordered.add(signer.sign(now, fresh));
        }
        return ordered;
    }

    private byte[] tampered(byte[] blob) {
        byte[] changed = blob.clone();
        UpdateCodec.Decoded decoded = UpdateCodec.decode(blob);
        int vaaEnd = 10 + decoded.vaa().length;
        switch (tampering) {
            case NONE -> {}
            // last byte of the price in the first message: after count and length, type and feed id
            case PRICE -> changed[vaaEnd + 3 + 1 + 32 + 7] ^= 1;
            // first byte of r of the first signature
            case SIGNATURE -> changed[10 + 6 + 1] ^= 1;
        }
        return changed;
    }

    private static void rpcPrice(ObjectNode node, long price, long conf, UpdateMessage.Price of) {
        node.put("price", Long.toString(price))
                .put("conf", Long.toUnsignedString(conf))
                .put("expo", of.expo())
                .put("publish_time", of.publishTime());
    }

    private static List<UpdateMessage.Price> pricesIn(byte[] blob) {
        return UpdateCodec.decode(blob).proofs().stream()
                .map(proof -> UpdateMessage.decode(proof.message()))
                .filter(UpdateMessage.Price.class::isInstance)
                .map(UpdateMessage.Price.class::cast)
                .toList();
    }

    private static long time(byte[] blob, Bytes32 feed) {
        return pricesIn(blob).stream()
                .filter(price -> price.feedId().equals(feed))
                .mapToLong(UpdateMessage.Price::publishTime)
                .max()
                .orElse(Long.MIN_VALUE);
    }

    private static boolean flag(HttpUrl url, String name, boolean otherwise) {
        String value = url.queryParameter(name);
        return value == null ? otherwise : Boolean.parseBoolean(value);
    }
}
