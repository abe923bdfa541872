package io.plimsoll.pyth.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.domain.price.Attestation;
import io.plimsoll.core.domain.price.MarketStatus;
import io.plimsoll.core.domain.price.OraclePrice;
import io.plimsoll.core.domain.price.PricePolicy;
import io.plimsoll.core.domain.price.PriceQuote;
import io.plimsoll.core.domain.price.PriceRefused;
import io.plimsoll.core.domain.price.PriceVerdict.Usable;
import io.plimsoll.core.domain.price.Refusal;
import io.plimsoll.core.domain.price.RefusalReason;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.error.Outcome;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.NotFound;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Assets that are products of feeds. */
class FeedRouteTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Bytes32 RATE = Bytes32.parse("01".repeat(32));
    private static final Bytes32 HYPE = Bytes32.parse("02".repeat(32));
    private static final Bytes32 BTC = Bytes32.parse("03".repeat(32));
    private static final Attestation THREE = new Attestation("routers", 1, 3, 3);
    private static final Attestation FIVE = new Attestation("routers", 1, 5, 3);

    /** Says what was put in. */
    private static final class Given implements FeedPrices {
        private final Map<Bytes32, Outcome<FeedPrice>> prices = new HashMap<>();
        private final List<Set<Bytes32>> questions = new ArrayList<>();

        Given with(Bytes32 feed, OraclePrice price, Optional<OraclePrice> ema, Optional<Attestation> attestation) {
            prices.put(feed, Outcome.success(new FeedPrice(feed, price, ema, attestation)));
            return this;
        }

        @Override
        public String name() {
            return "given";
        }

        @Override
        public Map<Bytes32, Outcome<FeedPrice>> latest(Set<Bytes32> feeds) {
            questions.add(feeds);
            return prices;
        }
    }

    private final Given given = new Given()
            .with(
                    RATE,
                    new OraclePrice(102_000_000, -8, 10_000, NOW.minusSeconds(7)),
                    Optional.of(new OraclePrice(101_000_000, -8, 1, NOW.minusSeconds(7))),
                    Optional.of(FIVE))
            .with(
                    HYPE,
                    new OraclePrice(4_000_000_000L, -8, 2_000_000, NOW.minusSeconds(2)),
                    Optional.of(new OraclePrice(3_900_000_000L, -8, 1, NOW.minusSeconds(2))),
                    Optional.of(THREE));
    private final PythPriceSource prices = new PythPriceSource(
            given,
            Map.of(
                    "kHYPE", FeedRoute.product(RATE, HYPE),
                    "HYPE", FeedRoute.of(HYPE),
                    "BTC", FeedRoute.of(BTC)),
            PricePolicy.LONG_TAIL);

    private PriceQuote quote(String asset) {
        return prices.latest(Set.of(asset)).get(asset).orElseThrow();
    }

    private SourceException error(String asset) {
        return prices.latest(Set.of(asset)).get(asset).findError().orElseThrow();
    }

    @Test
    void product_multipliesPricesAveragesAndDoubts_andIsAsOldAsItsOldestPart() {
        PriceQuote quote = quote("kHYPE");

        assertThat(quote.price().value()).isEqualByComparingTo("40.8");
        assertThat(quote.price().confidence())
                .as("1.02 · 0.02 + 40 · 0.0001 + 0.0001 · 0.02")
                .isEqualByComparingTo("0.024402");
        assertThat(quote.price().publishTime()).isEqualTo(NOW.minusSeconds(7));
        assertThat(quote.ema().orElseThrow().value()).isEqualByComparingTo("39.39");
        assertThat(quote.attestation()).as("the weaker one").contains(THREE);
        assertThat(quote.source()).isEqualTo("given");
        Usable usable = (Usable) prices.usualPolicy().judge(quote, MarketStatus.UNKNOWN, NOW);
        assertThat(usable.bounds().collateral()).isLessThan(new BigDecimal("40.75"));
    }

    @Test
    void feeds_areAskedForTogether_eachOnce_andOnlyThoseNeeded() {
        prices.latest(Set.of("kHYPE", "HYPE", "NOSUCH"));

        assertThat(given.questions).containsExactly(Set.of(RATE, HYPE));
        prices.latest(Set.of("NOSUCH"));
        assertThat(given.questions).hasSize(1);
    }

    @Test
    void product_ofWhichAPartFails_fails_withThatPartsError() {
        given.prices.put(RATE, Outcome.failure(new NotFound("given", "no rate")));

        assertThat(error("kHYPE")).isInstanceOf(NotFound.class).hasMessageContaining("no rate");
        assertThat(quote("HYPE").price().value()).isEqualByComparingTo("40");
    }

    @Test
    void partWithoutAverageOrSignature_leavesTheProductWithout() {
        given.with(RATE, new OraclePrice(1, 0, 1, NOW), Optional.empty(), Optional.empty());

        assertThat(quote("kHYPE").ema()).isEmpty();
        assertThat(quote("kHYPE").attestation()).isEmpty();
        assertThat(quote("HYPE").attestation()).contains(THREE);
    }

    @Test
    void feedOfWhichNothingIsSaid_isMalformed() {
        assertThat(error("BTC")).isInstanceOf(MalformedResponse.class).hasMessageContaining("says nothing");
    }

    @Test
    void productOfTwoWrongs_isRefused_howeverRightItLooks() {
        given.with(RATE, new OraclePrice(-102_000_000, -8, 1, NOW), Optional.empty(), Optional.of(THREE))
                .with(HYPE, new OraclePrice(-4_000_000_000L, -8, 1, NOW), Optional.empty(), Optional.of(THREE));
        assertThat(refusals("kHYPE")).containsExactly(RefusalReason.NOT_POSITIVE, RefusalReason.NOT_POSITIVE);

        given.with(RATE, new OraclePrice(0, -8, 1, NOW), Optional.empty(), Optional.of(THREE))
                .with(HYPE, new OraclePrice(1, Integer.MIN_VALUE, 1, NOW), Optional.empty(), Optional.of(THREE));
        assertThat(refusals("kHYPE")).containsExactly(RefusalReason.EXPONENT_OUT_OF_RANGE, RefusalReason.NOT_POSITIVE);

        given.with(RATE, new OraclePrice(102, 1_000_000, 1, NOW), Optional.empty(), Optional.of(THREE))
                .with(HYPE, new OraclePrice(40, -1_000_002, 1, NOW), Optional.empty(), Optional.of(THREE));
        assertThat(refusals("kHYPE"))
                .containsExactly(RefusalReason.EXPONENT_OUT_OF_RANGE, RefusalReason.EXPONENT_OUT_OF_RANGE);
    }

    @Test
    void productOfTwoWrongAverages_isNone() {
        OraclePrice wrong = new OraclePrice(-1, 0, 1, NOW);
        OraclePrice right = new OraclePrice(1, 0, 1, NOW);
        given.with(RATE, right, Optional.of(wrong), Optional.empty())
                .with(HYPE, right, Optional.of(wrong), Optional.empty());

        assertThat(quote("kHYPE").ema()).isEmpty();
        assertThat(quote("HYPE").ema()).as("as it is").contains(wrong);
    }

    private List<RefusalReason> refusals(String asset) {
        return ((PriceRefused) error(asset))
                .refusals().stream().map(Refusal::reason).toList();
    }

    @Test
    void route_ofTooFewOrTwins_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> FeedRoute.product(RATE));
        assertThatIllegalArgumentException().isThrownBy(() -> FeedRoute.product(RATE, RATE));
    }
}
