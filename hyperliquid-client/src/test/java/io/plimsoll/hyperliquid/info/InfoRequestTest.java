package io.plimsoll.hyperliquid.info;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InfoRequestTest {
    private static final Set<String> LIGHT = Set.of(
            "allMids", "clearinghouseState", "exchangeStatus", "l2Book", "orderStatus", "spotClearinghouseState");
    private static final Set<String> BY_ROWS = Set.of(
            "delegatorHistory",
            "delegatorRewards",
            "fundingHistory",
            "historicalOrders",
            "recentTrades",
            "twapHistory",
            "userFills",
            "userFillsByTime",
            "userFunding",
            "userNonFundingLedgerUpdates",
            "userTwapSliceFills",
            "userTwapSliceFillsByTime");

    @Test
    void weight_ofEveryEndpoint_isThatOfTheDocuments() {
        assertThat(EveryInfoRequest.BY_TYPE).hasSizeGreaterThanOrEqualTo(79);
        EveryInfoRequest.BY_TYPE.forEach((type, request) -> assertThat(request.weight())
                .as(type)
                .isEqualTo(LIGHT.contains(type) ? 2 : type.equals("userRole") ? 60 : 20));
    }

    @Test
    void surcharge_ofEveryEndpoint_isThatOfTheDocuments() {
        EveryInfoRequest.BY_TYPE.forEach((type, request) -> {
            int expected = type.equals("candleSnapshot") ? 10 : BY_ROWS.contains(type) ? 30 : 0;
            assertThat(request.surchargeOfRows(600)).as(type).isEqualTo(expected);
            assertThat(request.maxSurcharge() > 0).as(type).isEqualTo(expected > 0);
        });
    }

    @Test
    void surcharge_ofAnAnswer_countsBegunGroupsOfRows() {
        InfoRequest<List<Trade>> request = RecentTrades.of("BTC");
        Trade trade = request.parse("""
                [{"coin":"BTC","side":"B","px":"1","sz":"1","time":1,"hash":"0x","tid":1}]
                """.getBytes(StandardCharsets.UTF_8)).get(0);

        assertThat(List.of(0, 1, 20, 21))
                .extracting(rows -> request.surchargeOf(Collections.nCopies(rows, trade)))
                .containsExactly(0, 1, 1, 2);
        assertThat(CandleSnapshot.of("BTC", "1m", 0, null).maxSurcharge()).isEqualTo(84);
        assertThat(FundingHistory.of("BTC", 0, null).maxSurcharge()).isEqualTo(25);
    }

    @Test
    void body_hasTheTypeFirst_andLeavesOutWhatIsNotAsked() {
        assertThat(FundingHistory.of("BTC", 5, null))
                .hasToString("{\"type\":\"fundingHistory\",\"coin\":\"BTC\",\"startTime\":5}");
        assertThat(Meta.of(null)).hasToString("{\"type\":\"meta\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "userFills | [null] | [0]",
                "allMids | {'BTC':'1','ETH':null} | ETH",
                "subAccounts | [null] | [0]",
                "meta | {'universe':[{'name':'A','szDecimals':1,'maxLeverage':3},null]} | universe",
                "l2Book | {'coin':'A','levels':[[null],[]]} | levels[0]",
                "portfolio | [['day',{'accountValueHistory':[null],'pnlHistory':[],'vlm':'0'}]] | accountValueHistory"
            })
    void parse_nullAmongRows_isMalformedNamingItsPlace(String type, String answer, String place) {
        assertThatExceptionOfType(MalformedResponse.class)
                .isThrownBy(() -> EveryInfoRequest.BY_TYPE
                        .get(type)
                        .parse(answer.replace('\'', '"').getBytes(StandardCharsets.UTF_8)))
                .withMessageContaining(type)
                .withMessageContaining(place);
    }

    @Test
    void parse_nullWhereTheVenueHasPlacesOfNothing_isKept() {
        assertThat(PerpDexs.of().parse("[null]".getBytes(StandardCharsets.UTF_8)))
                .hasSize(1)
                .containsOnlyNulls();
        assertThat(GossipPriorityAuctionStatus.of()
                        .parse("[[null,\"1.2.3.4\"],[]]".getBytes(StandardCharsets.UTF_8))
                        .winners())
                .containsExactly(null, "1.2.3.4");
    }

    @Test
    void parse_partOfAFrame_readsOnlyThat() {
        byte[] frame = "xx{\"time\":5,\"specialStatuses\":null}yy".getBytes(StandardCharsets.UTF_8);

        assertThat(ExchangeStatus.of().parse(frame, 2, frame.length - 4)).isEqualTo(new ExchangeStatus(5, null));
        assertThatExceptionOfType(MalformedResponse.class)
                .isThrownBy(() -> ExchangeStatus.of().parse(frame, 2, frame.length - 2));
    }
}
