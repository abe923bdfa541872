package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import io.plimsoll.hyperliquid.ws.Channels;
import io.plimsoll.hyperliquid.ws.ControlFrames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A body that a server once sent, and what it is according to the file it stands in. What a file is, is told by its schema:
 * the request that it repeats, its header, its keys, or its name; see the README of the corpus.
 *
 * @param label for people
 * @param kind whose answer it is
 * @param type endpoint or channel; empty where only the shape of the body can tell
 * @param body as it came; of a frame its data; null if it has none
 */
record Recording(String label, Kind kind, Optional<String> type, JsonNode body) {
    enum Kind {
        INFO,
        EXCHANGE,
        FRAME,
        /** A frame of no subscription: a receipt, an answer to a post, an error, a pong. */
        CONTROL,
        /** What the venue answered instead of what it was asked for. */
        REFUSAL
    }

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Set<String> TYPES = EveryInfoRequest.BY_TYPE.keySet();
    private static final String PONG = "pong";
    private static final int OK = 200;

    /** Names of recordings that are not made of the endpoint's name; the longest that fits counts. */
    private static final Map<String, String> ALIASES = Map.ofEntries(
            Map.entry("user_state", "clearinghouseState"),
            Map.entry("spot_user_state", "spotClearinghouseState"),
            Map.entry("l2_snapshot", "l2Book"),
            Map.entry("order_book", "l2Book"),
            Map.entry("book", "l2Book"),
            Map.entry("candles", "candleSnapshot"),
            Map.entry("candle", "candleSnapshot"),
            Map.entry("trades", "recentTrades"),
            Map.entry("mids", "allMids"),
            Map.entry("spotMids", "allMids"),
            Map.entry("spot_meta_and_ctxs", "spotMetaAndAssetCtxs"),
            Map.entry("meta_and_ctxs", "metaAndAssetCtxs"),
            Map.entry("perp_meta", "meta"),
            Map.entry("perp_metas", "allPerpMetas"),
            Map.entry("user_fees_info", "userFees"),
            Map.entry("user_funding_history", "userFunding"),
            Map.entry("non_funding_ledger_updates", "userNonFundingLedgerUpdates"),
            Map.entry("user_role_info", "userRole"));

    /** Methods of HyperLiquid.Net, without the market where both have the same. */
    private static final Map<String, String> JKORF_METHODS = Map.ofEntries(
            Map.entry("GetAccountLedger", "userNonFundingLedgerUpdates"),
            Map.entry("GetApprovedBuilderFee", "maxBuilderFee"),
            Map.entry("GetApprovedBuilders", "approvedBuilders"),
            Map.entry("GetExtraAgents", "extraAgents"),
            Map.entry("GetFeeInfo", "userFees"),
            Map.entry("GetKlines", "candleSnapshot"),
            Map.entry("GetOpenOrders", "openOrders"),
            Map.entry("GetOpenOrdersExtended", "frontendOpenOrders"),
            Map.entry("GetOrder", "orderStatus"),
            Map.entry("GetOrderBook", "l2Book"),
            Map.entry("GetOrderHistory", "historicalOrders"),
            Map.entry("GetPrices", "allMids"),
            Map.entry("GetRateLimits", "userRateLimit"),
            Map.entry("GetRecentTrades", "recentTrades"),
            Map.entry("GetReferral", "referral"),
            Map.entry("GetStakingDelegations", "delegations"),
            Map.entry("GetStakingHistory", "delegatorHistory"),
            Map.entry("GetStakingRewards", "delegatorRewards"),
            Map.entry("GetStakingSummary", "delegatorSummary"),
            Map.entry("GetSubAccounts", "subAccounts"),
            Map.entry("GetSubAccounts2", "subAccounts2"),
            Map.entry("GetTwapOrderHistory", "twapHistory"),
            Map.entry("GetUserAbstractionState", "userAbstraction"),
            Map.entry("GetUserPortfolio", "portfolio"),
            Map.entry("GetUserRole", "userRole"),
            Map.entry("GetUserTrades", "userFills"),
            Map.entry("GetUserTradesByTime", "userFillsByTime"),
            Map.entry("GetUserTwapTrades", "userTwapSliceFills"),
            Map.entry("GetUserTwapTradesByTime", "userTwapSliceFillsByTime"),
            Map.entry("GetUserVaultEquities", "userVaultEquities"),
            Map.entry("GetVaultDetails", "vaultDetails"),
            Map.entry("GetVaultEquities", "userVaultEquities"),
            Map.entry("Futures_GetAccountInfo", "clearinghouseState"),
            Map.entry("Futures_GetExchangeInfo", "meta"),
            Map.entry("Futures_GetExchangeInfoAllDexes", "allPerpMetas"),
            Map.entry("Futures_GetExchangeInfoAndTickers", "metaAndAssetCtxs"),
            Map.entry("Futures_GetFundingHistory", "userFunding"),
            Map.entry("Futures_GetFundingRateHistory", "fundingHistory"),
            Map.entry("Futures_GetHip3DexAbstraction", "userDexAbstraction"),
            Map.entry("Futures_GetPerpAnnotation", "perpAnnotation"),
            Map.entry("Futures_GetPerpCategories", "perpCategories"),
            Map.entry("Futures_GetPerpConciseAnnotations", "perpConciseAnnotations"),
            Map.entry("Futures_GetPerpDexes", "perpDexs"),
            Map.entry("Futures_GetPerpDexMarketLimits", "perpDexLimits"),
            Map.entry("Futures_GetPerpDexMarketStatus", "perpDexStatus"),
            Map.entry("Futures_GetPredictedFundingRates", "predictedFundings"),
            Map.entry("Futures_GetSymbolsAtMaxOpenInterest", "perpsAtOpenInterestCap"),
            Map.entry("Futures_GetUserSymbol", "activeAssetData"),
            Map.entry("Spot_GetAssetInfo", "tokenDetails"),
            Map.entry("Spot_GetBalances", "spotClearinghouseState"),
            Map.entry("Spot_GetExchangeInfo", "spotMeta"),
            Map.entry("Spot_GetExchangeInfoAndTickers", "spotMetaAndAssetCtxs"),
            Map.entry("Spot_GetQuestionsAndOutcomesInfo", "outcomeMeta"),
            Map.entry("Spot_GetSettledOutcome", "settledOutcome"));

