package io.plimsoll.hyperliquid.info;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.foundation.error.Outcome;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.RateLimited;
import io.plimsoll.core.foundation.error.SourceException.Rejected;
import io.plimsoll.core.kit.http.testing.HttpFault;
import io.plimsoll.core.kit.resilience.WeightedRateLimiter.Lane;
import io.plimsoll.core.testing.FaultErrors;
import io.plimsoll.core.testing.ManualClock;
import io.plimsoll.hyperliquid.HyperliquidClient;
import io.plimsoll.hyperliquid.limit.Quotas;
import io.plimsoll.hyperliquid.limit.VenueLimits;
import io.plimsoll.hyperliquid.testing.FakeVenue;
import java.time.Duration;
import java.util.Collections;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How calls end, and what they take from the budget. */
class InfoClientTest {
    private static final String ROW = "{\"coin\":\"BTC\",\"fundingRate\":\"0.0000125\",\"time\":1}";

    private final FakeVenue venue = FakeVenue.start(ManualClock.atNewYear());
    private final VenueLimits limits = new VenueLimits(Quotas.documented());
    private final InfoClient info = HyperliquidClient.at(
                    venue.url(), new OkHttpClient(), Duration.ofMillis(500), limits)
            .info()
            .waiting(Duration.ZERO);

    @AfterEach
    void close() {
        venue.close();
    }

    private void answerFundings(int rows) {
        venue.record("fundingHistory", "", "[" + String.join(",", Collections.nCopies(rows, ROW)) + "]");
    }

    @Test
    void fetch_settlesWithTheRowsOfTheAnswer() {
        info.fetch(AllMids.of());
        assertThat(limits.ip().used()).isEqualTo(2);

        answerFundings(41);
        info.fetch(FundingHistory.of("BTC", 0, null));
        assertThat(limits.ip().used()).isEqualTo(2 + 20 + 3);
    }

    @Test
    void fetch_moreRowsThanAnnounced_areBookedToo() {
        answerFundings(600);

        info.fetch(FundingHistory.of("BTC", 0, null));

        assertThat(limits.ip().used()).isEqualTo(20 + 30);
    }

    @Test
    void fetch_lostAnswer_booksTheWholeReserve() {
        venue.misbehave(HttpFault.DISCONNECT, "fundingHistory");

        Outcome.of(() -> info.fetch(FundingHistory.of("BTC", 0, null)));

        assertThat(limits.ip().used()).isEqualTo(20 + 25);
    }

    @Test
    void fetch_beyondTheBudget_isNotSent_andSaysHowLong() {
        limits.ip().acquire(Lane.URGENT, Duration.ZERO, 1079, 0).settle(0);

        assertThatExceptionOfType(RateLimited.class)
                .isThrownBy(() -> info.fetch(AllMids.of()))
                .satisfies(e -> assertThat(e.retryAfter().orElseThrow()).isPositive());

        assertThat(venue.requests()).isEmpty();
        assertThat(info.in(Lane.URGENT).fetch(AllMids.of())).isEmpty();
    }

    @Test
    void fetch_inTheBackground_leavesRoomForOthers() {
        limits.ip().acquire(Lane.URGENT, Duration.ZERO, 840, 0).settle(0);

        assertThatExceptionOfType(RateLimited.class)
                .isThrownBy(() -> info.in(Lane.BACKGROUND).fetch(AllMids.of()));
        assertThat(info.fetch(AllMids.of())).isEmpty();
    }

    @Test
    void fetch_requestLargerThanTheBudget_isTheCallersMistake() {
        InfoClient small = HyperliquidClient.at(
                        venue.url(),
                        new OkHttpClient(),
                        Duration.ofMillis(500),
                        new VenueLimits(Quotas.documented().withWeightPerMinute(40)))
                .info();

        assertThatIllegalArgumentException().isThrownBy(() -> small.fetch(FundingHistory.of("BTC", 0, null)));
    }

    @Test
    void fetch_429OfTheVenue_isTypedWithItsPause() {
        venue.misbehave(HttpFault.RATE_LIMITED, "allMids");

        assertThatExceptionOfType(RateLimited.class)
                .isThrownBy(() -> info.fetch(AllMids.of()))
                .satisfies(e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(7)))
                .withMessageContaining("hyperliquid");
    }

    @Test
    void fetch_everyFault_isTyped_andNothingIsRepeated() {
        FaultErrors.checkEach(
                venue,
                "allMids",
                () -> Outcome.of(() -> info.fetch(AllMids.of())).findError().orElseThrow());

        assertThat(venue.requests()).hasSize(HttpFault.values().length);
        assertThat(info.fetch(AllMids.of())).isEmpty();
    }

    @Test
    void fetch_refusal_keepsItsText() {
        assertThatExceptionOfType(Rejected.class)
                .isThrownBy(() -> info.fetch(FundingHistory.of("NOSUCH", 0, 9L)))
                .withMessageContaining("422")
                .withMessageContaining("Failed to deserialize");
    }

    @Test
    void fetch_answerOfAnotherShape_namesEndpointAndPath() {
        venue.record("meta", "", "{\"universe\":[{\"name\":\"BTC\",\"szDecimals\":\"five\",\"maxLeverage\":40}]}");

        assertThatExceptionOfType(MalformedResponse.class)
                .isThrownBy(() -> info.fetch(Meta.of()))
                .withMessageContaining("answer to meta")
                .withMessageContaining("universe[0].szDecimals");
    }
}
