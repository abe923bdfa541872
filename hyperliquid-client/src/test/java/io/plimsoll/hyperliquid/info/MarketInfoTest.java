package io.plimsoll.hyperliquid.info;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.kit.http.JsonMapping;
import io.plimsoll.core.testing.ManualClock;
import io.plimsoll.hyperliquid.HyperliquidClient;
import io.plimsoll.hyperliquid.info.Liquidatable.Isolated;
import io.plimsoll.hyperliquid.info.Liquidatable.UnknownIndex;
import io.plimsoll.hyperliquid.info.SettledOutcome.ActiveQuestion;
import io.plimsoll.hyperliquid.info.SettledOutcome.SettledQuestion;
import io.plimsoll.hyperliquid.info.SettledOutcome.UnknownQuestion;
import io.plimsoll.hyperliquid.info.ValidatorL1Votes.OutcomeAction;
import io.plimsoll.hyperliquid.info.ValidatorL1Votes.Vote;
import io.plimsoll.hyperliquid.testing.FakeVenue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each endpoint that is not about an account, on a payload of the documented shape: as it is, with fields nobody has heard
 * of, and cut off.
 */
class MarketInfoTest {
    private static final Address USER = Address.parse("0x" + "a1".repeat(20));
    private static final String HASH = "0x" + "0".repeat(64);

    /** One endpoint: what is sent, and an answer in the venue's form with ' for ". */
    private record Sample(InfoRequest<?> request, String body, String answer) {
        static Sample of(InfoRequest<?> request, String body, String answer) {
            return new Sample(request, body.replace('\'', '"'), answer.replace('\'', '"'));
        }

        @Override
        public String toString() {
            return body;
        }
    }

    static Stream<Sample> samples() {
        return Stream.concat(marketSamples(), otherSamples());
    }

