package io.plimsoll.pyth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.testing.ManualClock;
import io.plimsoll.pyth.hermes.PriceFeed;
import io.plimsoll.pyth.testing.FakeHermes;
import io.plimsoll.pyth.testing.UpdateSigner;
import io.plimsoll.pyth.update.UpdateMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fake is product: parameters and error texts are the real service's. */
class FakeHermesTest {
    private static final Bytes32 FEED =
            Bytes32.parse("4279e31cc369bbcc2faf022b382b080e32a8e689ff20fbc530d2a603eb6cd98b");
    private static final String HYPE = FEED.digits();
    private static final String UNKNOWN = "ab".repeat(32);
    private static final long NEW_YEAR = 1767225600;
    private static final String PRICES = "/v2/updates/price/";
    private static final String LATEST = PRICES + "latest?";

    private final ManualClock clock = ManualClock.atNewYear();
    private final UpdateSigner routers = UpdateSigner.named("t");
    private final FakeHermes hermes = FakeHermes.start(routers, clock).publish(FEED, "40", "1");

    @AfterEach
    void close() {
        hermes.close();
    }

    private String get(String path, String... headers) throws IOException {
        Request.Builder request = new Request.Builder().url(hermes.url().resolve(path));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try (Response response = new OkHttpClient().newCall(request.build()).execute()) {
            String retry = response.header("Retry-After");
            return response.code() + " " + (retry == null ? "" : "(" + retry + ") ")
                    + response.body().string();
        }
    }

