package io.plimsoll.hyperliquid.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plimsoll.core.domain.market.AssetContext;
import io.plimsoll.core.domain.market.MarginTier;
import io.plimsoll.core.domain.market.Market;
import io.plimsoll.core.domain.market.MarketSource.Listing;
import io.plimsoll.core.domain.position.MarginMode;
import io.plimsoll.core.domain.position.SpotBalance;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.kit.http.testing.FakeServer;
import io.plimsoll.hyperliquid.testing.FakeAccount.FakePosition;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;

/**
 * A Hyperliquid on loopback. Speaks the wire format of {@code POST /info}, refuses what the venue refuses, values its
 * accounts at its own marks, and misbehaves on command ({@link #misbehave}). Thread-safe.
 *
 * <p>Answers: {@code allMids, meta, metaAndAssetCtxs, clearinghouseState, spotClearinghouseState, userAbstraction,
 * userRole, userFunding, fundingHistory}; any other type, and any malformed request, gets the venue's 422. Funding is
 * paid on every full hour at the market's present rate.
 */
public final class FakeVenue extends FakeServer {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final long HOUR = 3_600_000;
    private static final int PAGE = 500;
    private static final int FIRST_TABLE_ID = 50;

    private record Recording(String type, String where, String body) {}

    private final Clock clock;
    private final Map<String, Listing> markets = new LinkedHashMap<>();
    private final Map<Address, FakeAccount> accounts = new ConcurrentHashMap<>();
    private final List<Recording> recordings = new CopyOnWriteArrayList<>();

    private FakeVenue(Clock clock) {
        this.clock = clock;
    }

    /** A venue without markets or accounts, listening on a free loopback port. */
    public static FakeVenue start(Clock clock) {
        return new FakeVenue(clock);
    }

    /** Lists a market, or replaces the one of that name. */
    public FakeVenue list(Market market, AssetContext context) {
        synchronized (markets) {
            markets.put(market.coin(), new Listing(market, context));
        }
        return this;
    }

    /** Moves mark and oracle of a market to {@code price}. */
    public FakeVenue move(String coin, String price) {
        Listing listing = markets().get(coin);
        if (listing == null) {
            throw new IllegalArgumentException("no market " + coin);
        }
        BigDecimal to = new BigDecimal(price);
        AssetContext before = listing.context();
        return list(listing.market(), new AssetContext(coin, to, to, before.fundingRate(), before.openInterest()));
    }

    /** Opens an account, or replaces the one of that address. */
    public FakeVenue open(FakeAccount account) {
        accounts.put(account.address(), account);
        return this;
    }

    /**
     * Plays back a recorded answer to requests of this type whose body contains {@code where} (any case); it wins over the
     * model, the newest recording first.
     */
    public FakeVenue record(String type, String where, String body) {
        recordings.add(0, new Recording(type, where.toLowerCase(Locale.ROOT), body));
        return this;
    }

    @Override
    protected MockResponse answer(RecordedRequest request) {
        if (!"POST".equals(request.getMethod()) || !"/info".equals(request.getTarget())) {
            return text(404, "");
        }
        String contentType = request.getHeaders().get("Content-Type");
        if (contentType == null || !contentType.startsWith("application/json")) {
            return text(415, "Expected request with `Content-Type: application/json`");
        }
        try {
            JsonNode body = MAPPER.readTree(body(request));
            String type = body.path("type").asText();
            String lower = body(request).toLowerCase(Locale.ROOT);
            Optional<Recording> recording = recordings.stream()
                    .filter(r -> r.type.equals(type) && lower.contains(r.where))
                    .findFirst();
            return recording.isPresent()
                    ? json(recording.get().body)
                    : json(MAPPER.writeValueAsString(answer(type, body)));
        } catch (JsonProcessingException | IllegalArgumentException refused) {
            return text(422, "Failed to deserialize the JSON body into the target type");
        }
    }

    private JsonNode answer(String type, JsonNode body) {
        return switch (type) {
            case "allMids" -> allMids();
            case "meta" -> meta();
            case "metaAndAssetCtxs" -> JSON.arrayNode().add(meta()).add(contexts());
            case "clearinghouseState" -> clearinghouseState(account(body));
            case "spotClearinghouseState" -> spotState(account(body));
            case "userAbstraction" -> JSON.textNode(account(body).abstraction());
            case "userRole" -> JSON.objectNode().put("role", accounts.containsKey(user(body)) ? "user" : "missing");
            case "userFunding" -> userFunding(account(body), time(body, "startTime"), end(body));
            case "fundingHistory" -> fundingHistory(body.path("coin").asText(), time(body, "startTime"), end(body));
            default -> throw new IllegalArgumentException(type);
        };
    }

