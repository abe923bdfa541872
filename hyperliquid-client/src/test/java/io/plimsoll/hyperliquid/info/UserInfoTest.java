package io.plimsoll.hyperliquid.info;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.kit.http.JsonMapping;
import io.plimsoll.core.testing.ManualClock;
import io.plimsoll.hyperliquid.HyperliquidClient;
import io.plimsoll.hyperliquid.testing.FakeVenue;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each endpoint of an account on a payload of the documented shape: every field of it is kept; what nobody has heard of is
 * ignored; what is cut off or missing is an error that says where.
 */
class UserInfoTest {
    private static final Address USER = Address.parse("0x" + "a1".repeat(20));
    private static final Address OTHER = Address.parse("0x" + "b2".repeat(20));
    private static final String CLOID = "0x" + "0c".repeat(16);
    private static final ObjectMapper MAPPER = JsonMapping.newMapper();
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(\\.\\d+)?");

    /** Fields that have no type of their own, or whose type says which variant it is. */
    private static final Set<String> ANY_TYPE = Set.of(
            "userFees/trial",
            "delegatorHistory/0/delta",
            "delegatorHistory/1/delta",
            "delegatorHistory/2/delta",
            "userNonFundingLedgerUpdates/0/delta",
            "userNonFundingLedgerUpdates/0/delta/type");

    private static final String PERPS = """
            {"marginSummary":{"accountValue":"83.307638","totalNtlPos":"75.652","totalRawUsd":"7.655638","totalMarginUsed":"7.525754"},
             "crossMarginSummary":{"accountValue":"75.781884","totalNtlPos":"0.0","totalRawUsd":"75.781884","totalMarginUsed":"0.0"},
             "crossMaintenanceMarginUsed":"0.0","withdrawable":"75.781884",
             "assetPositions":[{"type":"oneWay","position":{"coin":"HYPE","szi":"2.0","leverage":{"type":"isolated","value":10,"rawUsd":"-68.126246"},
               "entryPx":"37.829","positionValue":"75.652","unrealizedPnl":"-0.006","returnOnEquity":"-0.0007930424","liquidationPx":"35.8559189474",
               "marginUsed":"7.525754","maxLeverage":10,"cumFunding":{"allTime":"4.966798","sinceOpen":"0.0","sinceChange":"0.0"},
               "maxTradeSzs":["1.5","2.5"]}}],
             "time":1754467216357}""";
    private static final String SPOT = """
            {"balances":[{"coin":"USDC","token":0,"total":"289.17","hold":"106.8","entryNtl":"0.0","spotHold":"1.0","ltv":"0.5","borrowed":"2.0","supplied":"3.0"},
                         {"coin":"+10","total":"25.0","hold":"0.0","entryNtl":"12.5"}],
             "evmEscrows":[{"coin":"HYPE","token":150,"total":"1.5"}],
             "portfolioMarginEnabled":true,"portfolioMarginRatio":"0.133131833","tokenToPortfolioBorrowRatio":[[0,"0.1"]],
             "tokenToPortfolioSupplyRatio":[[150,"0.2"]],"tokenToAvailableAfterMaintenance":[[0,"182.3617693"]]}""";
    private static final String ORDER = """
            {"coin":"INJ","side":"B","limitPx":"10.0","sz":"12.5","oid":3184595905,"timestamp":1700126022555,"origSz":"12.5","cloid":"0x0c"%s}""";
    private static final String FRONTEND_ORDER = ORDER.formatted(
            ",\"triggerCondition\":\"N/A\",\"isTrigger\":false,"
                    + "\"triggerPx\":\"0.0\",\"children\":[%s],\"isPositionTpsl\":false,\"reduceOnly\":true,\"orderType\":\"Limit\",\"tif\":\"Gtc\"");
    private static final String NESTED_ORDER = FRONTEND_ORDER.formatted(FRONTEND_ORDER.formatted(""));
    private static final String FILL = """
            {"coin":"BTC","px":"100000.0","sz":"0.1","side":"A","time":1787375624383,"startPosition":"0.1","dir":"Close Long","closedPnl":"-1.5",
             "hash":"0x39","oid":522778434368,"crossed":true,"fee":"0.000212","builderFee":"0.0001","tid":802203254918732,"feeToken":"USDC",
             "feeTrialEscrow":"0.5","twapId":77,"cloid":"0x0c","liquidation":{"liquidatedUser":"0xcb","markPx":"99999.5","method":"backstop"}}""";
    private static final String TWAP = """
            {"coin":"ETH","user":"0xa1","side":"B","sz":"10.5","executedSz":"3.5","executedNtl":"14000.25","minutes":4320,"reduceOnly":false,
             "randomize":true,"timestamp":1790000000000,"trigger":{"px":"4100.5","above":true},"stopPx":"4500.5"}""";
    private static final String PERIOD =
            "{\"accountValueHistory\":[[1755772320063,\"160794563.9\"],[1755780720022,\"-1.5\"]],\"pnlHistory\":[[1755772320063,\"0.0\"]],\"vlm\":\"55823015.66\"}";
    private static final String META =
            "{\"universe\":[{\"name\":\"BTC\",\"szDecimals\":5,\"maxLeverage\":40}],\"marginTables\":[[56,{\"description\":\"tiered\",\"marginTiers\":[{\"lowerBound\":\"0.0\",\"maxLeverage\":40}]}]],\"collateralToken\":0}";
    private static final String CONTEXT =
            "{\"markPx\":\"1.5\",\"oraclePx\":\"1.4\",\"funding\":\"0.0000125\",\"openInterest\":\"5.5\",\"prevDayPx\":\"1.3\",\"dayNtlVlm\":\"9.5\",\"dayBaseVlm\":\"7.5\",\"midPx\":\"1.45\",\"premium\":\"0.1\",\"impactPxs\":[\"1.4\",\"1.5\"]}";
    private static final String SPOT_CONTEXT =
            "{\"coin\":\"@107\",\"prevDayPx\":\"30.5\",\"dayNtlVlm\":\"9.5\",\"markPx\":\"31.5\",\"midPx\":\"31.4\",\"circulatingSupply\":\"300.5\",\"totalSupply\":\"999.5\",\"dayBaseVlm\":\"7.5\"}";