    private static Stream<Sample> marketSamples() {
        String meta = "{'universe':[{'szDecimals':5,'name':'BTC','maxLeverage':40,'marginTableId':56},"
                + "{'szDecimals':0,'name':'xyz:A','maxLeverage':3,'marginTableId':3,'onlyIsolated':true,'isDelisted':true,"
                + "'marginMode':'strictIsolated','growthMode':'enabled',"
                + "'lastGrowthModeChangeTime':'2025-11-23T17:21:40.390706535'}],'marginTables':[[56,{'description':'tiered 40x',"
                + "'marginTiers':[{'lowerBound':'0.0','maxLeverage':40},{'lowerBound':'150000000.0','maxLeverage':20}]}]],"
                + "'collateralToken':0}";
        String context = "{'funding':'0.0000125','openInterest':'22154112.94','prevDayPx':'38.1','dayNtlVlm':'1.5',"
                + "'premium':null,'oraclePx':'37.83','markPx':'37.826','midPx':null,'impactPxs':['37.8','37.9'],'dayBaseVlm':'2'}";
        String spotMeta = "{'universe':[{'tokens':[1,0],'name':'PURR/USDC','index':0,'isCanonical':true}],"
                + "'tokens':[{'name':'USDC','szDecimals':8,'weiDecimals':8,'index':0,'tokenId':'0x6d1e7cde53ba9467b783cb7c530ce054',"
                + "'isCanonical':true,'evmContract':{'address':'0xb88339cb7199b77e23db6e890353e22632ba630f',"
                + "'evm_extra_wei_decimals':-2},'fullName':null,'deployerTradingFeeShare':'0.0'}]}";
        return Stream.of(
                Sample.of(AllMids.of(), "{'type':'allMids'}", "{'BTC':'30135.0','@107':'18.4345','#10':'0.5'}"),
                Sample.of(AllMids.of("xyz"), "{'type':'allMids','dex':'xyz'}", "{'xyz:A':'1.5'}"),
                Sample.of(AllPerpMetas.of(), "{'type':'allPerpMetas'}", "[" + meta + "]"),
                Sample.of(AllPerpMetas.of(), "{'type':'allPerpMetas'}", "[[" + meta + ",[" + context + "]]]"),
                Sample.of(Meta.of(), "{'type':'meta'}", meta),
                Sample.of(Meta.of("xyz"), "{'type':'meta','dex':'xyz'}", meta),
                Sample.of(MetaAndAssetCtxs.of(), "{'type':'metaAndAssetCtxs'}", "[" + meta + ",[" + context + "]]"),
                Sample.of(
                        MetaAndAssetCtxs.of("xyz"),
                        "{'type':'metaAndAssetCtxs','dex':'xyz'}",
                        "[" + meta + ",[" + context + "]]"),
                Sample.of(SpotMeta.of(), "{'type':'spotMeta'}", spotMeta),
                Sample.of(
                        SpotMetaAndAssetCtxs.of(),
                        "{'type':'spotMetaAndAssetCtxs'}",
                        "[" + spotMeta + ",[{'prevDayPx':'0.2108','dayNtlVlm':'14350747.92152','markPx':'0.22695',"
                                + "'midPx':'0.2268','circulatingSupply':'597683272.12','coin':'PURR/USDC',"
                                + "'totalSupply':'597683276.64275','dayBaseVlm':'65824101.0'}]]"),
                Sample.of(
                        L2Book.of("BTC"),
                        "{'type':'l2Book','coin':'BTC'}",
                        "{'coin':'BTC','time':1737442821369,'levels':[[{'px':'21.828','sz':'65.9','n':1}],"
                                + "[{'px':'21.829','sz':'10.0','n':2}]],'spread':'0.001'}"),
                Sample.of(
                        L2Book.of("BTC", 5, 2),
                        "{'type':'l2Book','coin':'BTC','nSigFigs':5,'mantissa':2}",
                        "{'coin':'BTC','time':1737442821369,'levels':[[],[]]}"),
                Sample.of(
                        CandleSnapshot.of("@107", "1d", 5, 9L),
                        "{'type':'candleSnapshot','req':{'coin':'@107','interval':'1d','startTime':5,'endTime':9}}",
                        "[{'t':1737331200000,'T':1737417599999,'s':'@107','i':'1d','o':'20.184','c':'20.547','h':'22.755',"
                                + "'l':'19.3','v':'10651612.71','n':278401}]"),
                Sample.of(
                        CandleSnapshot.of("@107", "1M", 5, null),
                        "{'type':'candleSnapshot','req':{'coin':'@107','interval':'1M','startTime':5}}",
                        "[]"),
                Sample.of(
                        FundingHistory.of("BTC", 5, 9L),
                        "{'type':'fundingHistory','coin':'BTC','startTime':5,'endTime':9}",
                        "[{'coin':'BTC','fundingRate':'0.0000125','premium':'0.00029005','time':1769908800000}]"),
                Sample.of(
                        PredictedFundings.of(),
                        "{'type':'predictedFundings'}",
                        "[['0G',[['BinPerp',{'fundingRate':'0.0001','nextFundingTime':1758240000000,"
                                + "'fundingIntervalHours':4}],['HlPerp',null]]]]"),
                Sample.of(
                        RecentTrades.of("BTC"),
                        "{'type':'recentTrades','coin':'BTC'}",
                        "[{'coin':'BTC','side':'B','px':'35.276','sz':'5.78','time':1764835613064,'hash':'" + HASH
                                + "','tid':716095722814130,'users':['" + USER + "','" + USER + "']}]"),
                Sample.of(PerpsAtOpenInterestCap.of(), "{'type':'perpsAtOpenInterestCap'}", "['BADGER','CANTO']"),
                Sample.of(
                        PerpsAtOpenInterestCap.of("xyz"), "{'type':'perpsAtOpenInterestCap','dex':'xyz'}", "['xyz:A']"),
                Sample.of(
                        MarginTable.of(56, "xyz"),
                        "{'type':'marginTable','id':56,'dex':'xyz'}",
                        "{'description':'tiered 40x','marginTiers':[{'lowerBound':'0.0','maxLeverage':40}]}"),
                Sample.of(
                        MaxMarketOrderNtls.of(),
                        "{'type':'maxMarketOrderNtls'}",
                        "[[40,'15000000.0'],[25,'5000000.0']]"),
                Sample.of(
                        Liquidatable.of(),
                        "{'type':'liquidatable'}",
                        "[{'user':'" + USER
                                + "','positionIndex':{'isolated':{'asset':5}},'marginAvailable':[-12,4]}]"));
    }

