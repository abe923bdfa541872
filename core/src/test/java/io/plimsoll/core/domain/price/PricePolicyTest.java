package io.plimsoll.core.domain.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.domain.price.PriceVerdict.Refused;
import io.plimsoll.core.domain.price.PriceVerdict.Usable;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Every bound at its last usable value and at the first that is not. */
class PricePolicyTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Attestation SIGNED = new Attestation("routers", 1, 3, 3);

    private static final PricePolicy POLICY = new PricePolicy(
            Duration.ofSeconds(15),
            Duration.ofSeconds(5),
            BigDecimal.valueOf(100),
            false,
            Optional.of(BigDecimal.valueOf(1000)),
            true,
            MarketRule.REQUIRE_OPEN,
            BigDecimal.valueOf(2),
            BigDecimal.ZERO);

    private static OraclePrice price(long mantissa, long conf, Instant time) {
        return new OraclePrice(mantissa, -2, conf, time);
    }

    private static PriceQuote quote(OraclePrice price) {
        return new PriceQuote("BTC", price, Optional.of(price(10_000, 1, NOW)), "test", Optional.of(SIGNED));
    }

    private static List<Refusal> refusals(PricePolicy policy, PriceQuote quote, MarketStatus market) {
        return policy.judge(quote, market, NOW) instanceof Refused refused ? refused.refusals() : List.of();
    }

    private static List<RefusalReason> reasons(PricePolicy policy, PriceQuote quote, MarketStatus market) {
        return refusals(policy, quote, market).stream().map(Refusal::reason).toList();
    }

    private static List<RefusalReason> reasons(OraclePrice price) {
        return reasons(POLICY, quote(price), MarketStatus.OPEN);
    }

    @Test
    void age_onTheBound_passes_andANanosecondMore_doesNot() {
        assertThat(reasons(price(10_000, 1, NOW.minusSeconds(15)))).isEmpty();
        assertThat(refusals(POLICY, quote(price(10_000, 1, NOW.minusSeconds(15).minusNanos(1))), MarketStatus.OPEN))
                .singleElement()
                .hasToString("TOO_OLD 15.000000001 s, limit 15 s");
    }

    @Test
    void future_onTheSkew_passes_andANanosecondMore_doesNot() {
        assertThat(reasons(price(10_000, 1, NOW.plusSeconds(5)))).isEmpty();
        assertThat(reasons(price(10_000, 1, NOW.plusSeconds(5).plusNanos(1))))
                .containsExactly(RefusalReason.FROM_THE_FUTURE);
    }

    @Test
    void neverPublished_isNotJustOld() {
        assertThat(reasons(price(10_000, 1, Instant.EPOCH))).containsExactly(RefusalReason.NEVER_PUBLISHED);
        assertThat(reasons(price(10_000, 1, Instant.EPOCH.plusSeconds(1)))).containsExactly(RefusalReason.TOO_OLD);
    }

    @Test
    void confidence_onTheShare_passes_andOneUnitMore_doesNot() {
        assertThat(reasons(price(10_000, 100, NOW))).isEmpty();
        assertThat(refusals(POLICY, quote(price(10_000, 101, NOW)), MarketStatus.OPEN))
                .singleElement()
                .hasToString("CONFIDENCE_TOO_WIDE 101.00 bps, limit 100 bps");
        assertThat(reasons(price(10_000, -1L, NOW)))
                .as("unsigned")
                .containsExactly(RefusalReason.CONFIDENCE_TOO_WIDE, RefusalReason.BOUND_NOT_POSITIVE);
    }

    @Test
    void confidenceOfZero_passesOnlyWhereAllowed() {
        PriceQuote certain = quote(price(10_000, 0, NOW));

        assertThat(reasons(POLICY, certain, MarketStatus.OPEN)).containsExactly(RefusalReason.CONFIDENCE_ZERO);
        assertThat(reasons(POLICY.change().zeroConfidenceAllowed(true).build(), certain, MarketStatus.OPEN))
                .isEmpty();
    }

    @Test
    void price_mustBeAboveZero() {
        assertThat(reasons(price(0, 1, NOW))).contains(RefusalReason.NOT_POSITIVE);
        assertThat(reasons(price(-10_000, 1, NOW))).contains(RefusalReason.NOT_POSITIVE);
        PricePolicy noAverage = POLICY.change()
                .zeroConfidenceAllowed(true)
                .maxEmaDeviationBps(Optional.empty())
                .build();
        assertThat(reasons(noAverage, quote(price(1, 0, NOW)), MarketStatus.OPEN))
                .isEmpty();
        assertThat(reasons(noAverage, quote(price(0, 0, NOW)), MarketStatus.OPEN))
                .containsExactly(RefusalReason.NOT_POSITIVE);
    }

    @Test
    void lowerBound_ofZero_isRefused_andOneUnitAbove_passes() {
        PricePolicy wide =
                POLICY.change().maxConfidenceBps(BigDecimal.valueOf(10_000)).build();

        assertThat(reasons(wide, quote(price(10_000, 5_000, NOW)), MarketStatus.OPEN))
                .containsExactly(RefusalReason.BOUND_NOT_POSITIVE);
        Usable usable = (Usable) wide.judge(quote(price(10_001, 5_000, NOW)), MarketStatus.OPEN, NOW);
        assertThat(usable.bounds().collateral()).isEqualByComparingTo("0.01");
    }

    @Test
    void average_onTheBand_passes_andOneUnitMore_doesNot_onBothSides() {
        assertThat(reasons(price(11_000, 1, NOW))).isEmpty();
        assertThat(reasons(price(11_001, 1, NOW))).containsExactly(RefusalReason.EMA_DEVIATION);
        assertThat(reasons(price(9_000, 1, NOW))).isEmpty();
        assertThat(reasons(price(8_999, 1, NOW))).containsExactly(RefusalReason.EMA_DEVIATION);
    }

    @Test
    void average_missingZeroNegativeOrImplausible_isMissing() {
        for (Optional<OraclePrice> none : List.of(
                Optional.<OraclePrice>empty(),
                Optional.of(price(0, 1, NOW)),
                Optional.of(price(-1, 1, NOW)),
                Optional.of(new OraclePrice(1, Integer.MIN_VALUE, 1, NOW)))) {
            PriceQuote quote = new PriceQuote("BTC", price(10_000, 1, NOW), none, "test", Optional.of(SIGNED));

            assertThat(reasons(POLICY, quote, MarketStatus.OPEN)).containsExactly(RefusalReason.EMA_MISSING);
            assertThat(reasons(
                            POLICY.change().maxEmaDeviationBps(Optional.empty()).build(), quote, MarketStatus.OPEN))
                    .isEmpty();
        }
    }

    @Test
    void attestation_isAskedForOnlyWhereRequired() {
        PriceQuote unsigned = new PriceQuote(
                "BTC", price(10_000, 1, NOW), Optional.of(price(10_000, 1, NOW)), "test", Optional.empty());

        assertThat(reasons(POLICY, unsigned, MarketStatus.OPEN)).containsExactly(RefusalReason.NOT_ATTESTED);
        assertThat(reasons(POLICY.change().attestationRequired(false).build(), unsigned, MarketStatus.OPEN))
                .isEmpty();
    }

    @Test
    void market_everyRuleAndStatus() {
        PriceQuote quote = quote(price(10_000, 1, NOW));
        PricePolicy ignoring = POLICY.change().market(MarketRule.IGNORE).build();
        PricePolicy refusing = POLICY.change().market(MarketRule.REFUSE_CLOSED).build();

        assertThat(reasons(POLICY, quote, MarketStatus.CLOSED)).containsExactly(RefusalReason.MARKET_CLOSED);
        assertThat(reasons(POLICY, quote, MarketStatus.UNKNOWN)).containsExactly(RefusalReason.MARKET_UNKNOWN);
        assertThat(reasons(refusing, quote, MarketStatus.CLOSED)).containsExactly(RefusalReason.MARKET_CLOSED);
        assertThat(reasons(refusing, quote, MarketStatus.UNKNOWN)).isEmpty();
        assertThat(((Usable) ignoring.judge(quote, MarketStatus.CLOSED, NOW)).market())
                .as("it is told, not hidden")
                .isEqualTo(MarketStatus.CLOSED);
    }

    @Test
    void exponent_outOfRange_isTheOnlyReasonThatIsLookedAt() {
        for (int expo : new int[] {59, -59, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            assertThat(reasons(new OraclePrice(Long.MAX_VALUE, expo, -1L, NOW)))
                    .containsExactly(RefusalReason.EXPONENT_OUT_OF_RANGE);
        }
        PricePolicy anyAverage =
                POLICY.change().maxEmaDeviationBps(Optional.empty()).build();
        assertThat(reasons(anyAverage, quote(new OraclePrice(1_000, 58, 1, NOW)), MarketStatus.OPEN))
                .isEmpty();
        assertThat(reasons(anyAverage, quote(new OraclePrice(1_000, -58, 1, NOW)), MarketStatus.OPEN))
                .isEmpty();
    }

    @Test
    void refused_hasEveryReason_inTheOrderOfTheCodes() {
        PriceQuote quote =
                new PriceQuote("BTC", price(-1, 0, NOW.minusSeconds(99)), Optional.empty(), "test", Optional.empty());
        Refused refused = (Refused) POLICY.judge(quote, MarketStatus.CLOSED, NOW);

        assertThat(refused.refusals())
                .extracting(Refusal::reason)
                .containsExactly(
                        RefusalReason.TOO_OLD,
                        RefusalReason.NOT_POSITIVE,
                        RefusalReason.CONFIDENCE_ZERO,
                        RefusalReason.EMA_MISSING,
                        RefusalReason.NOT_ATTESTED,
                        RefusalReason.MARKET_CLOSED)
                .isSorted();
        assertThat(refused.error())
                .hasMessageStartingWith("test: price of BTC refused: TOO_OLD 99 s, limit 15 s; NOT_POSITIVE -0.01 USD");
        assertThat(refused.error().retryable()).isTrue();
        assertThat(refused.error().refusals()).isEqualTo(refused.refusals());
        assertThatIllegalArgumentException().isThrownBy(() -> new Refused(quote, Duration.ZERO, List.of()));
    }

    @Test
    void reasons_allButTheEnginesOwn_areReachableHere() {
        Set<RefusalReason> met = EnumSet.noneOf(RefusalReason.class);
        PricePolicy wide =
                POLICY.change().maxConfidenceBps(BigDecimal.valueOf(10_000)).build();
        met.addAll(reasons(new OraclePrice(1, 59, 1, NOW)));
        met.addAll(reasons(price(10_000, 1, Instant.EPOCH)));
        met.addAll(reasons(price(10_000, 1, NOW.minusSeconds(16))));
        met.addAll(reasons(price(10_000, 1, NOW.plusSeconds(6))));
        met.addAll(reasons(price(0, 0, NOW)));
        met.addAll(reasons(price(10_000, 101, NOW)));
        met.addAll(reasons(wide, quote(price(10_000, 9_000, NOW)), MarketStatus.CLOSED));
        met.addAll(reasons(price(20_000, 1, NOW)));
        met.addAll(reasons(
                POLICY,
                new PriceQuote("BTC", price(1, 1, NOW), Optional.empty(), "test", Optional.empty()),
                MarketStatus.UNKNOWN));

        assertThat(EnumSet.complementOf(EnumSet.copyOf(met))).containsExactly(RefusalReason.SOURCES_DISAGREE);
    }

    @Test
    void usable_saysWhatWasMeasured() {
        Usable usable = (Usable) POLICY.judge(quote(price(10_100, 33, NOW.minusSeconds(3))), MarketStatus.OPEN, NOW);

        assertThat(usable.age()).isEqualTo(Duration.ofSeconds(3));
        assertThat(usable.confidenceBps()).as("rounded up").isEqualByComparingTo("32.68");
        assertThat(usable.emaDeviationBps())
                .hasValueSatisfying(bps -> assertThat(bps).isEqualByComparingTo("100"));
        assertThat(usable.bounds().collateral()).isEqualByComparingTo("100.34");
        assertThat(usable.bounds().debt()).isEqualByComparingTo("101.66");
        assertThat(usable.bounds().collateral(1)).isEqualByComparingTo("100.3");
        assertThat(usable.bounds().debt(1)).isEqualByComparingTo("101.7");
    }

    @Test
    void tolerance_widensBothBounds() {
        PriceBounds bounds = PriceBounds.of(price(10_000, 100, NOW), new BigDecimal("2.12"), BigDecimal.valueOf(100));

        assertThat(bounds.collateral()).isEqualByComparingTo("96.88");
        assertThat(bounds.debt()).isEqualByComparingTo("103.12");
    }

    @Property
    void bounds_holdThePrice_andGrowWithDoubt(
            @ForAll long mantissa, @ForAll long conf, @ForAll @LongRange(min = 0, max = 1000) long multiple) {
        OraclePrice price = price(mantissa, conf, NOW);
        PriceBounds bounds = PriceBounds.of(price, BigDecimal.valueOf(multiple, 2), BigDecimal.ONE);
        PriceBounds wider = PriceBounds.of(price, BigDecimal.valueOf(multiple + 1, 2), BigDecimal.ONE);

        assertThat(bounds.collateral()).isLessThanOrEqualTo(price.value());
        assertThat(bounds.debt()).isGreaterThanOrEqualTo(price.value());
        assertThat(wider.collateral()).isLessThanOrEqualTo(bounds.collateral());
        assertThat(wider.debt()).isGreaterThanOrEqualTo(bounds.debt());
        for (int decimals = 0; decimals < 4; decimals++) {
            assertThat(bounds.collateral(decimals)).isLessThanOrEqualTo(bounds.collateral());
            assertThat(bounds.debt(decimals)).isGreaterThanOrEqualTo(bounds.debt());
        }
    }

    @Test
    void bounds_theWrongWayRound_cannotExist() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PriceBounds(BigDecimal.TEN, BigDecimal.ONE));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PriceBounds.of(price(1, 1, NOW), BigDecimal.ONE.negate(), BigDecimal.ZERO));
    }

    @Test
    void policy_negativeBound_isRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> POLICY.change().maxAge(Duration.ofSeconds(-1)).build())
                .withMessageContaining("maxAge");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> POLICY.change()
                        .maxEmaDeviationBps(Optional.of(BigDecimal.valueOf(-1)))
                        .build())
                .withMessageContaining("maxEmaDeviationBps");
    }

    @Test
    void looser_passesWhatEitherPasses() {
        PricePolicy looser = PricePolicy.MAJORS.looser(PricePolicy.VENUE_ORACLE).looser(PricePolicy.PUSHED_ON_CHAIN);

        assertThat(looser.maxAge()).isEqualTo(PricePolicy.PUSHED_ON_CHAIN.maxAge());
        assertThat(looser.zeroConfidenceAllowed()).isTrue();
        assertThat(looser.attestationRequired()).isFalse();
        assertThat(looser.maxEmaDeviationBps()).isEmpty();
        assertThat(looser.toleranceBps()).isEqualByComparingTo("200");
        assertThat(PricePolicy.MAJORS.looser(PricePolicy.MAJORS)).isEqualTo(PricePolicy.MAJORS);
        assertThat(PricePolicy.MARKET_HOURS.looser(PricePolicy.LONG_TAIL).market())
                .isEqualTo(MarketRule.REFUSE_CLOSED);
    }

    @Test
    void namedPolicies_keepTheirPromises() {
        PriceQuote pushed = new PriceQuote(
                "HYPE",
                price(10_000, 1, NOW.minusSeconds(3_660)),
                Optional.of(price(10_000, 1, NOW)),
                "chain",
                Optional.empty());
        PriceQuote voted = new PriceQuote(
                "HYPE", price(10_000, 0, NOW.minusSeconds(6)), Optional.empty(), "venue", Optional.empty());

        assertThat(reasons(PricePolicy.PUSHED_ON_CHAIN, pushed, MarketStatus.UNKNOWN))
                .isEmpty();
        assertThat(reasons(PricePolicy.VENUE_ORACLE, voted, MarketStatus.UNKNOWN))
                .isEmpty();
        assertThat(reasons(PricePolicy.MAJORS, pushed, MarketStatus.UNKNOWN))
                .containsExactly(RefusalReason.TOO_OLD, RefusalReason.NOT_ATTESTED);
        assertThat(Arbitraries.of(MarketStatus.class).allValues().orElseThrow())
                .allSatisfy(status -> assertThat(reasons(PricePolicy.MARKET_HOURS, quote(price(10_000, 1, NOW)), status)
                                .isEmpty())
                        .isEqualTo(status == MarketStatus.OPEN));
    }

    @Test
    void refusal_thatWasSerialized_keepsItsWords() throws IOException, ClassNotFoundException {
        PriceRefused error = new PriceRefused("pyth", "HYPE", List.of(Refusal.of(RefusalReason.MARKET_CLOSED)));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(error);

        Object read = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();

        assertThat(read).isInstanceOfSatisfying(PriceRefused.class, same -> {
            assertThat(same).hasMessage(error.getMessage());
            assertThat(same.refusals()).isEmpty();
        });
    }
}