    private static final Pattern JKORF_ENDPOINT =
            Pattern.compile("jkorf-Endpoints_([A-Za-z]+)_([A-Za-z]+)_(\\w+)\\.txt");
    private static final Pattern MARKED_LINE = Pattern.compile("^([<>=])\\d* ?(.*)$");

    /** All bodies of a file. */
    static List<Recording> of(Path file) {
        String name = file.getFileName().toString();
        String text = read(file);
        if (name.startsWith("jkorf-Subscriptions_")) {
            return frames(text);
        }
        if (name.startsWith("jkorf-")) {
            return List.of(endpoint(name, text));
        }
        if (name.startsWith("nautilus-ws_")) {
            return parseAll(text).stream()
                    .flatMap(json -> unpacked(json).map(one -> frame(name, one)))
                    .toList();
        }
        JsonNode json = parse(text);
        if (name.startsWith("nautilus-http_") && json.has("status") && json.has("response")) {
            return List.of(new Recording(name, Kind.EXCHANGE, Optional.empty(), json));
        }
        if (name.startsWith("nautilus-http_")) {
            return List.of(new Recording(name, Kind.INFO, typeOf(bare(name, "nautilus-http_")), json));
        }
        if (name.startsWith("lifi-")) {
            return byKey(json);
        }
        List<Recording> calls = new ArrayList<>();
        for (JsonNode call : json.isArray() ? json : MAPPER.createArrayNode().add(json)) {
            calls.add(call(name, call));
        }
        return calls;
    }

    /** A request with its response, in either of the two forms that the corpus has. */
    private static Recording call(String name, JsonNode call) {
        JsonNode request = call.path("request");
        if (request.path("body").has("type")) {
            String type = request.path("body").path("type").asText();
            Kind kind = request.path("uri").asText().endsWith("/exchange") ? Kind.EXCHANGE : Kind.INFO;
            JsonNode response = call.path("response");
            return new Recording(
                    type,
                    response.path("status").asInt(OK) == OK ? kind : Kind.REFUSAL,
                    Optional.of(type),
                    response.path("body"));
        }
        if (request.has("type") && call.has("response")) {
            String type = request.path("type").asText();
            return new Recording(type, Kind.INFO, Optional.of(type), call.path("response"));
        }
        throw new IllegalStateException(name + " is of no known schema");
    }

    /**
     * Bodies by endpoint; null was not recorded. Words and numbers under other keys tell about the recording; anything
     * larger must be an answer of some endpoint.
     */
    private static List<Recording> byKey(JsonNode json) {
        List<Recording> bodies = new ArrayList<>();
        json.properties().forEach(field -> {
            String key = field.getKey();
            JsonNode body = field.getValue();
            Optional<String> type = TYPES.contains(key) ? Optional.of(key) : Optional.ofNullable(ALIASES.get(key));
            if (body.isNull() || (type.isEmpty() && body.isValueNode())) {
                return;
            }
            if (key.equals("activeAssetData") && !body.has("coin")) {
                body.properties()
                        .forEach(ofCoin -> bodies.add(
                                new Recording(key + " " + ofCoin.getKey(), Kind.INFO, type, ofCoin.getValue())));
            } else {
                bodies.add(new Recording(key, Kind.INFO, type, body));
            }
        });
        return bodies;
    }

