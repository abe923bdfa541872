package io.plimsoll.hyperliquid.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plimsoll.core.foundation.chain.Address;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** {@code POST /info}: recordings first, then the model. Thread-safe. */
final class InfoEndpoint {
    private static final int RECENT_TRADES = 10;
    private static final int MOST_CANDLES = 5_000;
    private static final int MOST_TWAP_ROWS = 2_000;

    private record Recording(String type, String where, String body) {}

    private final Engine engine;
    private final MarketViews markets;
    private final AccountViews accounts;
    private final List<Recording> recordings = new CopyOnWriteArrayList<>();

    InfoEndpoint(Engine engine, MarketViews markets, AccountViews accounts) {
        this.engine = engine;
        this.markets = markets;
        this.accounts = accounts;
    }

    void record(String type, String where, String body) {
        recordings.add(0, new Recording(type, where.toLowerCase(Locale.ROOT), body));
    }

    /**
     * The answer to a request.
     *
     * @throws JsonProcessingException if a recording is no JSON
     * @throws IllegalArgumentException if it is not one that the venue can read
     */
    JsonNode answer(JsonNode body) throws JsonProcessingException {
        Optional<String> recording = recorded(body, VenueJson.text(body));
        return recording.isPresent() ? VenueJson.MAPPER.readTree(recording.get()) : modelled(body);
    }

    /** What was recorded for such a request, if anything was. */
    Optional<String> recorded(JsonNode body, String text) {
        if (recordings.isEmpty()) {
            return Optional.empty();
        }
        String type = body.path("type").asText();
        String lower = text.toLowerCase(Locale.ROOT);
        return recordings.stream()
                .filter(r -> r.type.equals(type) && lower.contains(r.where))
                .findFirst()
                .map(Recording::body);
    }

    /**
     * What the model says.
     *
     * @throws IllegalArgumentException if it is not a request that the venue can read
     */
    JsonNode modelled(JsonNode body) {
        if (!body.path("dex").asText("").isEmpty() && !body.path("dex").isNull()) {
            throw new IllegalArgumentException("this venue has the main dex only");
        }
        return engine.read(() -> answer(body.path("type").asText(), body));
    }

    private JsonNode answer(String type, JsonNode body) {
        return switch (type) {
            case "allMids" -> markets.allMids();
            case "meta" -> markets.meta();
            case "allPerpMetas" -> VenueJson.array().add(markets.meta());
            case "metaAndAssetCtxs" -> VenueJson.array().add(markets.meta()).add(markets.contexts());
            case "spotMeta" -> markets.spotMeta();
            case "spotMetaAndAssetCtxs" ->
                VenueJson.array().add(markets.spotMeta()).add(markets.spotContexts());
            case "perpDexs" -> VenueJson.array().addNull();
            case "l2Book" -> markets.l2Book(coin(body), body.path("nSigFigs"), body.path("mantissa"), false);
            case "recentTrades" ->
                VenueJson.trades(engine.pit(coin(body)).trades.newest(RECENT_TRADES));
            case "candleSnapshot" -> candles(body.path("req"));
            case "exchangeStatus" ->
                VenueJson.object().put("time", engine.now()).putNull("specialStatuses");
            case "clearinghouseState" -> accounts.clearinghouseState(user(body));
            case "spotClearinghouseState" -> accounts.spotState(user(body));
            case "activeAssetData" -> accounts.activeAsset(user(body), coin(body));
            case "openOrders" -> accounts.openOrders(user(body));
            case "frontendOpenOrders" -> accounts.frontendOpenOrders(user(body));
            case "orderStatus" -> accounts.orderStatus(user(body), orderId(body));
            case "historicalOrders" -> accounts.historicalOrders(user(body));
            case "userFills" -> accounts.fills(user(body), flag(body, "aggregateByTime"));
            case "userFillsByTime" ->
                accounts.fillsByTime(
                        user(body),
                        time(body, "startTime"),
                        end(body),
                        flag(body, "aggregateByTime"),
                        flag(body, "reversed"));
            case "userFunding" -> accounts.userFunding(user(body), time(body, "startTime"), end(body));
            case "fundingHistory" -> accounts.fundingHistory(coin(body), time(body, "startTime"), end(body));
            case "userNonFundingLedgerUpdates" ->
                accounts.ledger(user(body), body.hasNonNull("startTime") ? time(body, "startTime") : 0, end(body));
            case "userRateLimit" -> accounts.rateLimit(user(body));
            case "userRole" -> accounts.role(user(body));
            case "extraAgents" -> accounts.extraAgents(user(body));
            case "userAbstraction" -> VenueJson.object().textNode(accounts.abstraction(user(body)));
            case "subAccounts" -> accounts.subAccounts(user(body));
            case "userVaultEquities" -> accounts.vaultEquities(user(body));
            case "maxBuilderFee" ->
                VenueJson.object()
                        .numberNode(accounts.maxBuilderFee(
                                user(body), Address.parse(body.path("builder").asText())));
            case "userToMultiSigSigners" -> multiSigSigners(user(body));
            case "twapHistory" -> accounts.twapHistory(user(body), MOST_TWAP_ROWS);
            case "userTwapSliceFills", "userTwapSliceFillsByTime" -> VenueJson.array();
            default -> throw new IllegalArgumentException(type);
        };
    }

    private JsonNode multiSigSigners(Address user) {
        return engine.account(user)
                .flatMap(account -> account.multiSig)
                .<JsonNode>map(rule -> {
                    ObjectNode json = VenueJson.object();
                    ArrayNode signers = json.putArray("authorizedUsers");
                    rule.signers().forEach(signer -> signers.add(signer.hex()));
                    return json.put("threshold", rule.threshold());
                })
                .orElseGet(() -> VenueJson.object().nullNode());
    }

    private JsonNode candles(JsonNode request) {
        String interval = request.path("interval").asText();
        if (!Candles.INTERVALS.containsKey(interval)
                || engine.instrument(coin(request)).isEmpty()) {
            throw new IllegalArgumentException("interval or coin");
        }
        List<ObjectNode> rows =
                engine.pit(coin(request)).candles.between(interval, time(request, "startTime"), end(request));
        return VenueJson.array(rows.subList(Math.max(0, rows.size() - MOST_CANDLES), rows.size()));
    }

    private static String coin(JsonNode body) {
        if (!body.path("coin").isTextual()) {
            throw new IllegalArgumentException("coin");
        }
        return body.get("coin").asText();
    }

    private static JsonNode orderId(JsonNode body) {
        JsonNode id = body.path("oid");
        if (!id.isIntegralNumber() && !(id.isTextual() && id.asText().matches("0x[0-9a-f]{32}"))) {
            throw new IllegalArgumentException("oid");
        }
        return id;
    }

    private static Address user(JsonNode body) {
        return Address.parse(body.path("user").asText());
    }

    private static boolean flag(JsonNode body, String field) {
        return body.path(field).asBoolean();
    }

    private static long time(JsonNode body, String field) {
        if (!body.path(field).canConvertToLong()) {
            throw new IllegalArgumentException(field);
        }
        return body.get(field).asLong();
    }

    private long end(JsonNode body) {
        return body.hasNonNull("endTime") ? Math.min(time(body, "endTime"), engine.now()) : engine.now();
    }
}