    private static Stream<Sample> otherSamples() {
        String auction = "{'currentGas':'500.0','durationSeconds':111600,'endGas':null,'startGas':'500.0',"
                + "'startTimeSeconds':1749168000}";
        String reserve =
                "{'borrowYearlyRate':'0.05','supplyYearlyRate':'0.0106','balance':'1250.5','utilization':'0.2355',"
                        + "'oraclePx':'1.0','ltv':'0.5','totalSupplied':'1635.9','totalBorrowed':'385.4'}";
        String outcome = "{'outcome':7,'name':'Recurring','description':'class:priceBinary','sideSpecs':"
                + "[{'name':'Yes','token':100000070},{'name':'No'}],'quoteToken':'USDC','deployer':'" + USER + "'}";
        return Stream.of(
                Sample.of(
                        ExchangeStatus.of(),
                        "{'type':'exchangeStatus'}",
                        "{'time':1754467216357,'specialStatuses':null}"),
                Sample.of(
                        AllBorrowLendReserveStates.of(),
                        "{'type':'allBorrowLendReserveStates'}",
                        "[[0," + reserve + "]]"),
                Sample.of(BorrowLendReserveState.of(150), "{'type':'borrowLendReserveState','token':150}", reserve),
                Sample.of(
                        AlignedQuoteTokenInfo.of(1328),
                        "{'type':'alignedQuoteTokenInfo','token':1328}",
                        "{'isAligned':true,'firstAlignedTime':1758949452538,'evmMintedSupply':'0.5',"
                                + "'dailyAmountOwed':[['2025-10-04','1.25']],'predictedRate':'0.01'}"),
                Sample.of(
                        BatchClearinghouseStates.of(List.of(USER), "xyz"),
                        "{'type':'batchClearinghouseStates','users':['" + USER + "'],'dex':'xyz'}",
                        "[{'marginSummary':{'accountValue':'1.5','totalNtlPos':'0.0','totalRawUsd':'1.5','totalMarginUsed':'0.0'},"
                                + "'crossMarginSummary':{'accountValue':'1.5','totalNtlPos':'0.0','totalRawUsd':'1.5',"
                                + "'totalMarginUsed':'0.0'},'crossMaintenanceMarginUsed':'0.0','withdrawable':'1.5',"
                                + "'assetPositions':[],'time':1754467216357},null]"),
                Sample.of(
                        GossipPriorityAuctionStatus.of(),
                        "{'type':'gossipPriorityAuctionStatus'}",
                        "[['1.2.3.4',null],[" + auction + "," + auction + "]]"),
                Sample.of(GossipRootIps.of(), "{'type':'gossipRootIps'}", "['1.2.3.4','5.6.7.8']"),
                Sample.of(
                        LeadingVaults.of(USER),
                        "{'type':'leadingVaults','user':'" + USER + "'}",
                        "[{'address':'" + USER + "','name':'Liquidator'}]"),
                Sample.of(
                        OutcomeMeta.of(),
                        "{'type':'outcomeMeta'}",
                        "{'outcomes':[" + outcome + "],'questions':[{'question':1,'name':'Who','description':'text',"
                                + "'fallbackOutcome':9,'namedOutcomes':[7,8],'settledNamedOutcomes':[8]}]}"),
                Sample.of(
                        SettledOutcome.of(7),
                        "{'type':'settledOutcome','outcome':7}",
                        "{'spec':" + outcome + ",'settleFraction':'1.0','details':'price:12','question':{'question':"
                                + "{'active':4},'name':'Who','description':'text'}}"),
                Sample.of(
                        OutcomeTemplates.of(),
                        "{'type':'outcomeTemplates'}",
                        "[{'id':'aboveAt','role':{'standaloneOutcome':{'sideNames':['Yes','No']}},'name':'{coin} above',"
                                + "'description':'At {time}','keywords':[['coin','hlPerp'],['time','dateTime']]}]"),
                Sample.of(
                        PerpAnnotation.of("xyz:A"),
                        "{'type':'perpAnnotation','coin':'xyz:A'}",
                        "{'category':'indices','description':'An index','displayName':'A','keywords':['x']}"),
                Sample.of(PerpCategories.of(), "{'type':'perpCategories'}", "[['xyz:A','indices']]"),
                Sample.of(
                        PerpConciseAnnotations.of(),
                        "{'type':'perpConciseAnnotations'}",
                        "[['xyz:A',{'category':'indices','displayName':'A','keywords':['x']}],['xyz:B',{'category':'fx'}]]"),
                Sample.of(PerpDeployAuctionStatus.of(), "{'type':'perpDeployAuctionStatus'}", auction),
                Sample.of(SpotPairDeployAuctionStatus.of(), "{'type':'spotPairDeployAuctionStatus'}", auction),
                Sample.of(
                        PerpDexLimits.of("xyz"),
                        "{'type':'perpDexLimits','dex':'xyz'}",
                        "{'totalOiCap':'10000000.0','oiSzCapPerPerp':'10000000000.0','maxTransferNtl':'100000000.0',"
                                + "'coinToOiCap':[['xyz:A','10000000.0']]}"),
                Sample.of(
                        PerpDexs.of(),
                        "{'type':'perpDexs'}",
                        "[null,{'name':'xyz','fullName':'XYZ','deployer':'" + USER
                                + "','oracleUpdater':null,'feeRecipient':'" + USER
                                + "','assetToStreamingOiCap':[['xyz:A','1.5']],'subDeployers':[['setOracle',['" + USER
                                + "']]],'deployerFeeScale':'1.0','lastDeployerFeeScaleChangeTime':"
                                + "'1970-01-01T00:00:00','assetToFundingMultiplier':[['xyz:A','0.5']],"
                                + "'assetToFundingInterestRate':[['xyz:A','-0.01']]}]"),
                Sample.of(
                        PerpDexStatus.of(""),
                        "{'type':'perpDexStatus','dex':''}",
                        "{'totalNetDeposit':'4103492112.45'}"),
                Sample.of(
                        SpotDeployState.of(USER),
                        "{'type':'spotDeployState','user':'" + USER + "'}",
                        "{'states':[{'token':150,'spec':{'name':'HYPE','szDecimals':2,'weiDecimals':8},'fullName':'Hype',"
                                + "'deployerTradingFeeShare':'0.5','spots':[107],'maxSupply':'1000000000.0',"
                                + "'hyperliquidityGenesisBalance':'120000.0','totalGenesisBalanceWei':'100000000000000000.0',"
                                + "'userGenesisBalances':[['" + USER
                                + "','428062211.5']],'existingTokenGenesisBalances':[[1,'0.5']],'blacklistUsers':['"
                                + USER + "']}],'gasAuction':" + auction + "}"),
                Sample.of(
                        TokenDetails.of("0x6d1e7cde53ba9467b783cb7c530ce054"),
                        "{'type':'tokenDetails','tokenId':'0x6d1e7cde53ba9467b783cb7c530ce054'}",
                        "{'name':'TEST','maxSupply':'1852229076.12716007','totalSupply':'851681534.05516005',"
                                + "'circulatingSupply':'851681534.05516005','szDecimals':0,'weiDecimals':5,"
                                + "'midPx':'3.2049','markPx':'3.2025','prevDayPx':'3.2025','genesis':{'userBalances':[['"
                                + USER + "','1000000000.5']],'existingTokenBalances':[[1,'0.5']],'blacklistUsers':[]},"
                                + "'deployer':'" + USER
                                + "','deployGas':'100.0','deployTime':'2024-06-05T10:46:21.123','seededUsdc':'0.0',"
                                + "'nonCirculatingUserBalances':[['" + USER + "','1.5']],'futureEmissions':'0.0'}"),
                Sample.of(
                        UsdcRouting.of(),
                        "{'type':'usdcRouting'}",
                        "{'depositRoute':'cctp','withdrawalRoute':'bridge'}"),
                Sample.of(
                        ValidatorL1Votes.of(),
                        "{'type':'validatorL1Votes'}",
                        "[{'expireTime':1754467216357,'action':{'D':'text'},'votes':['" + USER
                                + "'],'quorumReached':false}]"),
                Sample.of(
                        ValidatorSummaries.of(),
                        "{'type':'validatorSummaries'}",
                        "[{'validator':'" + USER + "','signer':'" + USER + "','name':'One','description':'First',"
                                + "'nRecentBlocks':5412,'stake':1234567890123456789,'isJailed':false,'unjailableAfter':null,"
                                + "'isActive':true,'commission':'0.04','stats':[['day',{'uptimeFraction':'0.999',"
                                + "'predictedApr':'0.021','nSamples':1440}]]}]"),
                Sample.of(
                        VaultSummaries.of(),
                        "{'type':'vaultSummaries'}",
                        "[{'name':'One','vaultAddress':'" + USER + "','leader':'" + USER
                                + "','tvl':'100.5','isClosed':false,'relationship':{'type':'parent','data':"
                                + "{'childAddresses':['" + USER + "']}},'createTimeMillis':1754467216357}]"),
                Sample.of(
                        VaultDetails.of(USER, USER),
                        "{'type':'vaultDetails','vaultAddress':'" + USER + "','user':'" + USER + "'}",
                        "{'name':'One','vaultAddress':'" + USER + "','leader':'" + USER + "','description':'text',"
                                + "'portfolio':[['day',{'accountValueHistory':[[1734397526634,'329265410.90']],"
                                + "'pnlHistory':[[1734397526634,'-0.5']],'vlm':'0.5'}]],'apr':0.36387129259090006,"
                                + "'followerState':{'user':'" + USER + "','vaultEquity':'10.5','pnl':'-3.5',"
                                + "'allTimePnl':'12.5','daysFollowing':388,'vaultEntryTime':1700926145201,"
                                + "'lockupUntil':1734824439201},'leaderFraction':0.0007904828725729887,"
                                + "'leaderCommission':0,'followers':[{'user':'Leader','vaultEquity':'1.5','pnl':'0.5',"
                                + "'allTimePnl':'0.5','daysFollowing':3,'vaultEntryTime':1700926145201,'lockupUntil':1}],"
                                + "'maxDistributable':94856870.164485,'maxWithdrawable':742557.680863,'isClosed':false,"
                                + "'relationship':{'type':'normal'},'allowDeposits':true,'alwaysCloseOnWithdraw':false}"));
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private static JsonNode tree(String json) {
        try {
            return JsonMapping.newMapper().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void fetch_documentedAnswer_keepsEveryField(Sample sample) {
        try (FakeVenue venue = FakeVenue.start(ManualClock.atNewYear())) {
            venue.record(sample.request.type(), "", sample.answer);
            InfoClient info = HyperliquidClient.at(venue.url(), new OkHttpClient(), Duration.ofSeconds(5))
                    .info();

            Object answer = info.fetch(sample.request);

            assertThat(SameJson.differences(tree(sample.answer), answer)).isEmpty();
            assertThat(venue.requests()).containsExactly("POST /info " + sample.body);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void parse_answerWithNewFields_ignoresThem(Sample sample) {
        if (sample.request.type().equals("allMids")) {
            return; // its fields are coins: none is unknown
        }
        JsonNode more = tree(sample.answer);
        grow(more);

        assertThat(sample.request.parse(bytes(more.toString()))).isEqualTo(sample.request.parse(bytes(sample.answer)));
    }

    private static void grow(JsonNode node) {
        node.forEach(MarketInfoTest::grow);
        if (node instanceof ObjectNode object) {
            object.putObject("sinceTomorrow").putArray("list").add(1.5);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void parse_answerCutOffAnywhere_isMalformed(Sample sample) {
        for (int length = 1; length < sample.answer.length(); length += 1 + sample.answer.length() / 40) {
            byte[] cut = bytes(sample.answer.substring(0, length));
            assertThatExceptionOfType(MalformedResponse.class)
                    .isThrownBy(() -> sample.request.parse(cut))
                    .withMessageContaining("answer to " + sample.request.type());
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void parse_null_isAnAnswerOnlyWhereTheVenueGivesIt(Sample sample) {
        List<String> nullable = List.of(
                "l2Book", "alignedQuoteTokenInfo", "perpAnnotation", "perpDexLimits", "settledOutcome", "vaultDetails");
        if (nullable.contains(sample.request.type())) {
            assertThat(sample.request.parse(bytes("null"))).isEqualTo(Optional.empty());
        } else {
            assertThatExceptionOfType(MalformedResponse.class)
                    .isThrownBy(() -> sample.request.parse(bytes("null")))
                    .withMessageContaining("null");
        }
    }

    @Test
    void parse_requiredFieldMissing_namesThePath() {
        assertThatExceptionOfType(MalformedResponse.class)
                .isThrownBy(() -> Meta.of().parse(bytes("{\"universe\":[{\"name\":\"BTC\",\"maxLeverage\":40}]}")))
                .withMessageContaining("universe[0]")
                .withMessageContaining("szDecimals");
        assertThatExceptionOfType(MalformedResponse.class)
                .isThrownBy(() -> FundingHistory.of("BTC", 0, null)
                        .parse(bytes("[{\"coin\":\"BTC\",\"fundingRate\":\"high\",\"time\":1}]")))
                .withMessageContaining("[0].fundingRate");
    }

    @Test
    void allPerpMetas_bothFormsOfTheWire_areRead() {
        assertThat(AllPerpMetas.of().parse(bytes("[{\"universe\":[]},[{\"universe\":[],\"collateralToken\":235},[]]]")))
                .satisfiesExactly(main -> assertThat(main.assetCtxs()).isNull(), pair -> {
                    assertThat(pair.meta().collateralToken()).isEqualTo(235);
                    assertThat(pair.assetCtxs()).isEmpty();
                });
    }

    @Test
    void perpDexs_mainDex_isNullAtPlaceZero() {
        assertThat(PerpDexs.of().parse(bytes("[null]"))).containsExactly((PerpDexs.Dex) null);
    }

    @Test
    void liquidatable_positionOfAnotherKind_isKept() {
        List<Liquidatable.Entry> entries = Liquidatable.of().parse(bytes("""
                [{"user":"0x1","positionIndex":{"isolated":{"asset":5}},"marginAvailable":[1.5,2]},
                 {"user":"0x2","positionIndex":"cross","marginAvailable":[]},
                 {"user":"0x3","positionIndex":{"cross":{"dex":1.50}},"marginAvailable":[]}]
                """));

        assertThat(entries.get(0).positionIndex()).isEqualTo(new Isolated(new Liquidatable.IsolatedPosition(5)));
        assertThat(entries.get(0).marginAvailable()).containsExactly(new BigDecimal("1.5"), BigDecimal.valueOf(2));
        assertThat(entries.get(1).positionIndex()).isEqualTo(new UnknownIndex(new RawJson("\"cross\"")));
        assertThat(entries.get(2).positionIndex())
                .isEqualTo(new UnknownIndex(new RawJson("{\"cross\":{\"dex\":1.50}}")));
    }

    @Test
    void settledOutcome_everyStateOfItsQuestion() {
        String answer = "{\"spec\":{\"outcome\":7,\"name\":\"A\",\"description\":\"\",\"sideSpecs\":[]},"
                + "\"settleFraction\":\"0.5\",\"details\":\"\",\"question\":{\"question\":%s,\"name\":\"\",\"description\":\"\"}}";

        assertThat(List.of("{\"active\":4}", "{\"settled\":5}", "{\"voided\":6}"))
                .extracting(state -> SettledOutcome.of(7)
                        .parse(bytes(String.format(answer, state)))
                        .orElseThrow()
                        .question()
                        .question())
                .containsExactly(
                        new ActiveQuestion(4),
                        new SettledQuestion(5),
                        new UnknownQuestion(new RawJson("{\"voided\":6}")));
    }

    static Stream<String> actions() {
        return Stream.of(
                        "TextAction {'D':'text'}",
                        "TextsAction {'C':['text','more']}",
                        "TokenAction {'E':{'token':5,'technicalStaker':'0x1','treasuryStaker':'0x2','treasuryEvmAddress':'0x3',"
                                + "'evmRebalanceContract':'0x4'}}",
                        "UnknownAction {'X':{'anything':[1,null,2.50]}}",
                        "UnknownAction {'X':1.50,'Y':[{}],'Z':{}}",
                        "UnknownAction {}",
                        "UnknownAction []",
                        "UnknownAction 'word'",
                        "RegisterStandaloneOutcome {'O':{'registerTokensAndStandaloneOutcome':{'quoteToken':0,"
                                + "'nameAndDescription':['name','text']}}}",
                        "RegisterQuestion {'O':{'registerTokensAndQuestion':{'quoteToken':0,'questionNameAndDescription':"
                                + "['name','text'],'fallbackNameAndDescription':['other','text'],'namedOutcomes':[['a','b']]}}}",
                        "RegisterTemplate {'O':{'registerTemplate':{'id':'aboveAt','role':{'standaloneOutcome':{'sideNames':"
                                + "['Yes','No']}},'nameAndDescription':['name','text'],'keywordToHint':[['coin','hlPerp']]}}}",
                        "SettleOutcome {'O':{'settleOutcome':{'outcome':7,'settleFraction':'0.5','details':'text'}}}",
                        "SettleQuestion {'O':{'settleQuestion':{'question':1,'settleFractionsAndDetails':[[7,['0.5','text']]]}}}",
                        "SettleQuestion2 {'O':{'settleQuestion2':{'question':1,'outcomeSettlements':[{'outcome':7,"
                                + "'settleFraction':'0.5','details':'text','nameAndDescription':['a','b'],'sideNames':['Y','N']}],"
                                + "'nameAndDescription':['name','text']}}}",
                        "UnknownChange {'O':{'somethingNew':{}}}")
                .map(row -> row.replace('\'', '"'));
    }

    @ParameterizedTest
    @MethodSource("actions")
    void validatorL1Votes_everyKindOfVote_isTypedAndKept(String row) {
        String kind = row.substring(0, row.indexOf(' '));
        String answer = "[{\"expireTime\":1,\"action\":" + row.substring(row.indexOf(' ') + 1)
                + ",\"votes\":[],\"quorumReached\":true}]";

        List<Vote> votes = ValidatorL1Votes.of().parse(bytes(answer));

        Object action = votes.get(0).action() instanceof OutcomeAction about
                ? about.O()
                : votes.get(0).action();
        assertThat(action.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(SameJson.differences(tree(answer), votes)).isEmpty();
    }
}
