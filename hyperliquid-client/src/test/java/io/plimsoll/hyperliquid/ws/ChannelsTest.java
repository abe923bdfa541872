package io.plimsoll.hyperliquid.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.hyperliquid.internal.WireJson;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every channel reads what the venue sends, passes over what it adds, and names what is wrong. */
class ChannelsTest {
    private static final String CTX = """
            {"prevDayPx":"1.0","dayNtlVlm":"2.0","markPx":"3.0","midPx":null,"funding":"0.0000125","openInterest":"4.0",\
            "premium":null,"oraclePx":"5.0","impactPxs":["2.9","3.1"],"dayBaseVlm":"6.0"}""";
    private static final String SPOT_CTX = """
            {"coin":"@107","prevDayPx":"1.0","dayNtlVlm":"2.0","markPx":"3.0","midPx":"3.5","circulatingSupply":"10.0",\
            "totalSupply":"11.0","dayBaseVlm":"6.0"}""";
    private static final String PERP_STATE = """
            {"marginSummary":{"accountValue":"1.0","totalNtlPos":"2.0","totalRawUsd":"3.0","totalMarginUsed":"4.0"},\
            "crossMarginSummary":{"accountValue":"1.0","totalNtlPos":"2.0","totalRawUsd":"3.0","totalMarginUsed":"4.0"},\
            "crossMaintenanceMarginUsed":"0.5","withdrawable":"0.25","assetPositions":[],"time":7}""";
    private static final String TWAP = """
            {"coin":"BTC","user":"%s","side":"B","sz":"1.0","executedSz":"0.5","executedNtl":"50.0","minutes":30,\
            "reduceOnly":false,"randomize":true,"timestamp":9}""".formatted(Wire.USER);
    private static final String TWAP_UPDATE =
            "{\"time\":1780000000,\"state\":" + TWAP + ",\"status\":{\"status\":\"activated\"},\"twapId\":5}";
    private static final String FUNDING =
            "{\"time\":3,\"coin\":\"BTC\",\"usdc\":\"-0.5\",\"szi\":\"2.0\",\"fundingRate\":\"0.0001\"}";
    private static final String OF_USER = "\"user\":\"" + Wire.USER + "\"";

