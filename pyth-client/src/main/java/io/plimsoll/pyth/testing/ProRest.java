package io.plimsoll.pyth.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plimsoll.pyth.pro.ProChannel;
import io.plimsoll.pyth.pro.ProProperty;
import io.plimsoll.pyth.pro.ProSymbol;
import io.plimsoll.pyth.testing.ProAsk.Bad;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** The REST services of the fake: router, catalogue, history and tokens. Thread-safe. */
final class ProRest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long MICROS = 1_000_000;
    private static final int NANOS_PER_MICRO = 1_000;

    /** Writes an update. */
    interface Writer {
        ObjectNode update(ProAsk ask, List<Long> feedIds, long timestampUs);
    }

    /**
     * Which of the feeds asked for are served.
     *
     * @param feedIds those that are
     * @param isPartial whether some are not
     * @param invalid those that are not, and why
     */
    record Choice(List<Long> feedIds, boolean isPartial, ObjectNode invalid) {}

    private final ProMarket market;
    private final ProKeys keys;
    private final Writer writer;

    ProRest(ProMarket market, ProKeys keys, Writer writer) {
        this.market = market;
        this.keys = keys;
        this.writer = writer;
    }

    static MockResponse unauthorized() {
        return text(401, "unauthorized");
    }

    private static MockResponse text(int status, String body) {
        return new MockResponse.Builder()
                .code(status)
                .addHeader("Content-Type", "text/plain")
                .body(body)
                .build();
    }

    private static MockResponse json(JsonNode body) {
        return new MockResponse.Builder()
                .addHeader("Content-Type", "application/json")
                .body(body.toString())
                .build();
    }

    private static String body(RecordedRequest request) {
        return request.getBody() == null ? "" : request.getBody().utf8();
    }

    MockResponse answer(RecordedRequest request) {
        HttpUrl url = request.getUrl();
        List<String> path = url.pathSegments();
        String authorization = request.getHeaders().get("Authorization");
        boolean post = "POST".equals(request.getMethod());
        String where = String.join("/", path);
        if (post && where.equals("auth/token")) {
            return keys.isKey(authorization) ? token(request) : unauthorized();
        }
        if (!post && where.equals("v1/symbols")) {
            return symbols(url, authorization);
        }
        if (post && (where.equals("v1/latest_price") || where.equals("v1/price"))) {
            return keys.admits(authorization) ? price(request, where.equals("v1/price")) : unauthorized();
        }
        if (!post && path.size() == 3 && path.get(0).equals("v1")) {
            Optional<ProChannel> channel = ProChannel.of(path.get(1));
            if (channel.isPresent() && List.of("price", "history").contains(path.get(2))) {
                if (!keys.admits(authorization)) {
                    return unauthorized();
                }
                return path.get(2).equals("price") ? historicalPrice(url, channel.get()) : candles(url, channel.get());
            }
        }
        return text(404, "");
    }

    /** Sorts the feeds asked for by what is wrong with them. */
    Choice choose(ProAsk ask) {
        ObjectNode invalid = JSON.createObjectNode();
        ArrayNode unknownIds = invalid.putArray("unknownIds");
        ArrayNode unknownSymbols = invalid.putArray("unknownSymbols");
        ArrayNode unsupported = invalid.putArray("unsupportedChannels");
        ArrayNode unstable = invalid.putArray("unstable");
        ArrayNode notEntitled = invalid.putArray("notEntitled");
        List<ProSymbol> known = new ArrayList<>();
        for (long id : ask.feedIds()) {
            market.find(id).ifPresentOrElse(known::add, () -> unknownIds.add(id));
        }
        for (String symbol : ask.symbols()) {
            market.find(symbol).ifPresentOrElse(known::add, () -> unknownSymbols.add(symbol));
        }
        List<Long> served = new ArrayList<>();
        for (ProSymbol symbol : known) {
            long id = symbol.pyth_lazer_id();
            if (!symbol.isStable()) {
                unstable.add(id);
            } else if (isFasterThan(ask.channel(), symbol)) {
                unsupported.add(id);
            } else if (!keys.covers(id)) {
                notEntitled.add(id);
            } else {
                served.add(id);
            }
        }
        int asked = ask.feedIds().size() + ask.symbols().size();
        return new Choice(served, served.size() < asked, invalid);
    }

    private static boolean isFasterThan(ProChannel channel, ProSymbol symbol) {
        return symbol.fastest()
                .map(fastest -> channel.period().compareTo(fastest.period()) < 0)
                .orElse(false);
    }

    // ---- router

    private MockResponse price(RecordedRequest request, boolean past) {
        try {
            JsonNode body = JSON.readTree(body(request));
            ProAsk ask = ProAsk.read(body);
            if (past && !body.path("timestamp").isIntegralNumber()) {
                return text(400, "timestamp must be an integer");
            }
            long asked = past ? body.path("timestamp").asLong() : Long.MAX_VALUE;
            Choice choice = choose(ask);
            if (choice.isPartial()) {
                JsonNode withheld = choice.invalid().path("notEntitled");
                return withheld.isEmpty()
                        ? text(400, "invalid feeds: " + choice.invalid())
                        : text(403, "Not entitled: feed " + withheld.get(0).asLong() + " (no grant accepts this feed)");
            }
            return moment(asked, ask.channel())
                    .map(at -> json(writer.update(ask, choice.feedIds(), at)))
                    .orElseGet(() -> text(404, "no price at this time"));
        } catch (JsonProcessingException | Bad bad) {
            return text(400, String.valueOf(bad.getMessage()));
        }
    }

    /** The newest moment of a channel that is not after a time. */
    private Optional<Long> moment(long timestampUs, ProChannel channel) {
        long periodUs = Math.max(1, channel.period().toNanos() / NANOS_PER_MICRO);
        Optional<Long> at = market.momentAt(timestampUs);
        while (at.isPresent() && at.get() % periodUs != 0) {
            at = market.momentAt(at.get() - 1);
        }
        return at;
    }

    // ---- history

    private MockResponse symbols(HttpUrl url, @Nullable String authorization) {
        String query =
                Optional.ofNullable(url.queryParameter("query")).orElse("").toLowerCase(Locale.ROOT);
        String assetType = url.queryParameter("asset_type");
        boolean entitledOnly = Boolean.parseBoolean(url.queryParameter("entitled_only"));
        if (entitledOnly && !keys.admits(authorization)) {
            return unauthorized();
        }
        List<ProSymbol> rows = market.symbols().stream()
                .filter(symbol -> symbol.symbol().toLowerCase(Locale.ROOT).contains(query))
                .filter(symbol -> assetType == null || symbol.asset_type().equals(assetType))
                .filter(symbol -> !entitledOnly || keys.covers(symbol.pyth_lazer_id()))
                .toList();
        return json(JSON.valueToTree(rows));
    }

    private MockResponse historicalPrice(HttpUrl url, ProChannel channel) {
        OptionalLong timestamp = number(url.queryParameter("timestamp"));
        List<Long> ids = new ArrayList<>();
        // both ways to write a list are seen
        for (String part : String.join(",", url.queryParameterValues("ids")).split(",", -1)) {
            OptionalLong id = number(part);
            if (id.isEmpty()) {
                return text(400, "ids must be numbers");
            }
            ids.add(id.getAsLong());
        }
        if (timestamp.isEmpty()) {
            return text(400, "timestamp is needed");
        }
        long us = timestamp.getAsLong();
        if (us % Math.max(1, channel.period().toNanos() / NANOS_PER_MICRO) != 0) {
            return text(400, "timestamp must be divisible by the channel's rate");
        }
        ArrayNode rows = JSON.createArrayNode();
        Optional<Long> at = moment(us, channel);
        for (long id : ids) {
            if (!keys.covers(id)) {
                return text(403, "Not entitled: feed " + id + " (no grant accepts this feed)");
            }
            at.ifPresent(moment -> row(rows, moment, id, channel));
        }
        return json(rows);
    }

    private void row(ArrayNode rows, long moment, long id, ProChannel channel) {
        OptionalLong price = market.value(moment, id, ProProperty.PRICE);
        if (price.isEmpty()) {
            return;
        }
        ObjectNode row = rows.addObject()
                .put("price_feed_id", id)
                .put("publish_time", moment)
                .put("channel", channel.id())
                .put("price", price.getAsLong());
        optional(row, "best_bid_price", market.value(moment, id, ProProperty.BEST_BID_PRICE));
        optional(row, "best_ask_price", market.value(moment, id, ProProperty.BEST_ASK_PRICE));
        optional(row, "confidence", market.value(moment, id, ProProperty.CONFIDENCE));
        optional(row, "exponent", market.value(moment, id, ProProperty.EXPONENT));
        optional(row, "publisher_count", market.value(moment, id, ProProperty.PUBLISHER_COUNT));
    }

    private static void optional(ObjectNode row, String name, OptionalLong value) {
        if (value.isPresent()) {
            row.put(name, value.getAsLong());
        } else {
            row.putNull(name);
        }
    }

    private MockResponse candles(HttpUrl url, ProChannel channel) {
        OptionalLong from = number(url.queryParameter("from"));
        OptionalLong to = number(url.queryParameter("to"));
        String resolution = url.queryParameter("resolution");
        String name = url.queryParameter("symbol");
        if (from.isEmpty() || to.isEmpty() || resolution == null || name == null) {
            return text(400, "symbol, from, to and resolution are needed");
        }
        Optional<ProSymbol> symbol = market.find(name);
        if (symbol.isEmpty() || isFasterThan(channel, symbol.get())) {
            return text(404, "symbol not found");
        }
        long id = symbol.get().pyth_lazer_id();
        Map<Long, List<BigDecimal>> bars = new TreeMap<>();
        for (long moment : market.momentsBetween(from.getAsLong() * MICROS, to.getAsLong() * MICROS + MICROS - 1)) {
            OptionalLong start = start(moment / MICROS, resolution);
            if (start.isEmpty()) {
                return json(JSON.createObjectNode().put("s", "error").put("errmsg", "unknown resolution"));
            }
            OptionalLong price = market.value(moment, id, ProProperty.PRICE);
            price.ifPresent(mantissa -> bars.computeIfAbsent(start.getAsLong(), at -> new ArrayList<>())
                    .add(BigDecimal.valueOf(mantissa, -symbol.get().exponent())));
        }
        return json(columns(bars));
    }

    private static ObjectNode columns(Map<Long, List<BigDecimal>> bars) {
        ObjectNode columns = JSON.createObjectNode().put("s", bars.isEmpty() ? "no_data" : "ok");
        ArrayNode times = columns.putArray("t");
        ArrayNode open = columns.putArray("o");
        ArrayNode high = columns.putArray("h");
        ArrayNode low = columns.putArray("l");
        ArrayNode close = columns.putArray("c");
        ArrayNode volume = columns.putArray("v");
        bars.forEach((start, prices) -> {
            times.add(start);
            open.add(prices.get(0));
            high.add(prices.stream().max(BigDecimal::compareTo).orElseThrow());
            low.add(prices.stream().min(BigDecimal::compareTo).orElseThrow());
            close.add(prices.get(prices.size() - 1));
            volume.add(0);
        });
        return columns;
    }

    /** When the interval of a second began; empty if there is no such resolution. */
    private static OptionalLong start(long second, String resolution) {
        LocalDate day = LocalDate.ofInstant(Instant.ofEpochSecond(second), ZoneOffset.UTC);
        return switch (resolution) {
            case "D" -> OptionalLong.of(midnight(day));
            case "W" -> OptionalLong.of(midnight(day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))));
            case "M" -> OptionalLong.of(midnight(day.withDayOfMonth(1)));
            case "1", "2", "5", "15", "30", "60", "120", "240", "360", "720" -> {
                long length = Duration.ofMinutes(Long.parseLong(resolution)).toSeconds();
                yield OptionalLong.of(second / length * length);
            }
            default -> OptionalLong.empty();
        };
    }

    private static long midnight(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toEpochSecond();
    }

    // ---- tokens

    private MockResponse token(RecordedRequest request) {
        try {
            JsonNode body = JSON.readTree(body(request));
            Duration life = Duration.ofSeconds(
                    body.path("ttl_seconds").asLong(Duration.ofDays(1).toSeconds()));
            Map.Entry<String, Instant> token = keys.mint(life);
            return json(JSON.createObjectNode()
                    .put("access_token", token.getKey())
                    .put("expires_at", token.getValue().toString())
                    .put("token_type", "Bearer"));
        } catch (JsonProcessingException e) {
            return text(400, "invalid JSON");
        }
    }

    private static OptionalLong number(@Nullable String text) {
        try {
            return text == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
