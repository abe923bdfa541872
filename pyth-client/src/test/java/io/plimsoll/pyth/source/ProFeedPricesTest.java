package io.plimsoll.pyth.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.domain.price.Attestation;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.error.SourceException.NotFound;
import io.plimsoll.core.foundation.error.SourceException.Unusable;
import io.plimsoll.pyth.pro.ProEvent;
import io.plimsoll.pyth.pro.ProFeed;
import io.plimsoll.pyth.pro.ProFeed.Value;
import io.plimsoll.pyth.pro.ProPayload;
import io.plimsoll.pyth.pro.ProProperty;
import io.plimsoll.pyth.pro.ProSymbol;
import io.plimsoll.pyth.pro.ProUpdate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProFeedPricesTest {
    private static final Bytes32 BTC = Bytes32.parse("01".repeat(32));
    private static final Bytes32 HYPE = Bytes32.parse("02".repeat(32));
    private static final Attestation SIGNED = new Attestation("pyth-pro", 0, 1, 1);
    private static final long TIME = 1_795_000_000_000_000L;

    private final ProFeedPrices prices = new ProFeedPrices(Map.of(BTC, 1L, HYPE, 110L));

    private void tell(Optional<Attestation> attestation, long payloadTime, ProFeed... feeds) {
        prices.onEvent(new ProEvent.Update(
                1,
                new ProPayload(payloadTime, 1, List.of(feeds)),
                attestation,
                new ProUpdate(null, null, null, null, null),
                HttpUrl.get("http://localhost/"),
                Instant.EPOCH));
    }

    private static ProFeed feed(long number, long price, long madeAt) {
        return new ProFeed(
                number,
                List.of(
                        Value.of(ProProperty.PRICE, price),
                        Value.of(ProProperty.CONFIDENCE, 7),
                        Value.of(ProProperty.EXPONENT, -8),
                        Value.of(ProProperty.EMA_PRICE, price - 1),
                        Value.of(ProProperty.EMA_CONFIDENCE, 8),
                        Value.of(ProProperty.FEED_UPDATE_TIMESTAMP, madeAt)));
    }

    private FeedPrice latest(Bytes32 feed) {
        return prices.latest(Set.of(feed)).get(feed).orElseThrow();
    }

    @Test
    void newest_isGiven_withTheTimeAtWhichItWasMade() {
        tell(Optional.of(SIGNED), TIME, feed(1, 100, TIME), feed(999, 5, TIME));
        tell(Optional.of(SIGNED), TIME + 9_000_000, feed(1, 101, TIME + 1_000_000));
        tell(Optional.of(SIGNED), TIME + 2_000_000, feed(1, 99, TIME + 500_000));

        FeedPrice btc = latest(BTC);
        assertThat(btc.price().mantissa()).isEqualTo(101);
        assertThat(btc.price().publishTime()).isEqualTo(Instant.ofEpochSecond(TIME / 1_000_000 + 1));
        assertThat(btc.ema().orElseThrow().mantissa()).isEqualTo(100);
        assertThat(btc.attestation()).contains(SIGNED);
    }

    @Test
    void unsigned_andIncompletePrices_areNotGiven() {
        tell(Optional.empty(), TIME, feed(1, 100, TIME));
        tell(Optional.of(SIGNED), TIME, new ProFeed(1, List.of(Value.of(ProProperty.PRICE, 100))));

        assertThat(prices.latest(Set.of(BTC)).get(BTC).findError().orElseThrow())
                .isInstanceOf(Unusable.class)
                .hasMessageContaining("has told no price");
    }

    @Test
    void priceThatClaimsToBeMadeAfterItsUpdate_doesNotKeepOutTheNext() {
        tell(Optional.of(SIGNED), TIME, feed(1, 666, TIME + 5_000_001));
        tell(Optional.of(SIGNED), TIME + 1, feed(110, 7, TIME + 5_000_001));
        tell(Optional.of(SIGNED), TIME + 200_000, feed(1, 100, TIME + 200_000));

        assertThat(latest(BTC).price().mantissa()).isEqualTo(100);
        assertThat(latest(HYPE).price().mantissa()).isEqualTo(7);
    }

    @Test
    void feedWithoutANumber_isNotFound_andTwinsAreRefused() {
        Bytes32 other = Bytes32.parse("03".repeat(32));

        assertThat(prices.latest(Set.of(other)).get(other).findError().orElseThrow())
                .isInstanceOf(NotFound.class);
        assertThatIllegalArgumentException().isThrownBy(() -> new ProFeedPrices(Map.of(BTC, 1L, HYPE, 1L)));
    }

    @Test
    void numbers_areThoseOfStableFeedsThatPythCoreHasToo() {
        List<ProSymbol> catalogue = List.of(
                symbol(1, BTC.digits(), "stable"),
                symbol(110, HYPE.digits(), "coming_soon"),
                symbol(3, null, "stable"),
                symbol(4, "rubbish", "stable"));

        assertThat(ProFeedPrices.numbers(catalogue)).containsExactly(Map.entry(BTC, 1L));
    }

    private static ProSymbol symbol(long number, @Nullable String hermesId, String state) {
        return new ProSymbol(
                number,
                "N",
                "S",
                "D",
                "crypto",
                null,
                -8,
                null,
                "real_time",
                state,
                null,
                null,
                hermesId,
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
