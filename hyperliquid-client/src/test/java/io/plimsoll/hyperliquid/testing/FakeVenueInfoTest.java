package io.plimsoll.hyperliquid.testing;

import static io.plimsoll.hyperliquid.testing.VenueFixture.ALICE;
import static io.plimsoll.hyperliquid.testing.VenueFixture.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.hyperliquid.exchange.ApproveAgentAction;
import io.plimsoll.hyperliquid.exchange.Cloid;
import io.plimsoll.hyperliquid.exchange.OrderAction;
import io.plimsoll.hyperliquid.exchange.TimeInForce;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the venue says about itself agrees with what it did, within the limits of the real one. */
class FakeVenueInfoTest {
    private final VenueFixture fixture = new VenueFixture();
    private final FakeVenue venue = fixture.venue;

    @AfterEach
    void close() {
        fixture.close();
    }

    private JsonNode ask(String request) throws IOException {
        return StreamClient.parse(fixture.info(request.replace('\'', '"')));
    }

    private JsonNode ask(String type, Address user) throws IOException {
        return ask("{'type':'" + type + "','user':'" + user + "'}");
    }

    private void tradeOnce() {
        venue.trade("HYPE", ALICE.address(), BOB.address(), "1", "40");
    }

    private static Stream<JsonNode> rows(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    private static List<Long> tids(JsonNode fills) {
        return rows(fills).map(fill -> fill.path("tid").asLong()).toList();
    }

    @Test
    void fills_areTheNewestTwoThousand_newestFirst() throws IOException {
        for (int i = 0; i < 2_005; i++) {
            tradeOnce();
        }
        List<VenueLedger.Fill> done = venue.ledger().fills(ALICE.address());

        JsonNode fills = ask("userFills", ALICE.address());

        assertThat(fills).hasSize(2_000);
        assertThat(fills.get(0).path("tid").asLong()).isEqualTo(done.get(2_004).tid());
        assertThat(fills.get(1_999).path("tid").asLong()).isEqualTo(done.get(5).tid());
        assertThat(fills.get(0).has("twapId")).isTrue();
    }

    @Test
    void fillsByTime_areOldestFirst_inPagesCutAnywhere_ofTheNewestTenThousand() throws IOException {
        for (int i = 0; i < 12_000; i++) {
            if (i % 3 == 0) {
                fixture.clock.advance(Duration.ofMillis(1));
            }
            tradeOnce();
        }
        List<VenueLedger.Fill> done = venue.ledger().fills(ALICE.address());
        long first = done.get(0).time();
        String user = "'user':'" + ALICE.address() + "'";

        JsonNode page = ask("{'type':'userFillsByTime'," + user + ",'startTime':" + first + "}");

        assertThat(tids(page))
                .isEqualTo(done.subList(2_000, 4_000).stream()
                        .map(VenueLedger.Fill::tid)
                        .toList());
        assertThat(page.get(1_999).path("time").asLong())
                .isEqualTo(done.get(4_000).time());
        long from = done.get(9_000).time();
        JsonNode narrow =
                ask("{'type':'userFillsByTime'," + user + ",'startTime':" + from + ",'endTime':" + from + "}");
        assertThat(narrow).hasSize(3);
        JsonNode reversed = ask("{'type':'userFillsByTime'," + user + ",'startTime':" + from + ",'reversed':true}");
        assertThat(reversed.get(0).path("tid").asLong())
                .isEqualTo(done.get(11_999).tid());
    }

    @Test
    void fillsOfOneOrder_canBeSummed() throws IOException {
        venue.quote(BOB.address(), "HYPE", "-1", "40");
        venue.quote(BOB.address(), "HYPE", "-1", "42");
        venue.take(ALICE.address(), "HYPE", "2", "42");

        JsonNode summed = ask("{'type':'userFills','user':'" + ALICE.address() + "','aggregateByTime':true}");

        assertThat(summed).hasSize(1);
        assertThat(summed.at("/0/px").asText()).isEqualTo("41.0");
        assertThat(summed.at("/0/sz").asText()).isEqualTo("2.0");
        assertThat(ask("userFills", ALICE.address())).hasSize(2);
    }

    @Test
    void orders_canBeFoundByNumberAndName_openAndEnded() throws IOException {
        Cloid cloid = Cloid.of(77);
        fixture.client(ALICE)
                .submit(OrderAction.of(
                        VenueFixture.buy("1", "30", TimeInForce.GOOD_TIL_CANCEL).withCloid(cloid)));
        long oid = venue.ledger().openOrders(ALICE.address()).get(0).oid();
        String asked = "{'type':'orderStatus','user':'" + ALICE.address() + "','oid':";

        assertThat(ask("openOrders", ALICE.address()).at("/0/cloid").asText()).isEqualTo(cloid.hex());
        assertThat(ask("frontendOpenOrders", ALICE.address()).at("/0/orderType").asText())
                .isEqualTo("Limit");
        assertThat(ask(asked + oid + "}").at("/order/status").asText()).isEqualTo("open");
        venue.cancelAll(ALICE.address());
        assertThat(ask(asked + "'" + cloid.hex() + "'}").at("/order/status").asText())
                .isEqualTo("marginCanceled");
        assertThat(ask(asked + "1}").path("status").asText()).isEqualTo("unknownOid");
        assertThat(rows(ask("historicalOrders", ALICE.address()))
                        .map(row -> row.path("status").asText()))
                .containsExactly("marginCanceled", "open");
        assertThat(fixture.post("/info", (asked + "'x'}").replace('\'', '"'))).startsWith("422");
    }

    @Test
    void book_isCoarserWithFewerFigures_andNullForNoCoin() throws IOException {
        for (String price : List.of("39.123", "39.187", "39.5", "37")) {
            venue.quote(ALICE.address(), "HYPE", "1", price);
        }
        venue.quote(BOB.address(), "HYPE", "-1", "41.111");

        JsonNode fine = ask("{'type':'l2Book','coin':'HYPE'}");
        assertThat(fine.at("/levels/0")).hasSize(4);
        assertThat(fine.at("/levels/0/0/px").asText()).isEqualTo("39.5");
        JsonNode coarse = ask("{'type':'l2Book','coin':'HYPE','nSigFigs':2}");
        assertThat(coarse.at("/levels/0/0")).isEqualTo(StreamClient.parse("{\"px\":\"39.0\",\"sz\":\"3.0\",\"n\":3}"));
        assertThat(coarse.at("/levels/1/0/px").asText()).isEqualTo("42.0");
        JsonNode five = ask("{'type':'l2Book','coin':'HYPE','nSigFigs':5,'mantissa':5}");
        assertThat(five.at("/levels/0/2/px").asText()).isEqualTo("39.12");
        assertThat(ask("{'type':'l2Book','coin':'NOPE'}").isNull()).isTrue();
        assertThat(ask("{'type':'allMids'}").path("HYPE").asText()).isEqualTo("40.3055");
    }

    @Test
    void candles_sumUpTheTradesOfTheirTime() throws IOException {
        long start = fixture.clock.millis();
        for (String price : List.of("40", "42", "39", "41")) {
            venue.trade("HYPE", ALICE.address(), BOB.address(), "2", price);
            fixture.clock.advance(Duration.ofSeconds(45));
        }

        String request = "{'type':'candleSnapshot','req':{'coin':'HYPE','interval':'%s','startTime':" + start + "}}";
        JsonNode minutes = ask(String.format(request, "1m"));
        JsonNode months = ask(String.format(request, "1M"));

        assertThat(rows(minutes).map(candle -> candle.path("n").asInt())).containsExactly(2, 1, 1);
        assertThat(months.get(0))
                .isEqualTo(StreamClient.parse("{\"t\":" + start + ",\"T\":" + (start + 31L * 86_400_000 - 1)
                        + ",\"s\":\"HYPE\",\"i\":\"1M\",\"o\":\"40.0\",\"c\":\"41.0\",\"h\":\"42.0\",\"l\":\"39.0\","
                        + "\"v\":\"8.0\",\"n\":4}"));
        assertThat(ask("{'type':'recentTrades','coin':'HYPE'}").at("/0/px").asText())
                .isEqualTo("41.0");
    }

    @Test
    void positions_areValuedAtTheMark() throws IOException {
        venue.trade("HYPE", ALICE.address(), BOB.address(), "3", "41");
        venue.trade("HYPE", ALICE.address(), BOB.address(), "1", "40");

        JsonNode position = ask("clearinghouseState", ALICE.address()).at("/assetPositions/0/position");

        assertThat(position.path("szi").asText()).isEqualTo("4.0");
        assertThat(position.path("entryPx").asText()).isEqualTo("40.75");
        assertThat(position.path("unrealizedPnl").asText()).isEqualTo("-3.0");
    }

    @Test
    void roles_agents_limits_andMarkets() throws IOException {
        Address agent = VenueFixture.signer(8).address();
        fixture.client(ALICE).submit(ApproveAgentAction.of(agent, "bot"));
        tradeOnce();

        assertThat(ask("userRole", agent).at("/data/user").asText())
                .isEqualTo(ALICE.address().hex());
        assertThat(ask("userRole", VenueFixture.signer(9).address())
                        .path("role")
                        .asText())
                .isEqualTo("missing");
        assertThat(ask("extraAgents", ALICE.address()).at("/0/name").asText()).isEqualTo("bot");
        JsonNode limit = ask("userRateLimit", ALICE.address());
        assertThat(limit.path("nRequestsUsed").asInt()).isEqualTo(1);
        assertThat(limit.path("nRequestsCap").asInt()).isEqualTo(10_040);
        assertThat(ask("{'type':'spotMeta'}").at("/universe/0/tokens").toString())
                .isEqualTo("[1,0]");
        assertThat(ask("{'type':'perpDexs'}").toString()).isEqualTo("[null]");
        assertThat(ask("{'type':'meta','dex':''}").path("universe")).hasSize(2);
        assertThat(fixture.post("/info", "{\"type\":\"meta\",\"dex\":\"xyz\"}")).startsWith("422");
    }

    @Test
    void weightBeyondTheLimit_is429_untilTimeHasPassed() throws IOException {
        venue.limitWeight(120);
        String role = "{\"type\":\"userRole\",\"user\":\"" + ALICE.address() + "\"}";

        assertThat(fixture.post("/info", role)).startsWith("200");
        assertThat(fixture.post("/info", role)).startsWith("200");
        assertThat(fixture.post("/info", role)).startsWith("429");
        fixture.clock.advance(Duration.ofSeconds(1));
        assertThat(fixture.post("/info", "{\"type\":\"allMids\"}")).startsWith("200");
        assertThat(fixture.post("/info", "{\"type\":\"allMids\"}")).startsWith("429");
    }

    @Test
    void funding_isHourlyBeforeTheVenueBegan_andWhatWasPaidSince() throws IOException {
        tradeOnce();
        long began = fixture.clock.millis();
        fixture.clock.advance(Duration.ofHours(5));
        venue.payFunding();
        fixture.clock.advance(Duration.ofHours(5));

        JsonNode rows = ask("{'type':'userFunding','user':'" + ALICE.address() + "','startTime':"
                + (began - Duration.ofHours(3).toMillis()) + "}");

        assertThat(rows(rows).map(row -> row.path("time").asLong()).filter(time -> time > began))
                .containsExactly(began + Duration.ofHours(5).toMillis());
        assertThat(rows(rows).filter(row -> row.path("time").asLong() <= began)).hasSize(3);
        assertThat(rows(rows).map(row -> row.at("/delta/usdc").asText())).containsOnly("-0.0005");
    }

    @Test
    void bookWithFiguresThatTheVenueDoesNotHave_is422() throws IOException {
        for (String figures :
                List.of("'nSigFigs':1", "'nSigFigs':6", "'nSigFigs':4,'mantissa':2", "'nSigFigs':5,'mantissa':3")) {
            assertThat(fixture.post("/info", ("{'type':'l2Book','coin':'HYPE'," + figures + "}").replace('\'', '"')))
                    .startsWith("422");
        }
    }

    @Test
    void recordings_winOverTheModel() throws IOException {
        venue.record("userFills", ALICE.address().hex(), "[1]");

        assertThat(ask("userFills", ALICE.address()).toString()).isEqualTo("[1]");
        assertThat(ask("userFills", BOB.address())).isEmpty();
    }
}
