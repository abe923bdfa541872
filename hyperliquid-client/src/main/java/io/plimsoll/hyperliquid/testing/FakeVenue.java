package io.plimsoll.hyperliquid.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.plimsoll.core.domain.market.AssetContext;
import io.plimsoll.core.domain.market.Market;
import io.plimsoll.core.domain.position.MarginMode;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.kit.http.testing.FakeServer;
import io.plimsoll.hyperliquid.testing.Matching.Placement;
import io.plimsoll.hyperliquid.testing.VenueOrder.Ticket;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.Optional;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;

/**
 * A Hyperliquid on loopback. Speaks the wire format of {@code POST /info}, {@code POST /exchange} and the websocket at
 * {@code /ws}, checks what the venue checks (signatures, nonces, ticks, lots, margin), matches orders by price and time,
 * values its accounts at its own marks, and misbehaves on command: requests by {@link #misbehave}, sessions by {@link
 * #streams}. What it did is in its {@link #ledger}. Thread-safe.
 *
 * <p>The package shows a tour. Time is the clock's. Marks move only when told. Answered from the model: {@code
 * activeAssetData, allMids, allPerpMetas, candleSnapshot, clearinghouseState, exchangeStatus, extraAgents,
 * frontendOpenOrders, fundingHistory, historicalOrders, l2Book, maxBuilderFee, meta, metaAndAssetCtxs, openOrders,
 * orderStatus, perpDexs, recentTrades, spotClearinghouseState, spotMeta, spotMetaAndAssetCtxs, subAccounts, twapHistory,
 * userAbstraction, userFills, userFillsByTime, userFunding, userNonFundingLedgerUpdates, userRateLimit, userRole,
 * userToMultiSigSigners, userTwapSliceFills, userTwapSliceFillsByTime, userVaultEquities}. Any other type, and any malformed
 * request, gets the venue's 422; {@link #record} fills such gaps.
 *
 * <p>Funding: until the venue began, all positions are taken to have stood as they do now, and to have paid the market's
 * present rate on every full hour. Since then they pay when {@link #payFunding} says so, and these payments alone are
 * streamed and change accounts. The history of rates has every full hour, at the present rate.
 *
 * <p>What it remembers is bounded, so it can run for days: per account the newest 200,000 fills, as many order updates,
 * 20,000 ended orders and 10,000 rows each of ledger, funding and TWAPs; per market 200,000 trades and 5,000 minutes of
 * candles; per signer 100 nonces; the newest 10,000 requests; per session 50,000 frames that the client has not read.
 * An account whose histories are full takes less than 100 MB. Accounts, their agents and running TWAPs stay.
 *
 * <p>Margin is asked for at the mark when an order is placed and when a resting one is met. Not modelled: dexes other than the
 * main one, outcomes, lending, automatic liquidation, slices of TWAP orders, profit of vault shares, limits of messages and
 * connections per address, and fee tiers (takers pay 4.5 bp, makers 1.5 bp; on spot 7 bp and 4 bp). Limits of weight and of
 * actions per address are off until {@link #limitWeight} and {@link #limitAddresses}.
 */
public final class FakeVenue extends FakeServer {
    private static final String UNREADABLE = "Failed to deserialize the JSON body into the target type";

    private final Engine engine;
    private final Clearing clearing;
    private final InfoEndpoint info;
    private final ExchangeEndpoint exchange;
    private final VenueStreams streams;
    private final VenueLedger ledger;
    private final WeightMeter weight;

    private FakeVenue(Clock clock, boolean mainnet) {
        this.engine = new Engine(clock, this::publish);
        this.clearing = new Clearing(engine);
        MarketViews markets = new MarketViews(engine);
        AccountViews accounts = new AccountViews(engine, markets);
        this.info = new InfoEndpoint(engine, markets, accounts);
        this.exchange = new ExchangeEndpoint(engine, mainnet);
        this.weight = new WeightMeter(clock);
        this.streams = new VenueStreams(engine, markets, accounts, info, exchange, weight);
        this.ledger = new VenueLedger(engine);
    }

    /** A venue without markets or accounts that takes mainnet's signatures, listening on a free loopback port. */
    public static FakeVenue start(Clock clock) {
        return new FakeVenue(clock, true);
    }

    /** As {@link #start}, but takes testnet's signatures. */
    public static FakeVenue startTestnet(Clock clock) {
        return new FakeVenue(clock, false);
    }

    private void publish(Block block) {
        streams.publish(block);
    }

