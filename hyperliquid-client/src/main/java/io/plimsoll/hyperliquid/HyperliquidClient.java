package io.plimsoll.hyperliquid;

import io.plimsoll.core.domain.account.AccountStateSource;
import io.plimsoll.core.domain.funding.FundingSource;
import io.plimsoll.core.domain.market.MarketSource;
import io.plimsoll.core.domain.price.PriceSource;
import io.plimsoll.core.kit.http.HttpJson;
import io.plimsoll.hyperliquid.exchange.ActionSigner;
import io.plimsoll.hyperliquid.exchange.ExchangeClient;
import io.plimsoll.hyperliquid.info.ExplorerClient;
import io.plimsoll.hyperliquid.info.InfoClient;
import io.plimsoll.hyperliquid.limit.VenueLimits;
import io.plimsoll.hyperliquid.source.HyperliquidAccountSource;
import io.plimsoll.hyperliquid.source.HyperliquidFundingSource;
import io.plimsoll.hyperliquid.source.HyperliquidMarketSource;
import io.plimsoll.hyperliquid.source.HyperliquidPriceSource;
import io.plimsoll.hyperliquid.ws.VenueStream;
import java.time.Clock;
import java.time.Duration;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/**
 * One HyperCore endpoint. Thread-safe; share it. Calls block: they wait for room within the limits, at most the deadline, and
 * then end within the deadline.
 */
public final class HyperliquidClient {
    /** {@code https://api.hyperliquid.xyz}. */
    public static final HttpUrl MAINNET = HttpUrl.get("https://api.hyperliquid.xyz");

    /** {@code https://api.hyperliquid-testnet.xyz}. */
    public static final HttpUrl TESTNET = HttpUrl.get("https://api.hyperliquid-testnet.xyz");

    private final InfoClient info;
    private final ExplorerClient explorer;
    private final VenueLimits limits;

    private final HttpUrl base;
    private final OkHttpClient http;
    private final HttpJson json;
    private final Duration deadline;

    private HyperliquidClient(HttpUrl base, OkHttpClient http, Duration deadline, VenueLimits limits) {
        this.base = base;
        this.http = http;
        this.json = HttpJson.of(InfoClient.SOURCE, http, deadline);
        this.deadline = deadline;
        this.info = new InfoClient(json, base, limits, deadline);
        this.explorer = new ExplorerClient(json, explorerOf(base), limits, deadline);
        this.limits = limits;
    }

    private static HttpUrl explorerOf(HttpUrl base) {
        return base.host().equals(MAINNET.host())
                ? ExplorerClient.MAINNET
                : base.host().equals(TESTNET.host()) ? ExplorerClient.TESTNET : base;
    }

    /** Mainnet, with connections of its own and 10 s for each call. */
    public static HyperliquidClient mainnet() {
        return at(MAINNET, new OkHttpClient(), Duration.ofSeconds(10));
    }

    /** Testnet, with connections of its own and 10 s for each call. */
    public static HyperliquidClient testnet() {
        return at(TESTNET, new OkHttpClient(), Duration.ofSeconds(10));
    }

    /**
     * Any endpoint that speaks the venue's API, within {@link VenueLimits#of(HttpUrl) its limits}.
     *
     * @param base without {@code /info}
     * @param http whose connections are used
     * @param deadline for one call, and for its wait before until the limits have room for it
     */
    public static HyperliquidClient at(HttpUrl base, OkHttpClient http, Duration deadline) {
        return at(base, http, deadline, VenueLimits.of(base));
    }

    /** Any endpoint, within limits of one's own: of a proxy, or a share of those of the IP address. */
    public static HyperliquidClient at(HttpUrl base, OkHttpClient http, Duration deadline, VenueLimits limits) {
        return new HyperliquidClient(base, http, deadline, limits);
    }

    /** The wire layer: the venue's words and types. */
    public InfoClient info() {
        return info;
    }

    /** Blocks and transactions as the explorer shows them: the venue has them on another host, others on the same. */
    public ExplorerClient explorer() {
        return explorer;
    }

    /**
     * Actions of one account over HTTP. {@link ExchangeClient#refreshBudget} with {@link #info} tells its limits what the account
     * has used so far.
     *
     * @throws IllegalArgumentException if the signer signs for the venue's other network: what is signed for mainnet must not be
     *     shown to anybody else
     */
    public ExchangeClient exchange(ActionSigner signer) {
        HttpUrl other = signer.chain().mainnet() ? TESTNET : MAINNET;
        if (base.host().equals(other.host())) {
            throw new IllegalArgumentException("signer is for " + signer.chain() + ", the endpoint is " + base.host());
        }
        return ExchangeClient.of(json, base, signer, limits, deadline);
    }

    /** A websocket to be built; it starts with {@link VenueStream#start}. Recovers what it missed through {@link #info}. */
    public VenueStream.Builder stream() {
        return VenueStream.builder(base.newBuilder().addPathSegment("ws").build(), info)
                .limits(limits)
                .http(http);
    }

    /** A websocket of the explorer to be built. */
    public VenueStream.Builder explorerStream() {
        return VenueStream.builder(
                        explorerOf(base).newBuilder().addPathSegment("ws").build(), info)
                .host(VenueStream.Host.EXPLORER)
                .limits(limits)
                .http(http);
    }

    /** What all clients of the endpoint share. */
    public VenueLimits limits() {
        return limits;
    }

    /** Account states as domain records. */
    public AccountStateSource accounts() {
        return new HyperliquidAccountSource(info);
    }

    /** Perp markets of the main dex as domain records. */
    public MarketSource markets() {
        return new HyperliquidMarketSource(info);
    }

    /** Funding rates and payments as domain records. */
    public FundingSource funding() {
        return new HyperliquidFundingSource(info);
    }

    /** The venue's own oracle prices of perp markets; {@code clock} says when they are asked for. */
    public PriceSource oracle(Clock clock) {
        return new HyperliquidPriceSource(info, clock);
    }
}