    /** The data of a frame of each channel. */
    private static final Map<String, String> DATA = new TreeMap<>(
            Map.ofEntries(
                    Map.entry("activeAssetCtx", "{\"coin\":\"BTC\",\"ctx\":" + CTX + "}"),
                    Map.entry(
                            "activeAssetData",
                            "{" + OF_USER
                                    + ",\"coin\":\"BTC\",\"leverage\":{\"type\":\"cross\",\"value\":20},\"maxTradeSzs\":[\"1.0\",\"2.0\"],"
                                    + "\"availableToTrade\":[\"3.0\",\"4.0\"],\"markPx\":\"5.0\"}"),
                    Map.entry("activeSpotAssetCtx", "{\"coin\":\"@107\",\"ctx\":" + SPOT_CTX + "}"),
                    Map.entry("allDexsAssetCtxs", "{\"ctxs\":[[\"\",[" + CTX + "]],[\"xyz\",[]]]}"),
                    Map.entry(
                            "allDexsClearinghouseState",
                            "{" + OF_USER + ",\"clearinghouseStates\":[[\"\"," + PERP_STATE + "]]}"),
                    Map.entry("allMids", "{\"mids\":{\"BTC\":\"10.5\",\"@107\":\"3.5\"}}"),
                    Map.entry("assetCtxs", "{\"dex\":\"\",\"ctxs\":[" + CTX + "]}"),
                    Map.entry(
                            "bbo",
                            "{\"coin\":\"BTC\",\"time\":1,\"bbo\":[{\"px\":\"1.0\",\"sz\":\"2.0\",\"n\":3},null]}"),
                    Map.entry(
                            "candle",
                            "{\"t\":0,\"T\":59999,\"s\":\"BTC\",\"i\":\"1m\",\"o\":\"1.0\",\"c\":\"2.0\",\"h\":\"3.0\",\"l\":\"0.5\","
                                    + "\"v\":\"7.0\",\"n\":8}"),
                    Map.entry(
                            "clearinghouseState",
                            "{\"dex\":\"\"," + OF_USER + ",\"clearinghouseState\":" + PERP_STATE + "}"),
                    Map.entry(
                            "explorerBlock",
                            "[{\"blockTime\":1,\"hash\":\"0xab\",\"height\":77,\"numTxs\":3,\"proposer\":\"0xcd\"}]"),
                    Map.entry(
                            "explorerTxs",
                            "[{\"action\":{\"type\":\"order\",\"n\":1},\"block\":77,\"error\":\"bad\",\"hash\":\"0xab\",\"time\":1,"
                                    + OF_USER + "}]"),
                    Map.entry("fastAssetCtxs", packed("{\"BTC\":{\"markPx\":\"1.5\",\"midPx\":\"1.6\"},\"ETH\":{}}")),
                    Map.entry(
                            "l2Book",
                            "{\"coin\":\"BTC\",\"time\":1,\"levels\":[[{\"px\":\"1.0\",\"sz\":\"2.0\",\"n\":3}],[]],\"fast\":true}"),
                    Map.entry("notification", "{\"notification\":\"hello\"}"),
                    Map.entry(
                            "openOrders",
                            "{\"dex\":\"\"," + OF_USER + ",\"orders\":[" + Wire.frontendOrder(1, "1.0", 2) + "]}"),
                    Map.entry(
                            "orderUpdates",
                            "[{\"order\":" + Wire.openOrder(1, "1.0", 2)
                                    + ",\"status\":\"brandNew\",\"statusTimestamp\":3}]"),
                    Map.entry("outcomeMetaUpdates", """
                    {"updates":[{"outcomeCreated":{"outcome":1,"name":"n","description":"d","sideSpecs":[{"name":"Yes"}],\
                    "quoteToken":"USDC"}},{"outcomeSettled":{"outcome":1}},{"questionUpdated":{"question":2,"name":"q",\
                    "description":"d","fallbackOutcome":3,"namedOutcomes":[4],"settledNamedOutcomes":[]}},\
                    {"questionSettled":{"question":2}},{"somethingElse":{"a":1.50}},"word"]}"""),
                    Map.entry("spotAssetCtxs", "[" + SPOT_CTX + "]"),
                    Map.entry(
                            "spotState",
                            "{" + OF_USER
                                    + ",\"spotState\":{\"balances\":[{\"coin\":\"USDC\",\"token\":0,\"total\":\"1.0\",\"hold\":\"0.5\","
                                    + "\"entryNtl\":\"0.0\"}]}}"),
                    Map.entry("trades", "[" + Wire.trade(5) + "]"),
                    Map.entry("twapStates", "{\"dex\":\"\"," + OF_USER + ",\"states\":[[5," + TWAP + "]]}"),
                    Map.entry("user", "{\"fills\":" + Wire.fillRows(5).replace(",\"twapId\":null", "") + "}"),
                    Map.entry(
                            "userFills",
                            "{\"isSnapshot\":true," + OF_USER + ",\"fills\":"
                                    + Wire.fillRows(5).replace(",\"twapId\":null", "") + "}"),
                    Map.entry("userFundings", "{" + OF_USER + ",\"fundings\":[" + FUNDING + "]}"),
                    Map.entry(
                            "userHistoricalOrders",
                            "{" + OF_USER + ",\"orderHistory\":[" + Wire.historicalOrder(1, "filled", 3) + "]}"),
                    Map.entry(
                            "userNonFundingLedgerUpdates",
                            "{" + OF_USER
                                    + ",\"nonFundingLedgerUpdates\":[{\"time\":1,\"hash\":\"0xab\",\"delta\":{\"type\":\"liquidation\","
                                    + "\"liquidatedNtlPos\":\"10.0\",\"accountValue\":\"1.0\",\"leverageType\":\"Cross\","
                                    + "\"liquidatedPositions\":[{\"coin\":\"BTC\",\"szi\":\"-1.0\"}]}}],\"isSnapshot\":true}"),
                    Map.entry("userTwapHistory", "{" + OF_USER + ",\"history\":[" + TWAP_UPDATE + "]}"),
                    Map.entry(
                            "userTwapSliceFills",
                            "{" + OF_USER + ",\"twapSliceFills\":[{\"fill\":"
                                    + Wire.fill(5).replace(",\"twapId\":null", "") + ",\"twapId\":6}]}"),
                    Map.entry(
                            "webData3",
                            "{\"userState\":{\"cumLedger\":\"1.0\",\"serverTime\":5,\"isVault\":false," + OF_USER
                                    + ",\"abstraction\":\"brandNew\"},\"perpDexStates\":[{\"totalVaultEquity\":\"2.0\","
                                    + "\"perpsAtOpenInterestCap\":[\"BTC\"],\"leadingVaults\":[{\"address\":\"0xab\",\"name\":\"v\"}]}]}")));