    private Map<String, Listing> markets() {
        synchronized (markets) {
            return new LinkedHashMap<>(markets);
        }
    }

    private static Address user(JsonNode body) {
        return Address.parse(body.path("user").asText());
    }

    /** Like the venue: an address it has never seen is an account without anything. */
    private FakeAccount account(JsonNode body) {
        Address user = user(body);
        FakeAccount account = accounts.get(user);
        return account == null ? new FakeAccount(user, "default", BigDecimal.ZERO, List.of(), List.of()) : account;
    }

    private static long time(JsonNode body, String field) {
        if (!body.path(field).canConvertToLong()) {
            throw new IllegalArgumentException(field);
        }
        return body.get(field).asLong();
    }

    private long end(JsonNode body) {
        return body.hasNonNull("endTime") ? Math.min(time(body, "endTime"), clock.millis()) : clock.millis();
    }

    private JsonNode allMids() {
        ObjectNode mids = JSON.objectNode();
        markets()
                .forEach((coin, listing) ->
                        mids.put(coin, print(listing.context().markPrice())));
        return mids;
    }

    private ObjectNode meta() {
        ArrayNode universe = JSON.arrayNode();
        ArrayNode tables = JSON.arrayNode();
        for (Listing listing : markets().values()) {
            Market market = listing.market();
            List<MarginTier> tiers = market.marginTable().tiers();
            ObjectNode asset = universe.addObject()
                    .put("szDecimals", market.sizeDecimals())
                    .put("name", market.coin())
                    .put("maxLeverage", tiers.get(0).maxLeverage());
            if (tiers.size() == 1) {
                asset.put("marginTableId", tiers.get(0).maxLeverage());
            } else {
                int id = FIRST_TABLE_ID + tables.size();
                asset.put("marginTableId", id);
                ArrayNode rows = JSON.arrayNode();
                tiers.forEach(tier -> rows.addObject()
                        .put("lowerBound", print(tier.lowerBound()))
                        .put("maxLeverage", tier.maxLeverage()));
                ObjectNode table = JSON.objectNode()
                        .put("description", "tiered " + tiers.get(0).maxLeverage() + "x");
                table.set("marginTiers", rows);
                tables.addArray().add(id).add(table);
            }
            if (market.delisted()) {
                asset.put("isDelisted", true);
            }
        }
        ObjectNode meta = JSON.objectNode();
        meta.set("universe", universe);
        meta.set("marginTables", tables);
        return meta.put("collateralToken", 0);
    }

    private ArrayNode contexts() {
        ArrayNode contexts = JSON.arrayNode();
        for (Listing listing : markets().values()) {
            AssetContext context = listing.context();
            String mark = print(context.markPrice());
            contexts.addObject()
                    .put("funding", context.fundingRate().toPlainString())
                    .put("openInterest", print(context.openInterest()))
                    .put("prevDayPx", mark)
                    .put("dayNtlVlm", "0.0")
                    .put("premium", "0.0")
                    .put("oraclePx", print(context.oraclePrice()))
                    .put("markPx", mark)
                    .put("midPx", mark)
                    .put("dayBaseVlm", "0.0")
                    .putArray("impactPxs")
                    .add(mark)
                    .add(mark);
        }
        return contexts;
    }

    private JsonNode clearinghouseState(FakeAccount account) {
        VenueBook book = new VenueBook(account, markets());
        ObjectNode state = JSON.objectNode();
        List<FakePosition> cross = book.positions(MarginMode.CROSS);
        List<FakePosition> isolated = book.positions(MarginMode.ISOLATED);
        BigDecimal crossValue = book.printedCrossValue();
        BigDecimal isolatedValue = VenueBook.sum(isolated, book::marginUsed);
        state.set("marginSummary", summary(book, account.positions(), crossValue.add(isolatedValue)));
        state.set("crossMarginSummary", summary(book, cross, crossValue));
        state.put("crossMaintenanceMarginUsed", print(book.crossMaintenance()));
        BigDecimal reserved = VenueBook.sum(cross, book::marginUsed)
                .max(VenueBook.sum(account.positions(), book::notional).movePointLeft(1));
        state.put(
                "withdrawable",
                print(
                        account.collateralInSpot()
                                ? BigDecimal.ZERO
                                : crossValue.subtract(reserved).max(BigDecimal.ZERO)));
        ArrayNode positions = state.putArray("assetPositions");
        for (FakePosition position : account.positions()) {
            ObjectNode wire = positions.addObject().put("type", "oneWay").putObject("position");
            wire.put("coin", position.coin()).put("szi", print(position.size()));
            ObjectNode leverage = wire.putObject("leverage")
                    .put("type", position.mode() == MarginMode.CROSS ? "cross" : "isolated")
                    .put("value", position.leverage());
            BigDecimal signedValue = position.size().multiply(book.mark(position));
            if (position.mode() == MarginMode.ISOLATED) {
                leverage.put("rawUsd", print(book.marginUsed(position).subtract(signedValue)));
            }
            wire.put("entryPx", print(position.entryPrice()))
                    .put("positionValue", print(book.notional(position)))
                    .put("unrealizedPnl", print(book.unrealizedPnl(position)))
                    .put("returnOnEquity", "0.0")
                    .put(
                            "liquidationPx",
                            book.liquidationPrice(position)
                                    .map(FakeVenue::print)
                                    .orElse(null))
                    .put("marginUsed", print(book.marginUsed(position)))
                    .put("maxLeverage", book.maxLeverage(position));
            wire.putObject("cumFunding")
                    .put("allTime", "0.0")
                    .put("sinceOpen", "0.0")
                    .put("sinceChange", "0.0");
        }
        return state.put("time", clock.millis());
    }