    private record Case(InfoRequest<?> request, String asked, String body) {
        @Override
        public String toString() {
            return request.body();
        }

        Object parse(String json) {
            return request.parse(json.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static Case user(InfoRequest<?> request, String body) {
        return new Case(request, "\"user\":\"" + USER + "\"", body);
    }

    private static Case user(InfoRequest<?> request, String more, String body) {
        return new Case(request, "\"user\":\"" + USER + "\"," + more, body);
    }

    static List<Case> cases() {
        return List.of(
                new Case(
                        ActiveAssetData.of(USER, "HYPE"),
                        "\"coin\":\"HYPE\",\"user\":\"" + USER + "\"",
                        "{\"user\":\"0xa1\",\"coin\":\"HYPE\",\"leverage\":{\"type\":\"cross\",\"value\":10},\"maxTradeSzs\":[\"45.42\",\"19.18\"],\"availableToTrade\":[\"431.7\",\"182.3\"],\"markPx\":\"95.0571\"}"),
                user(ApprovedBuilders.of(USER), "[\"0xb2\",\"0xc3\"]"),
                user(
                        BorrowLendUserState.of(USER),
                        "{\"tokenToState\":[[0,{\"borrow\":{\"basis\":\"1.5\",\"value\":\"1.6\"},\"supply\":{\"basis\":\"0.0\",\"value\":\"0.1\"}}]],\"health\":\"healthy\",\"healthFactor\":\"2.5\"}"),
                user(ClearinghouseState.of(USER), PERPS),
                user(ClearinghouseState.of(USER, "xyz"), "\"dex\":\"xyz\"", PERPS),
                user(
                        Delegations.of(USER),
                        "[{\"validator\":\"0xb8\",\"amount\":\"89968.5\",\"lockedUntilTimestamp\":1751382238782}]"),
                user(
                        DelegatorHistory.of(USER),
                        "[{\"time\":1,\"hash\":\"0xae\",\"delta\":{\"delegate\":{\"validator\":\"0xb8\",\"amount\":\"89968.5\",\"isUndelegate\":false}}},"
                                + "{\"time\":2,\"hash\":\"0xa4\",\"delta\":{\"cDeposit\":{\"amount\":\"9.5\"}}},"
                                + "{\"time\":3,\"hash\":\"0xa5\",\"delta\":{\"withdrawal\":{\"amount\":\"8.5\",\"phase\":\"initiated\"}}}]"),
                user(DelegatorRewards.of(USER), "[{\"time\":1,\"source\":\"delegation\",\"totalAmount\":\"0.5\"}]"),
                user(
                        DelegatorSummary.of(USER),
                        "{\"delegated\":\"1.5\",\"undelegated\":\"2.5\",\"totalPendingWithdrawal\":\"3.5\",\"nPendingWithdrawals\":1}"),
                user(ExtraAgents.of(USER), "[{\"address\":\"0x28\",\"name\":\"ok\",\"validUntil\":1767776120478}]"),
                user(FrontendOpenOrders.of(USER), "[" + NESTED_ORDER + "]"),
                user(FrontendOpenOrders.of(USER, "xyz"), "\"dex\":\"xyz\"", "[]"),
                user(
                        HistoricalOrders.of(USER),
                        "[{\"order\":" + NESTED_ORDER + ",\"status\":\"canceled\",\"statusTimestamp\":1755863118217}]"),
                user(IsVip.of(USER), "true"),
                user(LegalCheck.of(USER), "{\"acceptedTerms\":true,\"userAllowed\":false,\"restrictions\":\"n\"}"),
                user(MaxBuilderFee.of(USER, OTHER), "\"builder\":\"" + OTHER + "\"", "10"),
                user(OpenOrders.of(USER), "[" + ORDER.formatted(",\"reduceOnly\":true") + "]"),
                user(OpenOrders.of(USER, "xyz"), "\"dex\":\"xyz\"", "[]"),
                user(
                        OrderStatus.of(USER, 3184595905L),
                        "\"oid\":3184595905",
                        "{\"status\":\"order\",\"order\":{\"order\":" + NESTED_ORDER
                                + ",\"status\":\"filled\",\"statusTimestamp\":1755863118217}}"),
                user(OrderStatus.of(USER, CLOID), "\"oid\":\"" + CLOID + "\"", "{\"status\":\"unknownOid\"}"),
                user(Portfolio.of(USER), "[[\"day\"," + PERIOD + "],[\"perpAllTime\"," + PERIOD + "]]"),
                user(
                        PreTransferCheck.of(USER, OTHER),
                        "\"source\":\"" + OTHER + "\"",
                        "{\"fee\":\"1.0\",\"isSanctioned\":false,\"userExists\":true,\"userHasSentTx\":true}"),
                user(
                        Referral.of(USER),
                        "{\"referredBy\":{\"referrer\":\"0x1\",\"code\":\"FRIEND\"},\"cumVlm\":\"1.5\",\"unclaimedRewards\":\"2.5\",\"claimedRewards\":\"3.5\",\"builderRewards\":\"4.5\","
                                + "\"referrerState\":{\"stage\":\"ready\",\"data\":{\"code\":\"MINE\",\"nReferrals\":1,\"referralStates\":[{\"cumVlm\":\"5.5\",\"cumRewardedFeesSinceReferred\":\"6.5\","
                                + "\"cumFeesRewardedToReferrer\":\"7.5\",\"timeJoined\":1700000000000,\"user\":\"0x2\",\"tokenToState\":[[0,{\"cumVlm\":\"1.1\",\"cumRewardedFeesSinceReferred\":\"1.2\",\"cumFeesRewardedToReferrer\":\"1.3\"}]]}]}},"
                                + "\"rewardHistory\":[{\"earned\":\"8.5\",\"vlm\":\"9.5\",\"referralVlm\":\"0.5\",\"time\":1700000000000}],"
                                + "\"tokenToState\":[[0,{\"cumVlm\":\"1.4\",\"unclaimedRewards\":\"1.5\",\"claimedRewards\":\"1.6\",\"builderRewards\":\"1.7\"}]]}"),
                user(
                        Referral.of(USER),
                        "{\"cumVlm\":\"1.5\",\"unclaimedRewards\":\"2.5\",\"claimedRewards\":\"3.5\",\"builderRewards\":\"4.5\",\"referrerState\":{\"stage\":\"needToTrade\",\"data\":{\"required\":\"10000.5\"}}}"),
                user(SpotClearinghouseState.of(USER), SPOT),
                user(
                        SubAccounts.of(USER),
                        "[{\"name\":\"Test\",\"subAccountUser\":\"0x03\",\"master\":\"0x8c\",\"clearinghouseState\":"
                                + PERPS + ",\"spotState\":" + SPOT + "}]"),
                user(
                        SubAccounts2.of(USER),
                        "[{\"name\":\"Test\",\"subAccountUser\":\"0x03\",\"master\":\"0x8c\",\"dexToClearinghouseState\":[[\"\","
                                + PERPS + "],[\"xyz\"," + PERPS + "]],\"spotState\":" + SPOT
                                + ",\"abstraction\":\"portfolioMargin\"}]"),
                user(
                        TwapHistory.of(USER),
                        "[{\"time\":1790000001,\"state\":" + TWAP
                                + ",\"status\":{\"status\":\"error\",\"description\":\"no margin\"},\"twapId\":5}]"),
                user(UserAbstraction.of(USER), "\"unifiedAccount\""),
                user(
                        UserBorrowLendInterest.of(USER, 5, null),
                        "\"startTime\":5",
                        "[{\"time\":6,\"token\":\"USDC\",\"borrow\":\"0.5\",\"supply\":\"0.25\"}]"),
                user(UserDexAbstraction.of(USER), "false"),
                user(
                        UserFees.of(USER),
                        "{\"dailyUserVlm\":[{\"date\":\"2026-11-19\",\"userCross\":\"1.5\",\"userAdd\":\"2.5\",\"exchange\":\"3.5\"}],"
                                + "\"feeSchedule\":{\"cross\":\"0.00045\",\"add\":\"0.00015\",\"spotCross\":\"0.0007\",\"spotAdd\":\"0.0004\",\"tiers\":{\"vip\":[{\"ntlCutoff\":\"5000000.5\",\"cross\":\"0.0004\",\"add\":\"0.00012\",\"spotCross\":\"0.0006\",\"spotAdd\":\"0.0003\"}],"
                                + "\"mm\":[{\"makerFractionCutoff\":\"0.005\",\"add\":\"-0.00001\"}]},\"referralDiscount\":\"0.04\",\"stakingDiscountTiers\":[{\"bpsOfMaxSupply\":\"0.0001\",\"discount\":\"0.05\"}]},"
                                + "\"userCrossRate\":\"0.000315\",\"userAddRate\":\"0.000105\",\"userSpotCrossRate\":\"0.00049\",\"userSpotAddRate\":\"0.00028\",\"activeReferralDiscount\":\"0.04\","
                                + "\"trial\":[\"until\",[1,2]],\"feeTrialEscrow\":\"0.5\",\"feeTrialReward\":\"0.25\",\"nextTrialAvailableTimestamp\":1790000000000,"
                                + "\"stakingLink\":{\"type\":\"tradingUser\",\"stakingUser\":\"0x54\",\"tradingUser\":\"0x55\"},\"activeStakingDiscount\":{\"bpsOfMaxSupply\":\"4.7\",\"discount\":\"0.3\"}}"),
                user(UserFills.of(USER), "[" + FILL + "]"),
                user(UserFills.of(USER, true), "\"aggregateByTime\":true", "[" + FILL + "]"),
                user(
                        UserFillsByTime.of(USER, 5, 6L, false, true),
                        "\"startTime\":5,\"endTime\":6,\"aggregateByTime\":false,\"reversed\":true",
                        "[" + FILL + "]"),
                user(UserFillsByTime.of(USER, 5, null), "\"startTime\":5", "[]"),
                user(
                        UserFunding.of(USER, 5L, 6L),
                        "\"startTime\":5,\"endTime\":6",
                        "[{\"time\":1750172400033,\"hash\":\"0x00\",\"delta\":{\"type\":\"funding\",\"coin\":\"HYPE\",\"usdc\":\"-0.044263\",\"szi\":\"30.0\",\"fundingRate\":\"0.0000369155\",\"nSamples\":3}}]"),
                user(
                        UserNonFundingLedgerUpdates.of(USER, null, 6L),
                        "\"endTime\":6",
                        "[{\"time\":7,\"hash\":\"0x09\",\"delta\":{\"type\":\"liquidation\",\"liquidatedNtlPos\":\"900.5\",\"accountValue\":\"12.1\",\"leverageType\":\"Cross\",\"liquidatedPositions\":[{\"coin\":\"BTC\",\"szi\":\"-0.5\"}]}}]"),
                user(
                        UserRateLimit.of(USER),
                        "{\"cumVlm\":\"170043721737.45\",\"nRequestsUsed\":36589831368,\"nRequestsCap\":170043731737,\"nRequestsSurplus\":5}"),
                user(UserRole.of(USER), "{\"role\":\"agent\",\"data\":{\"user\":\"0xb2\"}}"),
                user(UserRole.of(USER), "{\"role\":\"subAccount\",\"data\":{\"master\":\"0xb2\"}}"),
                user(UserToMultiSigSigners.of(USER), "{\"authorizedUsers\":[\"0xb2\",\"0xc3\"],\"threshold\":2}"),
                user(UserTwapSliceFills.of(USER), "[{\"fill\":" + FILL + ",\"twapId\":77}]"),
                user(
                        UserTwapSliceFillsByTime.of(USER, 5, 6L),
                        "\"startTime\":5,\"endTime\":6",
                        "[{\"fill\":" + FILL + ",\"twapId\":77}]"),
                user(
                        UserVaultEquities.of(USER),
                        "[{\"vaultAddress\":\"0x07\",\"equity\":\"688536.0314879999\",\"lockedUntilTimestamp\":1737697731869}]"),
                user(
                        WebData2.of(USER),
                        "{\"clearinghouseState\":" + PERPS
                                + ",\"leadingVaults\":[{\"address\":\"0x07\",\"name\":\"V\"}],\"totalVaultEquity\":\"1.5\",\"openOrders\":["
                                + NESTED_ORDER
                                + "],\"agentAddress\":\"0x28\",\"agentValidUntil\":1767776120478,\"cumLedger\":\"2.5\",\"meta\":"
                                + META
                                + ",\"assetCtxs\":[" + CONTEXT
                                + "],\"serverTime\":1790000000000,\"isVault\":false,\"user\":\"0xa1\",\"twapStates\":[[5,"
                                + TWAP
                                + "]],\"spotState\":" + SPOT + ",\"spotAssetCtxs\":[" + SPOT_CONTEXT
                                + "],\"optOutOfSpotDusting\":true,\"perpsAtOpenInterestCap\":[\"xyz:TSLA\"]}"));
    }

    private static JsonNode tree(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    /** Numbers and texts of numbers become one text, for the venue writes decimals as texts. */
    private static JsonNode sameNumbers(JsonNode tree) {
        return change(tree, leaf -> {
            if (leaf.isNumber()
                    || leaf.isTextual() && NUMBER.matcher(leaf.asText()).matches()) {
                return TextNode.valueOf(
                        new BigDecimal(leaf.asText()).stripTrailingZeros().toPlainString());
            }
            return leaf;
        });
    }

    private static JsonNode written(Object decoded) {
        try {
            Object value = decoded instanceof Optional<?> maybe ? maybe.orElseThrow() : decoded;
            return sameNumbers(tree(MAPPER.writeValueAsString(value)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** A copy, each leaf replaced, and then each container. */
    private static JsonNode change(JsonNode tree, UnaryOperator<JsonNode> replacement) {
        if (tree.isObject()) {
            ObjectNode copy = MAPPER.createObjectNode();
            tree.properties().forEach(field -> copy.set(field.getKey(), change(field.getValue(), replacement)));
            return replacement.apply(copy);
        }
        if (tree.isArray()) {
            ArrayNode copy = MAPPER.createArrayNode();
            tree.forEach(item -> copy.add(change(item, replacement)));
            return replacement.apply(copy);
        }
        return replacement.apply(tree);
    }

    /** Where every field of every object is. */
    private static List<JsonPointer> fields(JsonNode tree) {
        List<JsonPointer> fields = new ArrayList<>();
        collect(tree, JsonPointer.empty(), fields);
        return fields;
    }

    private static void collect(JsonNode tree, JsonPointer at, List<JsonPointer> fields) {
        tree.properties().forEach(field -> {
            JsonPointer path = at.appendProperty(field.getKey());
            fields.add(path);
            collect(field.getValue(), path, fields);
        });
        for (int i = 0; tree.isArray() && i < tree.size(); i++) {
            collect(tree.get(i), at.appendIndex(i), fields);
        }
    }

    private static ObjectNode parent(JsonNode tree, JsonPointer field) {
        return (ObjectNode) tree.at(field.head());
    }

    private final FakeVenue venue = FakeVenue.start(ManualClock.atNewYear());
    private final InfoClient info = HyperliquidClient.at(venue.url(), new OkHttpClient(), Duration.ofSeconds(2))
            .info();

    @AfterEach
    void close() {
        venue.close();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void answer_ofTheDocumentedShape_isKeptWhole(Case endpoint) {
        String type = endpoint.request.type();
        venue.record(type, "", endpoint.body);

        Object decoded = info.fetch(endpoint.request);

        assertThat(venue.requests()).containsExactly("POST /info {\"type\":\"" + type + "\"," + endpoint.asked + "}");
        assertThat(written(decoded)).isEqualTo(sameNumbers(tree(endpoint.body)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void answer_withUnknownFieldsEverywhere_isTheSame(Case endpoint) {
        JsonNode novel = change(
                tree(endpoint.body),
                node -> node instanceof ObjectNode object ? object.set("novelty", tree("[{\"type\":1},null]")) : node);

        assertThat(endpoint.parse(novel.toString())).isEqualTo(endpoint.parse(endpoint.body));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void answer_withUnknownWordsEverywhere_keepsThem(Case endpoint) {
        JsonNode novel = change(
                tree(endpoint.body),
                node -> node.isTextual() && !NUMBER.matcher(node.asText()).matches()
                        ? TextNode.valueOf("brandNew")
                        : node);

        assertThat(written(endpoint.parse(novel.toString()))).isEqualTo(sameNumbers(novel));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void answer_cutOff_isMalformed(Case endpoint) {
        String cut = endpoint.body.substring(0, endpoint.body.length() * 2 / 3);
        venue.record(endpoint.request.type(), "", NUMBER.matcher(cut).matches() ? "" : cut);

        assertThatExceptionOfType(MalformedResponse.class)
                .isThrownBy(() -> info.fetch(endpoint.request))
                .withMessageContaining("answer to " + endpoint.request.type());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void field_thatIsMissing_isNullOrNamed(Case endpoint) {
        for (JsonPointer field : fields(tree(endpoint.body))) {
            JsonNode without = tree(endpoint.body);
            String name = field.last().getMatchingProperty();
            parent(without, field).remove(name);
            try {
                assertThat(written(endpoint.parse(without.toString())))
                        .as(field.toString())
                        .isEqualTo(sameNumbers(without));
            } catch (MalformedResponse error) {
                assertThat(error).as(field.toString()).hasMessageContaining("'" + name + "'");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void field_ofAWrongType_isNamed(Case endpoint) {
        for (JsonPointer field : fields(tree(endpoint.body))) {
            JsonNode wrong = tree(endpoint.body);
            String name = field.last().getMatchingProperty();
            boolean isObject = wrong.at(field).isObject();
            parent(wrong, field).set(name, tree(isObject ? "\"text\"" : "{\"x\":[1]}"));
            if (ANY_TYPE.contains(endpoint.request.type() + field)) {
                assertThat(written(endpoint.parse(wrong.toString()))).isEqualTo(sameNumbers(wrong));
            } else {
                assertThatExceptionOfType(MalformedResponse.class)
                        .as(field.toString())
                        .isThrownBy(() -> endpoint.parse(wrong.toString()))
                        .withMessageContaining(name);
            }
        }
    }

    @Test
    void answersThatMayBeNull_areEmpty() {
        for (InfoRequest<? extends Optional<?>> request : List.of(
                IsVip.of(USER),
                SubAccounts.of(USER),
                SubAccounts2.of(USER),
                UserAbstraction.of(USER),
                UserDexAbstraction.of(USER),
                UserToMultiSigSigners.of(USER))) {
            assertThat(request.parse("null".getBytes(StandardCharsets.UTF_8))).isEmpty();
        }
    }

    @Test
    void answersThatMayNotBeNull_areMalformed() {
        assertThatExceptionOfType(MalformedResponse.class)
                .isThrownBy(() -> UserFills.of(USER).parse("null".getBytes(StandardCharsets.UTF_8)))
                .withMessageContaining("userFills answered null");
    }

    @Test
    void weights_areTheVenues() {
        for (Case endpoint : cases()) {
            InfoRequest<?> request = endpoint.request;
            int weight = Set.of("clearinghouseState", "spotClearinghouseState", "orderStatus")
                            .contains(request.type())
                    ? 2
                    : request.type().equals("userRole") ? 60 : 20;
            assertThat(request.weight()).as(request.type()).isEqualTo(weight);
        }
        assertThat(UserFills.of(USER).maxSurcharge()).isEqualTo(100);
        assertThat(UserFunding.of(USER, null, null).maxSurcharge()).isEqualTo(25);
    }

    @Test
    void orderStatus_byWhatIsNoClientId_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OrderStatus.of(USER, "0x0c"))
                .withMessageContaining("0x0c");
    }

    /** In portfolio and sub-account recordings the cross summary is {@code {}}, and a position little more than its size. */
    @Test
    void clearinghouseState_withEmptyParts_isRead() {
        ClearinghouseState state = ClearinghouseState.of(USER)
                .parse(
                        "{\"crossMarginSummary\":{},\"assetPositions\":[{\"type\":\"oneWay\",\"position\":{\"coin\":\"BTC\",\"szi\":\"0.01948\"}}]}"
                                .getBytes(StandardCharsets.UTF_8));

        assertThat(state.crossMarginSummary()).isNotNull();
        assertThat(state.crossMarginSummary().accountValue()).isNull();
        assertThat(state.assetPositions().get(0).position().leverage()).isNull();
    }

    @Test
    void userRole_tellsWhatTheVenueHasNeverSeen() {
        assertThat(UserRole.of(USER)
                        .parse("{\"role\":\"missing\"}".getBytes(StandardCharsets.UTF_8))
                        .unknownToVenue())
                .isTrue();
    }

    /** The same fill, once from before there were trade ids, and once as a dust conversion. */
    @Test
    void fillKey_withoutATradeId_isTheWholeFill() {
        for (String tid : List.of("", ",\"tid\":0")) {
            String fill =
                    "{\"coin\":\"SUI\",\"px\":\"1.3\",\"sz\":\"%s\",\"side\":\"A\",\"time\":1,\"startPosition\":\"0\",\"dir\":\"Sell\","
                            + "\"closedPnl\":\"0\",\"hash\":\"0x0\",\"oid\":1,\"crossed\":true,\"fee\":\"0\"" + tid
                            + "}";
            List<UserFill> fills = UserFills.of(USER)
                    .parse(("[" + fill.formatted("1") + "," + fill.formatted("1") + "," + fill.formatted("2") + "]")
                            .getBytes(StandardCharsets.UTF_8));

            assertThat(fills.get(0).key())
                    .isEqualTo(fills.get(1).key())
                    .isNotEqualTo(fills.get(2).key());
        }
    }

    /** A kind of delta that we do not know is kept as it came. */
    @Test
    void delegatorHistory_ofANewKind_keepsTheText() {
        String delta = "{\"slash\":{\"amount\":\"5.0\"}}";
        List<DelegatorHistory.Event> events = DelegatorHistory.of(USER)
                .parse(("[{\"time\":1,\"hash\":\"0x\",\"delta\":" + delta + "}]").getBytes(StandardCharsets.UTF_8));

        assertThat(events.get(0).delta()).isEqualTo(new DelegatorHistory.Unknown(new RawJson(delta)));
    }
}