    /** An example of a channel's data. */
    static String data(String channel) {
        return DATA.get(channel);
    }

    static Stream<String> channels() {
        return DATA.keySet().stream();
    }

    @Test
    void everyChannel_hasAnExampleHere() {
        assertThat(DATA.keySet()).containsExactlyInAnyOrderElementsOf(Channels.names());
    }

    @ParameterizedTest
    @MethodSource("channels")
    void data_readAndWritten_areTheSame(String channel) {
        Object message = Channels.parse(channel, bytes(DATA.get(channel)));

        JsonNode expected = channel.equals("fastAssetCtxs")
                ? ScriptedVenue.tree("{\"BTC\":{\"markPx\":\"1.5\",\"midPx\":\"1.6\"},\"ETH\":{}}")
                : ScriptedVenue.tree(DATA.get(channel));
        assertThat(leaves(ScriptedVenue.tree(new String(WireJson.write(message), StandardCharsets.UTF_8))))
                .isEqualTo(leaves(expected));
    }

    @ParameterizedTest
    @MethodSource("channels")
    void data_withFieldsYetUnknown_areRead(String channel) {
        String more = DATA.get(channel).replaceAll("\\{(?=\")", "{\"brandNew\":{\"a\":[1]},");

        if (!List.of("allMids", "explorerTxs", "outcomeMetaUpdates").contains(channel)) { // where any key has a meaning
            assertThat(Channels.parse(channel, bytes(more)))
                    .isEqualTo(Channels.parse(channel, bytes(DATA.get(channel))));
        }
    }

    @ParameterizedTest
    @MethodSource("channels")
    void data_cutOffOrOfTheWrongKind_areAnErrorThatNamesTheChannel(String channel) {
        String data = DATA.get(channel);
        for (String wrong : List.of(data.substring(0, data.length() / 2), "null", "7", "")) {
            assertThatThrownBy(() -> Channels.parse(channel, bytes(wrong)))
                    .as("%s", wrong)
                    .isInstanceOf(MalformedResponse.class)
                    .satisfiesAnyOf(
                            e -> assertThat(e).hasMessageContaining("frame of " + channel),
                            e -> assertThat(e).hasMessageContaining("frame is no JSON"));
        }
    }