    private static Recording endpoint(String name, String text) {
        String[] parts = text.split("\\R", 4);
        if (parts.length < 4) {
            throw new IllegalStateException(name + " has no header of three lines");
        }
        JsonNode body = parse(parts[3]);
        return switch (parts[1].strip()) {
            case "/info" -> new Recording(name, Kind.INFO, methodOf(name), body);
            case "/exchange" -> new Recording(name, Kind.EXCHANGE, methodOf(name), body);
            default -> throw new IllegalStateException(name + " is of the unknown path " + parts[1]);
        };
    }

    private static Optional<String> methodOf(String name) {
        Matcher endpoint = JKORF_ENDPOINT.matcher(name);
        if (!endpoint.matches()) {
            return Optional.empty();
        }
        String market = endpoint.group(1);
        String method = endpoint.group(3);
        return Optional.ofNullable(JKORF_METHODS.get(market + "_" + method))
                .or(() -> Optional.ofNullable(JKORF_METHODS.get(method)));
    }

    /** What the server sent of a conversation. */
    private static List<Recording> frames(String text) {
        List<String> received = new ArrayList<>();
        StringBuilder running = new StringBuilder();
        for (String line : text.split("\\R")) {
            Matcher marked = MARKED_LINE.matcher(line);
            if (marked.matches()) {
                running = new StringBuilder(marked.group(2));
                if (marked.group(1).equals(">")) {
                    continue;
                }
                received.add("");
            } else {
                running.append('\n').append(line);
            }
            if (!received.isEmpty()) {
                received.set(received.size() - 1, running.toString());
            }
        }
        return received.stream()
                .filter(json -> !json.isBlank())
                .map(json -> frame("frame", parse(json)))
                .toList();
    }

    /** The frames of a list of frames; anything else is one. */
    private static Stream<JsonNode> unpacked(JsonNode json) {
        List<JsonNode> elements = new ArrayList<>();
        json.forEach(elements::add);
        boolean list = json.isArray()
                && !elements.isEmpty()
                && elements.stream().allMatch(element -> element.path("channel").isTextual());
        return list ? elements.stream() : Stream.of(json);
    }

    private static Recording frame(String name, JsonNode json) {
        if (json.path("channel").isTextual()) {
            String channel = json.path("channel").asText();
            if (channel.equals(PONG) && json.size() == 1) {
                return new Recording(channel, Kind.CONTROL, Optional.of(channel), NullNode.instance);
            }
            if (json.size() != 2 || !json.has("data")) {
                throw new IllegalStateException(name + " is a frame of more or less than channel and data");
            }
            Kind kind = ControlFrames.CHANNELS.contains(channel) ? Kind.CONTROL : Kind.FRAME;
            return new Recording(channel, kind, Optional.of(channel), json.get("data"));
        }
        // data without its frame, as the explorer sends them: of the channel or endpoint that the name tells, or by
        // shape
        String bare = name.startsWith("nautilus-ws_") ? bare(name, "nautilus-ws_") : "";
        Optional<String> type = typeOf(bare);
        return type.isPresent()
                ? new Recording(name, Kind.INFO, type, json)
                : channelOf(bare)
                        .map(channel -> new Recording(name, Kind.FRAME, Optional.of(channel), json))
                        .orElse(new Recording(name, Kind.INFO, Optional.empty(), json));
    }

    private static String bare(String name, String prefix) {
        return name.substring(prefix.length(), name.lastIndexOf('.'));
    }

    /** The endpoint with the longest name that a name in snake case begins with, word by word. */
    private static Optional<String> typeOf(String name) {
        Map<String, String> known =
                TYPES.stream().collect(Collectors.toMap(type -> type.toLowerCase(Locale.ROOT), type -> type));
        ALIASES.forEach((alias, type) -> known.putIfAbsent(alias.replace("_", ""), type));
        return longest(known, name);
    }

    /** The channel with the longest name that a name in snake case begins with, word by word. */
    private static Optional<String> channelOf(String name) {
        Map<String, String> known = Channels.names().stream()
                .collect(Collectors.toMap(channel -> channel.toLowerCase(Locale.ROOT), channel -> channel));
        known.put("userevents", "user");
        return longest(known, name);
    }

    private static Optional<String> longest(Map<String, String> known, String name) {
        String[] words = name.toLowerCase(Locale.ROOT).split("[_-]");
        for (int length = words.length; length > 0; length--) {
            String type = known.get(String.join("", Arrays.copyOf(words, length)));
            if (type != null) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<JsonNode> parseAll(String json) {
        try (MappingIterator<JsonNode> documents =
                MAPPER.readerFor(JsonNode.class).readValues(json)) {
            return documents.readAll();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode parse(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