    private static ObjectNode summary(VenueBook book, List<FakePosition> positions, BigDecimal value) {
        BigDecimal signed = VenueBook.sum(positions, p -> p.size().multiply(book.mark(p)));
        return JSON.objectNode()
                .put("accountValue", print(value))
                .put("totalNtlPos", print(VenueBook.sum(positions, book::notional)))
                .put("totalRawUsd", print(value.subtract(signed)))
                .put("totalMarginUsed", print(VenueBook.sum(positions, book::marginUsed)));
    }

    private JsonNode spotState(FakeAccount account) {
        VenueBook book = new VenueBook(account, markets());
        ObjectNode state = JSON.objectNode();
        ArrayNode balances = state.putArray("balances");
        BigDecimal isolated = VenueBook.sum(book.positions(MarginMode.ISOLATED), book::marginUsed);
        if (account.collateralInSpot()) {
            balance(
                    balances,
                    "USDC",
                    0,
                    account.collateral(),
                    book.printedCrossValue().add(isolated));
            state.putArray("tokenToAvailableAfterMaintenance")
                    .addArray()
                    .add(0)
                    .add(print(account.collateral().subtract(isolated)));
            if (account.abstraction().equals("portfolioMargin")) {
                state.put("portfolioMarginEnabled", true);
            }
        }
        int token = 1;
        for (SpotBalance held : account.balances()) {
            balance(balances, held.token(), token++, held.total(), held.hold());
        }
        return state;
    }

    private static void balance(ArrayNode balances, String coin, int token, BigDecimal total, BigDecimal hold) {
        balances.addObject()
                .put("coin", coin)
                .put("token", token)
                .put("total", print(total))
                .put("hold", print(hold))
                .put("entryNtl", "0.0");
    }

    private JsonNode fundingHistory(String coin, long start, long end) {
        Listing listing = markets().get(coin);
        if (listing == null) {
            throw new IllegalArgumentException(coin);
        }
        ArrayNode rows = JSON.arrayNode();
        for (long time : hours(start, end)) {
            if (rows.size() < PAGE) {
                rows.addObject()
                        .put("coin", coin)
                        .put("fundingRate", listing.context().fundingRate().toPlainString())
                        .put("premium", "0.0")
                        .put("time", time);
            }
        }
        return rows;
    }

    private JsonNode userFunding(FakeAccount account, long start, long end) {
        ArrayNode rows = JSON.arrayNode();
        VenueBook book = new VenueBook(account, markets());
        for (long time : hours(start, end)) {
            for (FakePosition position : account.positions()) {
                if (rows.size() == PAGE) {
                    return rows;
                }
                AssetContext context = book.listing(position).context();
                BigDecimal paid =
                        position.size().multiply(context.oraclePrice()).multiply(context.fundingRate());
                rows.addObject()
                        .put("time", time)
                        .put("hash", "0x" + "0".repeat(64))
                        .putObject("delta")
                        .put("type", "funding")
                        .put("coin", position.coin())
                        .put("usdc", print(paid.negate().setScale(6, RoundingMode.HALF_EVEN)))
                        .put("szi", print(position.size()))
                        .put("fundingRate", context.fundingRate().toPlainString())
                        .putNull("nSamples");
            }
        }
        return rows;
    }

    /** Payments come some milliseconds after the full hour. */
    private static List<Long> hours(long start, long end) {
        List<Long> times = new ArrayList<>();
        for (long hour = Math.floorDiv(start, HOUR); hour * HOUR <= end; hour++) {
            long time = hour * HOUR + Math.floorMod(hour * 37, 90);
            if (time >= start && time <= end) {
                times.add(time);
            }
        }
        return times;
    }

    /** As the venue prints decimals: no trailing zeros, at least one decimal. */
    private static String print(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 1 ? stripped.setScale(1).toPlainString() : stripped.toPlainString();
    }
}