    @Test
    void unknownChannel_isTheCallersMistake() {
        assertThatThrownBy(() -> Channels.parse("nonsense", bytes("{}")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nonsense");
    }

    @Test
    void userEvents_knowTheirVariants_andKeepTheUnknownAsItCame() {
        Map<String, Class<?>> variants = Map.of(
                "{\"fills\":[]}",
                UserEventsChannel.Fills.class,
                "{\"funding\":" + FUNDING + "}",
                UserEventsChannel.Funding.class,
                "{\"liquidation\":{\"lid\":1,\"liquidator\":\"0x1\",\"liquidated_user\":\"0x2\",\"liquidated_ntl_pos\":\"3\","
                        + "\"liquidated_account_value\":\"4\"}}",
                UserEventsChannel.Liquidation.class,
                "{\"nonUserCancel\":[{\"coin\":\"BTC\",\"oid\":1}]}",
                UserEventsChannel.NonUserCancel.class,
                "{\"twapHistory\":[" + TWAP_UPDATE + "]}",
                UserEventsChannel.TwapUpdates.class,
                "{\"twapSliceFills\":[{\"fill\":" + Wire.fill(5) + ",\"twapId\":6}]}",
                UserEventsChannel.TwapSliceFills.class);
        variants.forEach((data, variant) ->
                assertThat(Channels.parse("user", bytes(data))).isInstanceOf(variant));

        assertThat(Channels.parse("user", bytes("{\"brandNew\":{\"a\":1.50}}")))
                .isInstanceOfSatisfying(
                        UserEventsChannel.Unknown.class,
                        unknown -> assertThat(unknown.json().json()).isEqualTo("{\"brandNew\":{\"a\":1.50}}"));
    }

    @Test
    void fastAssetCtxs_areInflated_andNothingElseIs() {
        Map<String, FastAssetCtxsChannel.Ctx> prices =
                FastAssetCtxsChannel.CHANNEL.parse(bytes(DATA.get("fastAssetCtxs")));

        assertThat(prices.get("BTC").markPx()).isEqualTo(new BigDecimal("1.5"));
        assertThat(prices.get("ETH").midPx()).isNull();
        for (String wrong : List.of("\"!\"", "\"AAAA\"", packed("{\"BTC\":{\"markPx\":{}}}"))) {
            assertThatThrownBy(() -> Channels.parse("fastAssetCtxs", bytes(wrong)))
                    .isInstanceOf(MalformedResponse.class)
                    .hasMessageContaining("fastAssetCtxs");
        }
    }

    @Test
    void subscriptions_areWrittenInTheVenuesWords() {
        Address user = Address.parse(Wire.USER);
        Map<Subscription<?>, String> bodies = Map.of(
                L2BookChannel.of("BTC", 5, 2),
                "{\"type\":\"l2Book\",\"coin\":\"BTC\",\"nSigFigs\":5,\"mantissa\":2}",
                ActiveSpotAssetCtxChannel.of("@107"),
                "{\"type\":\"activeAssetCtx\",\"coin\":\"@107\"}",
                UserEventsChannel.of(user),
                "{\"type\":\"userEvents\",\"user\":\"" + Wire.USER + "\"}",
                UserFillsChannel.of(user, true),
                "{\"type\":\"userFills\",\"user\":\"" + Wire.USER + "\",\"aggregateByTime\":true}",
                SpotStateChannel.of(user, true),
                "{\"type\":\"spotState\",\"user\":\"" + Wire.USER + "\",\"ignorePortfolioMargin\":true}",
                ClearinghouseStateChannel.of(user, "xyz"),
                "{\"type\":\"clearinghouseState\",\"user\":\"" + Wire.USER + "\",\"dex\":\"xyz\"}",
                AllMidsChannel.of(),
                "{\"type\":\"allMids\"}",
                CandleChannel.of("BTC", "1m"),
                "{\"type\":\"candle\",\"coin\":\"BTC\",\"interval\":\"1m\"}");
        bodies.forEach((subscription, body) -> assertThat(subscription.body()).isEqualTo(body));

        assertThat(UserFillsChannel.of(user, false)).isEqualTo(UserFillsChannel.of(user));
        assertThat(UserFillsChannel.of(user, true)).isNotEqualTo(UserFillsChannel.of(user));
        assertThatThrownBy(() -> ActiveAssetCtxChannel.of("@107")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void normalForm_ofWhatWasSentAndOfItsEcho_isTheSame() {
        assertThat(NormalForm.of(Map.of("coin", "BTC", "type", "l2Book")))
                .isEqualTo(NormalForm.of(new TreeMap<>(
                        ScriptedVenue.map("{\"type\":\"l2Book\",\"coin\":\"BTC\",\"nSigFigs\":null,\"fast\":false}"))));
        assertThat(NormalForm.of(Map.of("user", "0xABCDEF1111111111111111111111111111111111")))
                .isEqualTo("user=0xabcdef1111111111111111111111111111111111");
        assertThat(NormalForm.echoes(
                        ScriptedVenue.map("{\"type\":\"bbo\",\"coin\":\"BTC\",\"brandNew\":1}"),
                        Map.of("type", "bbo", "coin", "BTC")))
                .isTrue();
        assertThat(NormalForm.echoes(Map.of("type", "bbo", "coin", "ETH"), Map.of("type", "bbo", "coin", "BTC")))
                .isFalse();
    }

    /** Values by path, nulls left out, numbers by value. */
    private static Map<String, String> leaves(JsonNode node) {
        Map<String, String> leaves = new TreeMap<>();
        collect("", node, leaves);
        return leaves;
    }

    private static void collect(String path, JsonNode node, Map<String, String> leaves) {
        if (node.isObject()) {
            node.properties().forEach(field -> collect(path + "." + field.getKey(), field.getValue(), leaves));
        } else if (node.isArray()) {
            for (int n = 0; n < node.size(); n++) {
                collect(path + "[" + n + "]", node.get(n), leaves);
            }
        } else if (!node.isNull()) {
            String text = node.asText();
            leaves.put(
                    path,
                    text.matches("-?\\d+(\\.\\d+)?(E-?\\d+)?")
                            ? new BigDecimal(text).stripTrailingZeros().toPlainString()
                            : text);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String packed(String json) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        deflater.setInput(bytes(json));
        deflater.finish();
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        byte[] part = new byte[256];
        while (!deflater.finished()) {
            packed.writeBytes(Arrays.copyOf(part, deflater.deflate(part)));
        }
        deflater.end();
        return "\"" + Base64.getEncoder().encodeToString(packed.toByteArray()) + "\"";
    }
}
