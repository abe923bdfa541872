package io.plimsoll.hyperliquid.info;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.Rejected;
import io.plimsoll.core.testing.ManualClock;
import io.plimsoll.hyperliquid.HyperliquidClient;
import io.plimsoll.hyperliquid.testing.FakeVenue;
import java.math.BigDecimal;
import java.time.Duration;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each endpoint on a payload of the documented shape: as it is, with fields nobody has heard of, and cut off. */
class InfoClientTest {
    private static final Address USER = Address.parse("0x" + "a1".repeat(20));

    private final FakeVenue venue = FakeVenue.start(ManualClock.atNewYear());
    private final InfoClient info = HyperliquidClient.at(venue.url(), new OkHttpClient(), Duration.ofSeconds(2))
            .info();

    @AfterEach
    void close() {
        venue.close();
    }

    private void answers(String type, String body) {
        venue.record(type, "", body);
    }

    private void cutOff(String type, Runnable call, String body) {
        answers(type, body.substring(0, body.length() * 2 / 3));
        assertThatExceptionOfType(MalformedResponse.class).isThrownBy(call::run);
    }

    @Test
    void allMids() {
        String body = "{\"BTC\":\"30135.0\",\"@107\":\"18.4345\",\"kPEPE\":\"0.0015275\"}";
        answers("allMids", body);

        assertThat(info.fetch(AllMids.of()))
                .containsEntry("@107", new BigDecimal("18.4345"))
                .hasSize(3);
        assertThat(venue.requests()).containsExactly("POST /info {\"type\":\"allMids\"}");
        cutOff("allMids", () -> info.fetch(AllMids.of()), body);
    }

    @Test
    void meta() {
        String body = """
                {"universe":[{"szDecimals":5,"name":"BTC","maxLeverage":40,"marginTableId":56,"newField":[{}]},
                             {"szDecimals":0,"name":"HPOS","maxLeverage":3,"marginTableId":3,"onlyIsolated":true,"isDelisted":true,"marginMode":"someNewMode"}],
                 "marginTables":[[56,{"description":"tiered 40x","marginTiers":[{"lowerBound":"0.0","maxLeverage":40},{"lowerBound":"150000000.0","maxLeverage":20}]},"extra"]],
                 "collateralToken":0}
                """;
        answers("meta", body);

        Meta meta = info.fetch(Meta.of());

        assertThat(meta.universe()).extracting(Meta.Asset::name).containsExactly("BTC", "HPOS");
        assertThat(meta.universe().get(1).isDelisted()).isTrue();
        assertThat(meta.universe().get(1).marginMode()).isEqualTo("someNewMode");
        assertThat(meta.marginTables().get(0).id()).isEqualTo(56);
        assertThat(meta.marginTables().get(0).table().marginTiers().get(1))
                .isEqualTo(new MarginTable.Tier(new BigDecimal("150000000.0"), 20));
        cutOff("meta", () -> info.fetch(Meta.of()), body);
    }

    @Test
    void metaAndAssetCtxs() {
        String body = """
                [{"universe":[{"szDecimals":2,"name":"HYPE","maxLeverage":10,"marginTableId":52}]},
                 [{"funding":"0.0000125","openInterest":"22154112.94","prevDayPx":"38.1","dayNtlVlm":"1.5","premium":null,
                   "oraclePx":"37.83","markPx":"37.826","midPx":null,"impactPxs":null,"dayBaseVlm":"2","someday":1}]]
                """;
        answers("metaAndAssetCtxs", body);

        PerpAssetCtx context = info.fetch(MetaAndAssetCtxs.of()).assetCtxs().get(0);

        assertThat(context.markPx()).isEqualByComparingTo("37.826");
        assertThat(context.premium()).isNull();
        cutOff("metaAndAssetCtxs", () -> info.fetch(MetaAndAssetCtxs.of()), body);
    }

    @Test
    void clearinghouseState() {
        String body = """
                {"marginSummary":{"accountValue":"83.307638","totalNtlPos":"75.652","totalRawUsd":"7.655638","totalMarginUsed":"7.525754"},
                 "crossMarginSummary":{"accountValue":"75.781884","totalNtlPos":"0.0","totalRawUsd":"75.781884","totalMarginUsed":"0.0"},
                 "crossMaintenanceMarginUsed":"0.0","withdrawable":"75.781884",
                 "assetPositions":[{"type":"oneWay","position":{"coin":"HYPE","szi":"2.0","leverage":{"type":"isolated","value":10,"rawUsd":"-68.126246"},
                   "entryPx":"37.829","positionValue":"75.652","unrealizedPnl":"-0.006","returnOnEquity":"-0.0007930424","liquidationPx":"35.8559189474",
                   "marginUsed":"7.525754","maxLeverage":10,"cumFunding":{"allTime":"4.966798","sinceOpen":"0.0","sinceChange":"0.0"},"novelty":{"a":1}}}],
                 "time":1754467216357}
                """;
        answers("clearinghouseState", body);

        ClearinghouseState state = info.clearinghouseState(USER);

        assertThat(state.crossMarginSummary().accountValue()).isEqualByComparingTo("75.781884");
        assertThat(state.assetPositions().get(0).position().leverage().rawUsd()).isEqualByComparingTo("-68.126246");
        assertThat(venue.requests())
                .containsExactly("POST /info {\"type\":\"clearinghouseState\",\"user\":\"" + USER + "\"}");
        cutOff("clearinghouseState", () -> info.clearinghouseState(USER), body);
    }

