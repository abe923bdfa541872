package io.plimsoll.pyth.testing;

import io.plimsoll.pyth.pro.ProChannel;
import io.plimsoll.pyth.pro.ProMarketSession;
import io.plimsoll.pyth.pro.ProProperty;
import io.plimsoll.pyth.pro.ProStream;
import io.plimsoll.pyth.pro.ProSymbol;
import io.plimsoll.pyth.pro.ProTrust;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import okhttp3.HttpUrl;

/**
 * Pyth Pro on loopback: several hosts with one market, signing with test keys of its own. Time stands still until {@link
 * #publish}: each moment goes to every subscription of every host whose channel has it. Thread-safe.
 *
 * <p>It has BTC (1), ETH (2), SOL (6) and HYPE (110), with a price each. What it knows beside: {@link #add}. What a host does
 * wrong: {@link #host}.
 */
public final class FakePro implements AutoCloseable {
    /** The key that it admits. */
    public static final String KEY = "test-key";

    private static final int HOSTS = 3;
    private static final int EXPONENT = -8;

    private final ProMarket market = new ProMarket();
    private final ProSigner signer;
    private final ProKeys keys;
    private final List<FakeProHost> hosts;

    /** Three hosts, with the system's clock for short-lived tokens. */
    public FakePro() {
        this(HOSTS, Clock.systemUTC());
    }

    /**
     * Some hosts.
     *
     * @param count at least one
     * @param clock by which short-lived tokens end
     */
    public FakePro(int count, InstantSource clock) {
        signer = ProSigner.named("fake-pro");
        keys = new ProKeys(KEY, clock);
        add(spot(1, "BTC", "e62df6c8b4a85fe1a67db44dc12de5db330f7ac66b72dc658afedf0f4a415b43"));
        add(spot(2, "ETH", "ff61491a931112ddf1bd8147cd1b641375f79f5825126d665480874634fd0ace"));
        add(spot(6, "SOL", "ef0d8b6fda2ceba41da15d4095d1da392a0d2f8ed0c6c7bc0f4cfac8c280b56d"));
        add(spot(110, "HYPE", "4279e31cc369bbcc2faf022b382b080e32a8e689ff20fbc530d2a603eb6cd98b"));
        price(1, 6_000_000_000_000L, 1_500_000_000L);
        price(2, 250_000_000_000L, 90_000_000L);
        price(6, 15_000_000_000L, 8_000_000L);
        price(110, 4_200_000_000L, 3_000_000L);
        hosts = IntStream.range(0, count)
                .mapToObj(number -> new FakeProHost(market, signer, keys))
                .toList();
    }

    private static ProSymbol spot(long id, String asset, String coreId) {
        return symbol(id, "Crypto." + asset + "/USD", ProChannel.REAL_TIME, "stable", coreId);
    }

    /**
     * A feed for {@link #add}.
     *
     * @param coreId 64 hex digits
     */
    public static ProSymbol symbol(long id, String symbol, ProChannel fastest, String state, String coreId) {
        String kind = symbol.substring(0, Math.max(0, symbol.indexOf('.'))).toLowerCase(Locale.ROOT);
        String week = "America/New_York;O,O,O,O,O,O,O;";
        return new ProSymbol(
                id,
                symbol.substring(symbol.lastIndexOf('.') + 1).replace("/", ""),
                symbol,
                symbol,
                kind,
                "spot",
                EXPONENT,
                3,
                fastest.wireName(),
                state,
                week,
                Map.of("regular", new ProSymbol.Session(3, week, state)),
                coreId,
                "USD",
                null,
                null,
                null,
                null,
                List.of());
    }

    // ---- where

    /** Websockets of all hosts, for {@link ProStream#builder}. */
    public List<HttpUrl> streams() {
        return hosts.stream().map(FakeProHost::stream).toList();
    }

    /** REST services of all hosts; each has the history, too. */
    public List<HttpUrl> urls() {
        return hosts.stream().map(FakeProHost::url).toList();
    }

    /** A host, counted from 0, to be told to misbehave. */
    public FakeProHost host(int number) {
        return hosts.get(number);
    }

    /** Trusts its keys. */
    public ProTrust trust() {
        return signer.trust();
    }

    /** Its keys. */
    public ProSigner signer() {
        return signer;
    }

    // ---- market

    /** A feed, without a price yet. */
    public void add(ProSymbol symbol) {
        market.add(symbol);
    }

    /**
     * The price of a feed from the next moment on, with a spread of one part in ten thousand and itself as its moving average.
     *
     * @param price mantissa, not 0
     * @param confidence mantissa, not 0
     */
    public void price(long feedId, long price, long confidence) {
        set(feedId, ProProperty.PRICE, price);
        set(feedId, ProProperty.CONFIDENCE, confidence);
        set(feedId, ProProperty.EMA_PRICE, price);
        set(feedId, ProProperty.EMA_CONFIDENCE, confidence);
        set(feedId, ProProperty.BEST_BID_PRICE, price - price / 20_000);
        set(feedId, ProProperty.BEST_ASK_PRICE, price + price / 20_000);
        set(feedId, ProProperty.PUBLISHER_COUNT, 9);
    }

    /** A property of a feed from the next moment on. */
    public void set(long feedId, ProProperty property, long value) {
        market.set(feedId, property, OptionalLong.of(value));
    }

    /** From the next moment on a feed has no value of a property. */
    public void unset(long feedId, ProProperty property) {
        market.set(feedId, property, OptionalLong.empty());
    }

    /** From the next moment on the feed repeats its last price, with the time it was made. */
    public void closeMarket(long feedId) {
        set(feedId, ProProperty.MARKET_SESSION, ProMarketSession.CLOSED.id());
    }

    /** From the next moment on the feed's price is made anew. */
    public void openMarket(long feedId) {
        set(feedId, ProProperty.MARKET_SESSION, ProMarketSession.REGULAR.id());
    }

    /** The key does not cover a feed. */
    public void withhold(long feedId) {
        keys.withhold(feedId);
    }

    /** A moment: kept for the history, and sent by all hosts, one after the other. */
    public void publish(Instant at) {
        long timestampUs = ProChannel.FIXED_RATE_1_MS.floorUs(at);
        market.moment(timestampUs);
        hosts.forEach(host -> host.publish(timestampUs));
    }

    @Override
    public void close() {
        hosts.forEach(FakeProHost::close);
    }
}
