package io.plimsoll.hyperliquid.info;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

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

        Meta meta = info.meta();

        assertThat(meta.universe()).extracting(Meta.Asset::name).containsExactly("BTC", "HPOS");
        assertThat(meta.universe().get(1).isDelisted()).isTrue();
        assertThat(meta.universe().get(1).marginMode()).isEqualTo("someNewMode");
        assertThat(meta.marginTables().get(0).id()).isEqualTo(56);
        assertThat(meta.marginTables().get(0).table().marginTiers().get(1))
                .isEqualTo(new Meta.Tier(new BigDecimal("150000000.0"), 20));
        cutOff("meta", info::meta, body);
    }

    @Test
    void metaAndAssetCtxs() {
        String body = """
                [{"universe":[{"szDecimals":2,"name":"HYPE","maxLeverage":10,"marginTableId":52}]},
                 [{"funding":"0.0000125","openInterest":"22154112.94","prevDayPx":"38.1","dayNtlVlm":"1.5","premium":null,
                   "oraclePx":"37.83","markPx":"37.826","midPx":null,"impactPxs":null,"dayBaseVlm":"2","someday":1}]]
                """;
        answers("metaAndAssetCtxs", body);

        PerpAssetCtx context = info.metaAndAssetCtxs().assetCtxs().get(0);

        assertThat(context.markPx()).isEqualByComparingTo("37.826");
        assertThat(context.premium()).isNull();
        cutOff("metaAndAssetCtxs", info::metaAndAssetCtxs, body);
    }

    @Test
    void fundingHistory() {
        String body = """
                [{"coin":"BTC","fundingRate":"0.0000125","premium":"0.00029005","time":1769908800000},
                 {"coin":"BTC","fundingRate":"-0.0000081","time":1769912400000,"later":true}]
                """;
        answers("fundingHistory", body);

        assertThat(info.fundingHistory("BTC", 0, 9))
                .extracting(FundingHistoryEntry::fundingRate)
                .containsExactly(new BigDecimal("0.0000125"), new BigDecimal("-0.0000081"));
        cutOff("fundingHistory", () -> info.fundingHistory("BTC", 0, 9), body);
    }

    @Test
    void venue_refusal_keepsItsText() {
        assertThatExceptionOfType(Rejected.class)
                .isThrownBy(() -> info.fundingHistory("NOSUCH", 0, 9))
                .withMessageContaining("422")
                .withMessageContaining("Failed to deserialize");
    }
}