    @Test
    void clearinghouseState_withoutAPositionsSize_namesTheField() {
        answers("clearinghouseState", """
                {"assetPositions":[{"type":"oneWay","position":{"coin":"HYPE","leverage":{"type":"cross","value":1},
                  "positionValue":"1","unrealizedPnl":"0","marginUsed":"1"}}],"time":1}
                """);

        assertThatExceptionOfType(MalformedResponse.class)
                .isThrownBy(() -> info.clearinghouseState(USER))
                .withMessageContaining("assetPositions[0].position")
                .withMessageContaining("szi");
    }

    @Test
    void spotClearinghouseState() {
        String body = """
                {"balances":[{"coin":"USDC","token":0,"total":"289.1707113","hold":"106.808942","entryNtl":"0.0"},
                             {"coin":"+10","total":"25","hold":"0","entryNtl":"12.5"}],
                 "portfolioMarginEnabled":true,"portfolioMarginRatio":"0.133131833","tokenToAvailableAfterMaintenance":[[0,"182.3617693"]],"evmEscrows":[]}
                """;
        answers("spotClearinghouseState", body);

        SpotClearinghouseState state = info.spotClearinghouseState(USER);

        assertThat(state.tokenToAvailableAfterMaintenance())
                .containsExactly(new SpotClearinghouseState.TokenAmount(0, new BigDecimal("182.3617693")));
        assertThat(state.balances().get(1).token()).isNull();
        assertThat(state.portfolioMarginRatio()).isEqualByComparingTo("0.133131833");
        cutOff("spotClearinghouseState", () -> info.spotClearinghouseState(USER), body);
    }

    @Test
    void userAbstraction_mayBeNullOrNew() {
        answers("userAbstraction", "null");
        assertThat(info.userAbstraction(USER)).isEmpty();
        answers("userAbstraction", "\"hyperUnified\"");
        assertThat(info.userAbstraction(USER)).contains("hyperUnified");
    }

    @Test
    void userRole() {
        answers("userRole", "{\"role\":\"agent\",\"data\":{\"user\":\"" + USER + "\"}}");
        assertThat(info.userRole(USER).unknownToVenue()).isFalse();
        answers("userRole", "{\"role\":\"missing\"}");
        assertThat(info.userRole(USER).unknownToVenue()).isTrue();
    }

    @Test
    void userFunding() {
        String body = """
                [{"time":1750172400033,"hash":"0x0000000000000000000000000000000000000000000000000000000000000000",
                  "delta":{"type":"funding","coin":"HYPE","usdc":"-0.044263","szi":"30.0","fundingRate":"0.0000369155","nSamples":null}}]
                """;
        answers("userFunding", body);

        UserFunding.Delta delta = info.userFunding(USER, 1, 2).get(0).delta();

        assertThat(delta.usdc()).isEqualByComparingTo("-0.044263");
        assertThat(delta.nSamples()).isNull();
        assertThat(venue.requests())
                .containsExactly("POST /info {\"type\":\"userFunding\",\"user\":\"" + USER
                        + "\",\"startTime\":1,\"endTime\":2}");
        cutOff("userFunding", () -> info.userFunding(USER, 1, 2), body);
    }

    @Test
    void fundingHistory() {
        String body = """
                [{"coin":"BTC","fundingRate":"0.0000125","premium":"0.00029005","time":1769908800000},
                 {"coin":"BTC","fundingRate":"-0.0000081","time":1769912400000,"later":true}]
                """;
        answers("fundingHistory", body);

        assertThat(info.fetch(FundingHistory.of("BTC", 0, 9L)))
                .extracting(FundingHistoryEntry::fundingRate)
                .containsExactly(new BigDecimal("0.0000125"), new BigDecimal("-0.0000081"));
        cutOff("fundingHistory", () -> info.fetch(FundingHistory.of("BTC", 0, 9L)), body);
    }

    @Test
    void venue_refusal_keepsItsText() {
        assertThatExceptionOfType(Rejected.class)
                .isThrownBy(() -> info.fetch(FundingHistory.of("NOSUCH", 0, 9L)))
                .withMessageContaining("422")
                .withMessageContaining("Failed to deserialize");
    }
}