    // ---- the world

    /** Lists a market, or replaces the one of that name. Its asset number is its place in the order of listing. */
    public FakeVenue list(Market market, AssetContext context) {
        engine.run(block -> engine.list(block, market, context));
        return this;
    }

    /**
     * Lists a spot pair against USDC, or sets the price of the one of that name. Its asset number is 10000 plus its place in
     * the order of listing.
     *
     * @param coin name of the pair, such as {@code PURR/USDC} or {@code @1}
     * @param token that is bought, as balances name it
     * @param sizeDecimals decimals that a size may have
     * @param price reference price
     */
    public FakeVenue listSpot(String coin, String token, int sizeDecimals, String price) {
        engine.run(block -> engine.listSpot(block, coin, token, sizeDecimals, new BigDecimal(price)));
        return this;
    }

    /** Moves mark and oracle of a market to {@code price}; trigger orders that waited for it wake up. */
    public FakeVenue move(String coin, String price) {
        engine.run(block -> engine.move(block, coin, new BigDecimal(price)));
        return this;
    }

    /** Opens an account, or puts the one of that address into another state; its orders and history stay. */
    public FakeVenue open(FakeAccount account) {
        engine.run(block -> {
            engine.open(account.address()).become(account);
            block.accounts.add(account.address());
        });
        return this;
    }

    /** Adds USDC to an account, as a deposit from the bridge. */
    public FakeVenue deposit(Address user, String usdc) {
        engine.run(block -> {
            VenueAccount account = engine.open(user);
            BigDecimal amount = new BigDecimal(usdc);
            account.collateral = account.collateral.add(amount);
            block.ledger(account, VenueJson.object().put("type", "deposit").put("usdc", VenueJson.print(amount)));
        });
        return this;
    }

    /**
     * Plays back a recorded answer to requests of this type whose body contains {@code where} (any case); it wins over the
     * model, the newest recording first.
     */
    public FakeVenue record(String type, String where, String body) {
        info.record(type, where, body);
        return this;
    }

    // ---- what happens without a signature

    /**
     * Places a limit order that rests or takes, unsigned.
     *
     * @param size signed: positive buys
     * @return number of the order
     * @throws IllegalStateException if the venue refuses it
     */
    public long quote(Address user, String coin, String size, String price) {
        return placed(place(user, coin, size, price, "Gtc"));
    }

    /**
     * Takes what rests up to a price, unsigned.
     *
     * @param size signed: positive buys
     * @return what was traded, in base units, positive; zero if nothing rests there
     * @throws IllegalStateException if the venue refuses it for another reason
     */
    public BigDecimal take(Address user, String coin, String size, String price) {
        Placement placement = place(user, coin, size, price, "Ioc");
        if (!placement.refusal().map(Refusal.NO_MATCH::equals).orElse(true)) {
            placed(placement);
        }
        return placement.filled();
    }

    /**
     * Lets two accounts trade with each other at a price, unsigned. Both orders go through the book, so nothing better may
     * rest on it.
     *
     * @throws IllegalStateException if the venue refuses one of the orders, or somebody else's came in between
     */
    public FakeVenue trade(String coin, Address buyer, Address seller, String size, String price) {
        engine.run(block -> {
            Placement resting =
                    engine.orders().place(block, engine.open(seller), ticket(coin, size, price, false, "Alo"), false);
            placed(resting);
            Placement taking =
                    engine.orders().place(block, engine.open(buyer), ticket(coin, size, price, true, "Ioc"), false);
            placed(taking);
            if (resting.order().orElseThrow().remaining.signum() != 0) {
                throw new IllegalStateException("another order traded at " + price);
            }
        });
        return this;
    }

    private Placement place(Address user, String coin, String size, String price, String tif) {
        boolean buy = !size.startsWith("-");
        return engine.commit(block -> engine.orders()
                .place(block, engine.open(user), ticket(coin, buy ? size : size.substring(1), price, buy, tif), false));
    }