    @Test
    void latest_isJudgedAsByTheRealService() throws IOException {
        assertThat(get(LATEST)).isEqualTo("400 Failed to deserialize query string: missing field `ids`");
        assertThat(get(LATEST + "ids[]=zz")).startsWith("400 Failed to deserialize query string");
        assertThat(get(LATEST + "ids[]=" + HYPE + "&encoding=rot13"))
                .startsWith("400 ")
                .contains("`rot13`");
        assertThat(get(LATEST + "ids[]=" + UNKNOWN + "&ids[]=" + HYPE))
                .isEqualTo("404 Price ids not found: 0x" + UNKNOWN);
        assertThat(get(LATEST + "ids[]=" + UNKNOWN + "&ids[]=cd" + UNKNOWN.substring(2)))
                .isEqualTo("404 Price ids not found: 0x" + UNKNOWN + ", 0xcd" + UNKNOWN.substring(2));
        assertThat(get(LATEST + "ids[]=" + UNKNOWN + "&ignore_invalid_price_ids=true"))
                .isEqualTo("200 {\"binary\":{\"encoding\":\"hex\",\"data\":[]},\"parsed\":[]}");
        assertThat(get(LATEST + "ids[]=0x" + HYPE.toUpperCase(Locale.ROOT) + "&parsed=false&encoding=base64"))
                .startsWith("200 {\"binary\":{\"encoding\":\"base64\",\"data\":[\"UE5BV")
                .doesNotContain("parsed");
        assertThat(get(LATEST + "ids[]=" + HYPE))
                .startsWith("200 {\"binary\":{\"encoding\":\"hex\",\"data\":[\"504e4155")
                .contains("\"id\":\"" + HYPE + "\"", "\"price\":\"4000000000\"", "\"publish_time\":" + NEW_YEAR)
                .contains("\"slot\":" + 20 * NEW_YEAR, "\"prev_publish_time\":" + (NEW_YEAR - 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ids[]", "ids%5B%5D", "ids[0]", "ids"})
    void ids_areReadHoweverTheyAreWritten(String name) throws IOException {
        assertThat(get(LATEST + name + "=" + HYPE + "&" + name + "=" + HYPE)).startsWith("200 ");
    }

    @Test
    void otherPaths_areNotThere() throws IOException {
        assertThat(get("/v2/other")).startsWith("404");
        assertThat(get("/")).startsWith("404");
        assertThat(get("/v2/updates/price")).startsWith("404");
        assertThat(get("/v2/updates/price/1/2?ids[]=" + HYPE)).startsWith("404");
        assertThat(get("/v1/updates/price/1/2/3?ids[]=" + HYPE)).startsWith("404");
        assertThat(get("/live")).startsWith("200");
        assertThat(get("/ready")).startsWith("200");
        assertThat(get("/v2/updates/twap/60/latest?ids[]=" + HYPE))
                .isEqualTo("400 The TWAP endpoint has been deprecated and is no longer available.");
        assertThat(get("/v2/updates/publisher_stake_caps/latest"))
                .contains("\"parsed\":[{\"publisher_stake_caps\":[]}]");
    }

    @Test
    void updateOfASecond_isThereWhenItsSecondIs() throws IOException {
        assertThat(get(PRICES + "yesterday?ids[]=" + HYPE))
                .isEqualTo("400 Invalid URL: Cannot parse `yesterday` to a `i64`");
        assertThat(get(PRICES + (NEW_YEAR + 1) + "?ids[]=" + HYPE)).isEqualTo("404 Update data not found");
        clock.advance(Duration.ofSeconds(1));
        assertThat(get(PRICES + (NEW_YEAR + 1) + "?ids[]=" + HYPE)).contains("\"publish_time\":" + (NEW_YEAR + 1));
        assertThat(get(PRICES + (NEW_YEAR - 1000) + "?ids[]=" + HYPE))
                .as("the first that there is")
                .contains("\"publish_time\":" + NEW_YEAR, "\"prev_publish_time\":" + (NEW_YEAR - 1));
        hermes.publishLate(Duration.ofSeconds(1));
        assertThat(get(PRICES + (NEW_YEAR + 1) + "?ids[]=" + HYPE)).isEqualTo("404 Update data not found");
        assertThat(get(LATEST + "ids[]=" + HYPE)).contains("\"publish_time\":" + NEW_YEAR);
    }

    @Test
    void closedMarket_keepsItsLastPrice_whichWasNewOnce() throws IOException {
        clock.advance(Duration.ofSeconds(5));
        hermes.closeMarket(FEED);
        clock.advance(Duration.ofSeconds(5));

        assertThat(get(LATEST + "ids[]=" + HYPE))
                .contains("\"publish_time\":" + (NEW_YEAR + 5), "\"prev_publish_time\":" + (NEW_YEAR + 4))
                .contains("\"slot\":" + 20 * (NEW_YEAR + 5));
        assertThat(get(PRICES + (NEW_YEAR + 5) + "?ids[]=" + HYPE)).startsWith("200");
        assertThat(get(PRICES + (NEW_YEAR + 6) + "?ids[]=" + HYPE)).startsWith("404");
        assertThat(get("/v2/price_feeds")).contains("\"market_hours\":{\"is_open\":false");
        assertThatIllegalArgumentException().isThrownBy(() -> hermes.closeMarket(Bytes32.parse(UNKNOWN)));
    }

    @Test
    void archive_takesSpansUpToAMinute() throws IOException {
        clock.advance(Duration.ofSeconds(100));
        String ids = "?ids=" + HYPE + "&encoding=base64";

        assertThat(get("/v1/updates/price/" + NEW_YEAR + ids)).contains("\"publish_time\":" + NEW_YEAR);
        assertThat(get("/v1/updates/price/" + NEW_YEAR + "/60" + ids).split("\"binary\""))
                .hasSize(61);
        assertThat(get("/v1/updates/price/" + NEW_YEAR + "/61" + ids)).startsWith("400");
        assertThat(get("/v1/updates/price/" + (NEW_YEAR + 99) + "/60" + ids).split("\"binary\""))
                .as("up to now")
                .hasSize(3);
        assertThat(get("/v1/updates/price/" + NEW_YEAR + "?ids=" + UNKNOWN)).startsWith("404 Price ids not found");
    }

    @Test
    void keys_comeByHeaderOrQuery_andTheHeaderWins() throws IOException {
        hermes.requireKey("k");
        String path = LATEST + "ids[]=" + HYPE;

        assertThat(get(path)).isEqualTo("401 unauthorized");
        assertThat(get(path, "Authorization", "Bearer k")).startsWith("200");
        assertThat(get(path, "Authorization", "bEARER k")).startsWith("200");
        assertThat(get(path, "Authorization", "Basic k")).startsWith("401");
        assertThat(get(path + "&ACCESS_TOKEN=k")).startsWith("200");
        assertThat(get(path + "&ACCESS_TOKEN=k", "Authorization", "Bearer x")).startsWith("401");
        assertThat(get(path + "&ACCESS_TOKEN=x", "Authorization", "Bearer k")).startsWith("200");
        assertThat(get("/v2/price_feeds")).startsWith("200");
        hermes.requireKey("other");
        assertThat(get(path, "Authorization", "Bearer k")).startsWith("401");
    }

    @Test
    void grants_areJudgedFeedByFeed() throws IOException {
        Bytes32 stock = Bytes32.parse(UNKNOWN);
        hermes.publish(stock, "230", "1")
                .describe(new PriceFeed(UNKNOWN, Map.of("asset_type", "Equity"), null))
                .grant("coins", Set.of(FEED))
                .requireKey("all")
                .grant("coins", Set.of(FEED));
        String both = LATEST + "ids[]=" + HYPE + "&ids[]=" + UNKNOWN;

        assertThat(get(both, "Authorization", "Bearer coins"))
                .isEqualTo("403 Not entitled: feed " + UNKNOWN + " (no grant accepts this feed (asset type 'equity'))");
        assertThat(get(LATEST + "ids[]=" + HYPE, "Authorization", "Bearer coins"))
                .startsWith("200");
        assertThat(get(both, "Authorization", "Bearer all")).startsWith("200");
        assertThat(get(both)).startsWith("401");
    }

    @Test
    void oneRequestTooMany_shutsTheDoorForThePenalty() throws IOException {
        hermes.limitRequests(2, Duration.ofSeconds(10), Duration.ofSeconds(60), true);
        String path = LATEST + "ids[]=" + HYPE;

        assertThat(get(path)).startsWith("200");
        assertThat(get("/live")).startsWith("200");
        assertThat(get(path)).isEqualTo("429 (60) too many requests");
        clock.advance(Duration.ofSeconds(11));
        assertThat(get(path)).as("the window is over, the penalty is not").isEqualTo("429 (49) too many requests");
        clock.advance(Duration.ofSeconds(49));
        assertThat(get(path)).startsWith("200");
        hermes.limitRequests(1, Duration.ofSeconds(10), Duration.ofSeconds(60), false);
        assertThat(get(path)).startsWith("200");
        assertThat(get(path)).isEqualTo("429 too many requests");
    }

    @Test
    void recordedUpdates_haveAPastToo() throws IOException {
        Bytes32 other = Bytes32.parse(UNKNOWN);
        for (long second : new long[] {100, 105, 110}) {
            hermes.record(routers.sign(
                    second, List.of(new UpdateMessage.Price(other, second, 1, 0, second, second - 1, 1, 1))));
        }

        assertThat(get(LATEST + "ids[]=" + UNKNOWN)).contains("\"price\":\"110\"");
        assertThat(get(PRICES + "101?ids[]=" + UNKNOWN)).contains("\"price\":\"105\"");
        assertThat(get(PRICES + "111?ids[]=" + UNKNOWN)).startsWith("404");
    }

    @Test
    void catalogue_isSearchedByPartOfTheSymbol() throws IOException {
        hermes.describe(new PriceFeed(UNKNOWN, Map.of("symbol", "Equity.US.AAPL/USD", "asset_type", "Equity"), null));

        assertThat(get("/v2/price_feeds").split("\"attributes\"")).hasSize(3);
        assertThat(get("/v2/price_feeds?query=aapl")).contains("AAPL").doesNotContain("Crypto", "market_hours");
        assertThat(get("/v2/price_feeds?asset_type=crypto")).contains(HYPE).doesNotContain("AAPL");
        assertThat(get("/v2/price_feeds?query=nothing")).isEqualTo("200 []");
    }

    @Test
    void sortedKeys_areInTheOrderOfTheAlphabet() throws IOException {
        hermes.sortKeys();

        assertThat(get(LATEST + "ids[]=" + HYPE))
                .containsSubsequence(
                        "\"binary\"", "\"data\"", "\"encoding\"", "\"parsed\"", "\"ema_price\"", "\"conf\"")
                .containsSubsequence("\"ema_price\"", "\"id\"", "\"metadata\"", "\"price\":{");
    }
}
