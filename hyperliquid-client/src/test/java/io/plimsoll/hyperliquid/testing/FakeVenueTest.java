package io.plimsoll.hyperliquid.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.domain.market.AssetContext;
import io.plimsoll.core.domain.market.MarginTable;
import io.plimsoll.core.domain.market.Market;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.testing.ManualClock;
import io.plimsoll.hyperliquid.HyperliquidClient;
import io.plimsoll.hyperliquid.info.AllMids;
import io.plimsoll.hyperliquid.info.ClearinghouseState;
import io.plimsoll.hyperliquid.info.InfoClient;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The fake is product: it must refuse what the venue refuses and print what the documents' own examples print. */
class FakeVenueTest {
    private static final Address ALICE = Address.parse("0x" + "a1".repeat(20));

    private final FakeVenue venue = FakeVenue.start(ManualClock.atNewYear());
    private final OkHttpClient http = new OkHttpClient();
    private final InfoClient info =
            HyperliquidClient.at(venue.url(), http, Duration.ofSeconds(2)).info();

    @BeforeEach
    void list() {
        venue.list(
                new Market("HYPE", 2, MarginTable.singleTier(10), false),
                new AssetContext(
                        "HYPE",
                        new BigDecimal("37.826"),
                        new BigDecimal("37.83"),
                        new BigDecimal("0.0000125"),
                        BigDecimal.ONE));
    }

    @AfterEach
    void close() {
        venue.close();
    }

    private int status(String path, String contentType, String body) throws IOException {
        Request request = new Request.Builder()
                .url(venue.url().resolve(path))
                .post(RequestBody.create(body.getBytes(StandardCharsets.UTF_8), MediaType.get(contentType)))
                .build();
        try (Response response = http.newCall(request).execute()) {
            return response.code();
        }
    }

    @Test
    void malformedRequests_areRefusedAsTheVenueDoes() throws IOException {
        assertThat(status("/info", "application/json", "{\"type\":\"allMids\"}"))
                .isEqualTo(200);
        assertThat(status("/info", "application/json", "{\"type\":\"noSuchType\"}"))
                .isEqualTo(422);
        assertThat(status("/info", "application/json", "{\"type\":\"clearinghouseState\",\"user\":\"0x12\"}"))
                .isEqualTo(422);
        assertThat(status("/info", "application/json", "{\"type\":\"fundingHistory\",\"coin\":\"HYPE\"}"))
                .isEqualTo(422);
        assertThat(status("/info", "application/json", "{\"type\":")).isEqualTo(422);
        assertThat(status("/info", "text/plain", "{\"type\":\"allMids\"}")).isEqualTo(415);
        assertThat(status("/other", "application/json", "{}")).isEqualTo(404);
    }

    @Test
    void isolatedLong_printsTheLiquidationPriceOfTheDocumentedSample() {
        // the numbers of a published live answer: 2 HYPE at 37.829, pocket equity 7.525754
        venue.open(FakeAccount.standard(ALICE, "83.313638").isolated("HYPE", "2", "37.829", 10, "7.531754"));

        ClearinghouseState state = info.fetch(ClearinghouseState.of(ALICE));

        ClearinghouseState.Position position = state.assetPositions().get(0).position();
        assertThat(position.marginUsed()).isEqualByComparingTo("7.525754");
        assertThat(position.leverage().rawUsd()).isEqualByComparingTo("-68.126246");
        assertThat(position.liquidationPx()).isEqualByComparingTo("35.8559189474");
        assertThat(state.withdrawable()).isEqualByComparingTo("68.2166840");
    }

    @Test
    void longThatCannotBeLiquidated_printsNull_andShortAlwaysAPrice() {
        venue.open(FakeAccount.standard(ALICE, "1000").cross("HYPE", "2", "37.829", 10));
        assertThat(info.fetch(ClearinghouseState.of(ALICE))
                        .assetPositions()
                        .get(0)
                        .position()
                        .liquidationPx())
                .isNull();
        venue.open(FakeAccount.standard(ALICE, "1000").cross("HYPE", "-2", "37.829", 10));
        assertThat(info.fetch(ClearinghouseState.of(ALICE))
                        .assetPositions()
                        .get(0)
                        .position()
                        .liquidationPx())
                .isPositive();
    }

    @Test
    void move_changesWhatAccountsAreWorth() {
        venue.open(FakeAccount.standard(ALICE, "100").cross("HYPE", "2", "37.826", 10));

        venue.move("HYPE", "47.826");

        assertThat(info.fetch(ClearinghouseState.of(ALICE)).crossMarginSummary().accountValue())
                .isEqualByComparingTo("120");
        assertThat(info.fetch(AllMids.of())).containsEntry("HYPE", new BigDecimal("47.826"));
    }
}