    private Ticket ticket(String coin, String size, String price, boolean buy, String tif) {
        Instrument market =
                engine.instrument(coin).orElseThrow(() -> new IllegalArgumentException("no market " + coin));
        return new Ticket(
                market,
                buy,
                new BigDecimal(price),
                new BigDecimal(size),
                false,
                tif,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static long placed(Placement placement) {
        placement.refusal().ifPresent(refusal -> {
            throw new IllegalStateException("the venue refused the order: " + refusal.text());
        });
        return placement.order().orElseThrow().oid;
    }

    /** Cancels all orders of an account, as the venue does for want of margin. */
    public FakeVenue cancelAll(Address user) {
        engine.run(block -> engine.orders().cancelAll(block, engine.open(user), "marginCanceled"));
        return this;
    }

    /**
     * Closes a position by a market order, as the first step of a liquidation. The fills of both sides carry the liquidation,
     * with method {@code market}.
     *
     * @return what was closed, in base units, positive; less than the position if the book was too thin
     * @throws IllegalArgumentException if there is no position
     */
    public BigDecimal liquidate(Address user, String coin) {
        return engine.commit(block -> clearing.onBook(block, engine.open(user), coin))
                .filled();
    }

    /**
     * Hands all cross positions and the cross collateral to the liquidator vault at the mark, as the second step of a
     * liquidation. The fills carry method {@code backstop}.
     *
     * @throws IllegalArgumentException if there is no cross position
     */
    public FakeVenue backstop(Address user) {
        engine.run(block -> clearing.toBackstop(block, engine.open(user), MarginMode.CROSS, Optional.empty()));
        return this;
    }

    /**
     * Hands one isolated position and its margin to the liquidator vault at the mark.
     *
     * @throws IllegalArgumentException if there is no such position
     */
    public FakeVenue backstop(Address user, String coin) {
        engine.run(block -> clearing.toBackstop(block, engine.open(user), MarginMode.ISOLATED, Optional.of(coin)));
        return this;
    }

    /** Pays funding on every position once, at each market's present rate and oracle. */
    public FakeVenue payFunding() {
        engine.run(clearing::payFunding);
        return this;
    }

    /** Runs what is due: scheduled cancels. Any other transaction does so, too. */
    public FakeVenue tick() {
        engine.run(block -> {});
        return this;
    }

    // ---- what can be asked and broken

    /**
     * From now on, requests that weigh more than this per minute of the clock get status 429, as from the venue with 1200.
     * Without it there is no limit.
     */
    public FakeVenue limitWeight(int perMinute) {
        weight.limit(perMinute);
        return this;
    }

    /**
     * From now on, an address may send 10,000 actions, one more per USDC that it trades, and those that it buys; after that,
     * one every 10 s, and some cancels. Without it there is no limit.
     */
    public FakeVenue limitAddresses() {
        exchange.limitAddresses();
        return this;
    }

    /** What the venue has done. */
    public VenueLedger ledger() {
        return ledger;
    }

    /** The websocket and its faults. */
    public VenueStreams streams() {
        return streams;
    }

    /** The number of a market in actions. */
    public int asset(String coin) {
        return engine.read(() -> engine.instrument(coin))
                .orElseThrow(() -> new IllegalArgumentException("no market " + coin))
                .asset();
    }

    @Override
    protected MockResponse answer(RecordedRequest request) {
        String target = request.getTarget();
        if ("GET".equals(request.getMethod()) && "/ws".equals(target)) {
            return streams.answer(request);
        }
        boolean asked = "/info".equals(target);
        if (!"POST".equals(request.getMethod()) || !(asked || "/exchange".equals(target))) {
            return text(404, "");
        }
        String contentType = request.getHeaders().get("Content-Type");
        if (contentType == null || !contentType.startsWith("application/json")) {
            return text(415, "Expected request with `Content-Type: application/json`");
        }
        try {
            JsonNode body = tree(body(request));
            if (!weight.take(asked ? WeightMeter.ofRequest(body) : WeightMeter.ofAction(body))) {
                return text(429, "rate limited");
            }
            return json(asked ? inform(body, body(request)) : VenueJson.text(exchange.answer(body)));
        } catch (JsonProcessingException | IllegalArgumentException refused) {
            return text(422, UNREADABLE);
        }
    }

    private String inform(JsonNode body, String text) throws JsonProcessingException {
        Optional<String> recording = info.recorded(body, text);
        if (recording.isPresent()) {
            return recording.get();
        }
        JsonNode answer = info.modelled(body);
        weight.surcharge(WeightMeter.ofAnswer(body, answer));
        return VenueJson.text(answer);
    }

    private static JsonNode tree(String body) throws JsonProcessingException {
        return VenueJson.MAPPER.readTree(body);
    }

    /** Ends all faults, of requests and of sessions. */
    @Override
    public void behave() {
        super.behave();
        streams.behave();
    }

    /** Cuts all sessions and stops listening. */
    @Override
    public void close() {
        streams.close();
        super.close();
    }
}
