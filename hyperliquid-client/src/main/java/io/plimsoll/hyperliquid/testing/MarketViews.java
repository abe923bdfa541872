package io.plimsoll.hyperliquid.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plimsoll.core.domain.market.AssetContext;
import io.plimsoll.core.domain.market.MarginTier;
import io.plimsoll.core.domain.market.Market;
import io.plimsoll.core.domain.market.MarketSource.Listing;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the venue prints about its markets. To be called with the engine's lock held. */
final class MarketViews {
    private static final int FIRST_TABLE_ID = 50;
    private static final int MOST_LEVELS = 20;
    private static final int MOST_FAST_LEVELS = 5;
    private static final int SPOT_WEI_DECIMALS = 8;

    private final Engine engine;

    MarketViews(Engine engine) {
        this.engine = engine;
    }

    ObjectNode allMids() {
        ObjectNode mids = VenueJson.object();
        engine.instruments().forEach(market -> mids.put(market.coin(), VenueJson.print(engine.mid(market))));
        return mids;
    }

    ObjectNode meta() {
        ArrayNode universe = VenueJson.array();
        ArrayNode tables = VenueJson.array();
        for (Listing listing : engine.perps().values()) {
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
                ArrayNode rows = VenueJson.array();
                tiers.forEach(tier -> rows.addObject()
                        .put("lowerBound", VenueJson.print(tier.lowerBound()))
                        .put("maxLeverage", tier.maxLeverage()));
                ObjectNode table = VenueJson.object()
                        .put("description", "tiered " + tiers.get(0).maxLeverage() + "x");
                table.set("marginTiers", rows);
                tables.addArray().add(id).add(table);
            }
            if (market.delisted()) {
                asset.put("isDelisted", true);
            }
        }
        ObjectNode meta = VenueJson.object();
        meta.set("universe", universe);
        meta.set("marginTables", tables);
        return meta.put("collateralToken", 0);
    }

    ArrayNode contexts() {
        ArrayNode contexts = VenueJson.array();
        engine.perps().keySet().forEach(coin -> contexts.add(context(coin)));
        return contexts;
    }

    ObjectNode context(String coin) {
        AssetContext context = engine.perp(coin).context();
        String mark = VenueJson.print(context.markPrice());
        String mid = VenueJson.print(engine.mid(engine.instrument(coin).orElseThrow()));
        ObjectNode json = VenueJson.object()
                .put("funding", context.fundingRate().toPlainString())
                .put("openInterest", VenueJson.print(context.openInterest()))
                .put("prevDayPx", mark)
                .put("dayNtlVlm", "0.0")
                .put("premium", "0.0")
                .put("oraclePx", VenueJson.print(context.oraclePrice()))
                .put("markPx", mark)
                .put("midPx", mid)
                .put("dayBaseVlm", "0.0");
        json.putArray("impactPxs").add(mid).add(mid);
        return json;
    }

    ObjectNode spotContext(Instrument market) {
        String mark = VenueJson.print(engine.mark(market));
        return VenueJson.object()
                .put("coin", market.coin())
                .put("prevDayPx", mark)
                .put("dayNtlVlm", "0.0")
                .put("markPx", mark)
                .put("midPx", VenueJson.print(engine.mid(market)))
                .put("circulatingSupply", "0.0")
                .put("totalSupply", "0.0")
                .put("dayBaseVlm", "0.0");
    }

    ArrayNode spotContexts() {
        return VenueJson.array(spots().stream().map(this::spotContext).toList());
    }

    private List<Instrument> spots() {
        return engine.instruments().stream().filter(Instrument::spot).toList();
    }

    /** The number of a token, or empty if no listed market trades it. */
    Optional<Integer> token(String name) {
        if (name.equals(VenueAccount.USDC)) {
            return Optional.of(0);
        }
        List<String> names = spots().stream().map(Instrument::token).distinct().toList();
        return names.contains(name) ? Optional.of(names.indexOf(name) + 1) : Optional.empty();
    }

    ObjectNode spotMeta() {
        ObjectNode meta = VenueJson.object();
        ArrayNode universe = meta.putArray("universe");
        ArrayNode tokens = meta.putArray("tokens");
        token(tokens, VenueAccount.USDC, 8, 0);
        for (Instrument market : spots()) {
            int number = token(market.token()).orElseThrow();
            if (tokens.size() <= number) {
                token(tokens, market.token(), market.sizeDecimals(), number);
            }
            ObjectNode pair = universe.addObject();
            pair.putArray("tokens").add(number).add(0);
            pair.put("name", market.coin())
                    .put("index", market.asset() - 10_000)
                    .put("isCanonical", !market.coin().startsWith("@"));
        }
        return meta;
    }

    private static void token(ArrayNode tokens, String name, int sizeDecimals, int index) {
        tokens.addObject()
                .put("name", name)
                .put("szDecimals", sizeDecimals)
                .put("weiDecimals", SPOT_WEI_DECIMALS)
                .put("index", index)
                .put("tokenId", "0x" + String.format("%032x", index))
                .put("isCanonical", true)
                .putNull("evmContract")
                .putNull("fullName")
                .put("deployerTradingFeeShare", "0.0");
    }

    /**
     * Two to five figures; a mantissa, 2 or 5, with five only.
     *
     * @throws IllegalArgumentException for anything else
     */
    static void requireFigures(JsonNode figures, JsonNode mantissa) {
        boolean whole = figures.isMissingNode() || figures.isNull();
        boolean plain = mantissa.isMissingNode() || mantissa.isNull();
        if (!(whole || (figures.isInt() && figures.asInt() >= 2 && figures.asInt() <= 5))
                || !(plain || (figures.asInt() == 5 && (mantissa.asInt() == 2 || mantissa.asInt() == 5)))) {
            throw new IllegalArgumentException("nSigFigs " + figures + ", mantissa " + mantissa);
        }
    }

    /** The book, coarser with fewer figures; null for a coin that does not exist. */
    JsonNode l2Book(String coin, JsonNode figures, JsonNode mantissa, boolean fast) {
        requireFigures(figures, mantissa);
        if (engine.instrument(coin).isEmpty()) {
            return VenueJson.object().nullNode();
        }
        ObjectNode book = VenueJson.object().put("coin", coin).put("time", engine.now());
        ArrayNode levels = book.putArray("levels");
        int count = fast ? MOST_FAST_LEVELS : MOST_LEVELS;
        for (boolean bid : new boolean[] {true, false}) {
            ArrayNode side = levels.addArray();
            levels(coin, bid, count, figures, mantissa).forEach(level -> side.add(level(level)));
        }
        if (fast) {
            book.put("fast", true);
        }
        return book;
    }

    private List<OrderBook.Level> levels(String coin, boolean bid, int count, JsonNode figures, JsonNode mantissa) {
        if (!figures.isInt()) {
            return engine.pit(coin).book.levels(bid, count);
        }
        List<OrderBook.Level> coarse = new ArrayList<>();
        for (OrderBook.Level level : engine.pit(coin).book.levels(bid, Integer.MAX_VALUE)) {
            BigDecimal px = coarse(level.px(), bid, figures.asInt(), mantissa.asInt(1));
            OrderBook.Level last = coarse.isEmpty() ? null : coarse.get(coarse.size() - 1);
            if (last != null && last.px().compareTo(px) == 0) {
                coarse.set(coarse.size() - 1, new OrderBook.Level(px, last.sz().add(level.sz()), last.n() + level.n()));
            } else if (coarse.size() == count) {
                break;
            } else {
                coarse.add(new OrderBook.Level(px, level.sz(), level.n()));
            }
        }
        return coarse;
    }

    /** Bids round down, asks up: a coarse book never looks better than it is. */
    private static BigDecimal coarse(BigDecimal px, boolean bid, int figures, int mantissa) {
        RoundingMode rounding = bid ? RoundingMode.DOWN : RoundingMode.UP;
        BigDecimal rounded = px.round(new MathContext(figures, rounding));
        if (mantissa <= 1) {
            return rounded;
        }
        int scale = figures - (px.precision() - px.scale());
        BigDecimal step = BigDecimal.valueOf(mantissa).movePointLeft(scale);
        return px.divide(step, 0, rounding).multiply(step);
    }

    private static ObjectNode level(OrderBook.Level level) {
        return VenueJson.object()
                .put("px", VenueJson.print(level.px()))
                .put("sz", VenueJson.print(level.sz()))
                .put("n", level.n());
    }

    ObjectNode bbo(String coin) {
        ObjectNode json = VenueJson.object().put("coin", coin).put("time", engine.now());
        ArrayNode both = json.putArray("bbo");
        for (boolean bid : new boolean[] {true, false}) {
            List<OrderBook.Level> best = engine.pit(coin).book.levels(bid, 1);
            if (best.isEmpty()) {
                both.addNull();
            } else {
                both.add(level(best.get(0)));
            }
        }
        return json;
    }
}
