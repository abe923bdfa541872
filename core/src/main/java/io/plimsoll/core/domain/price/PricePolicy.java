package io.plimsoll.core.domain.price;

import io.plimsoll.core.domain.price.PriceVerdict.Refused;
import io.plimsoll.core.domain.price.PriceVerdict.Usable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which prices may be used. Every bound is inclusive: a price exactly on it passes. A price must always be above zero, have
 * been published, and leave a lower bound above zero.
 *
 * <p>Start from one of the named policies and {@link #change} it. Their averages' band is wide on purpose: it is there for a
 * wrong exponent or a broken feed, and must not refuse prices in a crash, when liquidations happen.
 *
 * @param maxAge how old a price may be
 * @param maxFutureSkew how far ahead of our clock its time may be
 * @param maxConfidenceBps half width of the confidence interval as a share of the price
 * @param zeroConfidenceAllowed whether an interval of zero passes: only for sources that give none
 * @param maxEmaDeviationBps distance from the moving average as a share of it; empty to compare with none
 * @param attestationRequired whether only prices pass whose signatures were checked on this machine
 * @param market what a closed market means
 * @param confidenceMultiple k of the bounds price ± k·conf
 * @param toleranceBps how far the source may lag behind its market by design; both bounds are wider by it
 * @see <a href="https://docs.pyth.network/price-feeds/core/best-practices">Pyth's best practices</a>
 */
public record PricePolicy(
        Duration maxAge,
        Duration maxFutureSkew,
        BigDecimal maxConfidenceBps,
        boolean zeroConfidenceAllowed,
        Optional<BigDecimal> maxEmaDeviationBps,
        boolean attestationRequired,
        MarketRule market,
        BigDecimal confidenceMultiple,
        BigDecimal toleranceBps) {
    private static final int BPS_DECIMALS = 2;

    /**
     * Liquidating with majors, priced by signed updates that are pulled or streamed: 15 s, 1 % of confidence, half the average
     * as band, bounds at 2.12 standard errors, which hold 95 % of a Laplace distribution.
     */
    public static final PricePolicy MAJORS = new PricePolicy(
            Duration.ofSeconds(15),
            Duration.ofSeconds(5),
            BigDecimal.valueOf(100),
            false,
            Optional.of(BigDecimal.valueOf(5000)),
            true,
            MarketRule.REFUSE_CLOSED,
            new BigDecimal("2.12"),
            BigDecimal.ZERO);

    /** As {@link #MAJORS} for what trades thinly, staked and wrapped tokens: 60 s, 3 % of confidence. */
    public static final PricePolicy LONG_TAIL = MAJORS.change()
            .maxAge(Duration.ofSeconds(60))
            .maxConfidenceBps(BigDecimal.valueOf(300))
            .build();

    /** As {@link #MAJORS} for stock, metals, currencies: no price unless their market is known to be open. */
    public static final PricePolicy MARKET_HOURS =
            MAJORS.change().market(MarketRule.REQUIRE_OPEN).build();

    /**
     * Feeds that are pushed to a chain each hour or at a move of 1 %, a few of them at 2 %: 1 h and two minutes for the push
     * itself, bounds wider by those 2 %, which also cover a product of a rate that hardly moves and a price pushed at 1 %. The
     * chain vouches for them, no signature is seen.
     */
    public static final PricePolicy PUSHED_ON_CHAIN = MAJORS.change()
            .maxAge(Duration.ofHours(1).plusMinutes(2))
            .attestationRequired(false)
            .toleranceBps(BigDecimal.valueOf(200))
            .build();

    /** A venue's own oracle, which signs nothing and has neither confidence nor average: 15 s, bounds wider by 0.5 %. */
    public static final PricePolicy VENUE_ORACLE = MAJORS.change()
            .zeroConfidenceAllowed(true)
            .maxEmaDeviationBps(Optional.empty())
            .attestationRequired(false)
            .toleranceBps(BigDecimal.valueOf(50))
            .build();

    public PricePolicy {
        notNegative("maxAge", maxAge.isNegative(), maxAge);
        notNegative("maxFutureSkew", maxFutureSkew.isNegative(), maxFutureSkew);
        notNegative("maxConfidenceBps", maxConfidenceBps.signum() < 0, maxConfidenceBps);
        maxEmaDeviationBps.ifPresent(band -> notNegative("maxEmaDeviationBps", band.signum() < 0, band));
        notNegative("confidenceMultiple", confidenceMultiple.signum() < 0, confidenceMultiple);
        notNegative("toleranceBps", toleranceBps.signum() < 0, toleranceBps);
    }

    private static void notNegative(String parameter, boolean negative, Object value) {
        if (negative) {
            throw new IllegalArgumentException(parameter + " must not be negative, got " + value);
        }
    }

    /**
     * Judges a quote.
     *
     * @param status of its market
     * @param now the moment it is to be used
     */
    public PriceVerdict judge(PriceQuote quote, MarketStatus status, Instant now) {
        OraclePrice price = quote.price();
        Duration age = price.age(now);
        if (!price.isPlausible()) {
            return new Refused(
                    quote,
                    age,
                    List.of(Refusal.of(
                            RefusalReason.EXPONENT_OUT_OF_RANGE,
                            BigDecimal.valueOf(price.expo()),
                            BigDecimal.valueOf(OraclePrice.WIDEST_EXPONENT))));
        }
        Optional<BigDecimal> ema = quote.ema()
                .filter(OraclePrice::isPlausible)
                .map(OraclePrice::value)
                .filter(average -> average.signum() > 0);
        PriceBounds bounds = PriceBounds.of(price, confidenceMultiple, toleranceBps);
        List<Refusal> refusals = new ArrayList<>();
        judgeTime(price, age, refusals);
        judgeValue(price, bounds, refusals);
        judgeAverage(price, ema, refusals);
        if (attestationRequired && quote.attestation().isEmpty()) {
            refusals.add(Refusal.of(RefusalReason.NOT_ATTESTED, BigDecimal.ZERO, BigDecimal.ONE));
        }
        if (status == MarketStatus.CLOSED && market != MarketRule.IGNORE) {
            refusals.add(Refusal.of(RefusalReason.MARKET_CLOSED));
        }
        if (status == MarketStatus.UNKNOWN && market == MarketRule.REQUIRE_OPEN) {
            refusals.add(Refusal.of(RefusalReason.MARKET_UNKNOWN));
        }
        if (!refusals.isEmpty()) {
            return new Refused(quote, age, refusals);
        }
        return new Usable(
                quote,
                age,
                bps(price.confidence(), price.value()),
                ema.map(average -> bps(price.value().subtract(average).abs(), average)),
                status,
                bounds);
    }

    private void judgeTime(OraclePrice price, Duration age, List<Refusal> refusals) {
        if (!price.publishTime().isAfter(Instant.EPOCH)) {
            refusals.add(Refusal.of(RefusalReason.NEVER_PUBLISHED));
        } else if (age.compareTo(maxAge) > 0) {
            refusals.add(Refusal.of(RefusalReason.TOO_OLD, seconds(age), seconds(maxAge)));
        } else if (age.negated().compareTo(maxFutureSkew) > 0) {
            refusals.add(Refusal.of(RefusalReason.FROM_THE_FUTURE, seconds(age.negated()), seconds(maxFutureSkew)));
        }
    }

    private void judgeValue(OraclePrice price, PriceBounds bounds, List<Refusal> refusals) {
        BigDecimal value = price.value();
        BigDecimal confidence = price.confidence();
        if (value.signum() <= 0) {
            refusals.add(Refusal.of(RefusalReason.NOT_POSITIVE, value, BigDecimal.ZERO));
        }
        if (confidence.signum() == 0 && !zeroConfidenceAllowed) {
            refusals.add(Refusal.of(RefusalReason.CONFIDENCE_ZERO));
        }
        if (value.signum() > 0 && exceeds(confidence, value, maxConfidenceBps)) {
            refusals.add(Refusal.of(RefusalReason.CONFIDENCE_TOO_WIDE, bps(confidence, value), maxConfidenceBps));
        }
        if (value.signum() > 0 && bounds.collateral().signum() <= 0) {
            refusals.add(Refusal.of(RefusalReason.BOUND_NOT_POSITIVE, bounds.collateral(), BigDecimal.ZERO));
        }
    }

    private void judgeAverage(OraclePrice price, Optional<BigDecimal> ema, List<Refusal> refusals) {
        if (maxEmaDeviationBps.isEmpty()) {
            return;
        }
        BigDecimal band = maxEmaDeviationBps.get();
        if (ema.isEmpty()) {
            refusals.add(Refusal.of(RefusalReason.EMA_MISSING));
            return;
        }
        BigDecimal average = ema.get();
        BigDecimal distance = price.value().subtract(average).abs();
        if (exceeds(distance, average, band)) {
            refusals.add(Refusal.of(RefusalReason.EMA_DEVIATION, bps(distance, average), band));
        }
    }

    /** part / whole > bps · 10⁻⁴, without dividing. */
    private static boolean exceeds(BigDecimal part, BigDecimal whole, BigDecimal bps) {
        return part.movePointRight(4).compareTo(whole.multiply(bps)) > 0;
    }

    private static BigDecimal bps(BigDecimal part, BigDecimal whole) {
        return part.movePointRight(4).divide(whole, BPS_DECIMALS, RoundingMode.CEILING);
    }

    private static BigDecimal seconds(Duration duration) {
        return BigDecimal.valueOf(duration.getSeconds())
                .add(BigDecimal.valueOf(duration.getNano(), 9), MathContext.UNLIMITED)
                .stripTrailingZeros();
    }

    /** The policy that passes what either of them passes, as long as the wider bounds of the two stay above zero. */
    public PricePolicy looser(PricePolicy other) {
        return new PricePolicy(
                maxAge.compareTo(other.maxAge) > 0 ? maxAge : other.maxAge,
                maxFutureSkew.compareTo(other.maxFutureSkew) > 0 ? maxFutureSkew : other.maxFutureSkew,
                maxConfidenceBps.max(other.maxConfidenceBps),
                zeroConfidenceAllowed || other.zeroConfidenceAllowed,
                maxEmaDeviationBps.flatMap(band -> other.maxEmaDeviationBps.map(band::max)),
                attestationRequired && other.attestationRequired,
                market.compareTo(other.market) < 0 ? market : other.market,
                confidenceMultiple.max(other.confidenceMultiple),
                toleranceBps.max(other.toleranceBps));
    }

    /** A builder that starts from this policy. */
    public Builder change() {
        return new Builder(this);
    }

    /** Changes a policy. Not thread-safe. */
    public static final class Builder {
        private Duration maxAge;
        private Duration maxFutureSkew;
        private BigDecimal maxConfidenceBps;
        private boolean zeroConfidenceAllowed;
        private Optional<BigDecimal> maxEmaDeviationBps;
        private boolean attestationRequired;
        private MarketRule market;
        private BigDecimal confidenceMultiple;
        private BigDecimal toleranceBps;

        private Builder(PricePolicy start) {
            maxAge = start.maxAge;
            maxFutureSkew = start.maxFutureSkew;
            maxConfidenceBps = start.maxConfidenceBps;
            zeroConfidenceAllowed = start.zeroConfidenceAllowed;
            maxEmaDeviationBps = start.maxEmaDeviationBps;
            attestationRequired = start.attestationRequired;
            market = start.market;
            confidenceMultiple = start.confidenceMultiple;
            toleranceBps = start.toleranceBps;
        }

        /** How old a price may be. */
        public Builder maxAge(Duration bound) {
            maxAge = bound;
            return this;
        }

        /** How far ahead of our clock a price's time may be. */
        public Builder maxFutureSkew(Duration bound) {
            maxFutureSkew = bound;
            return this;
        }

        /** Half width of the confidence interval as a share of the price. */
        public Builder maxConfidenceBps(BigDecimal bound) {
            maxConfidenceBps = bound;
            return this;
        }

        /** Whether an interval of zero passes. */
        public Builder zeroConfidenceAllowed(boolean allowed) {
            zeroConfidenceAllowed = allowed;
            return this;
        }

        /** Distance from the moving average as a share of it; empty to compare with none. */
        public Builder maxEmaDeviationBps(Optional<BigDecimal> band) {
            maxEmaDeviationBps = band;
            return this;
        }

        /** Whether only prices pass whose signatures were checked on this machine. */
        public Builder attestationRequired(boolean required) {
            attestationRequired = required;
            return this;
        }

        /** What a closed market means. */
        public Builder market(MarketRule rule) {
            market = rule;
            return this;
        }

        /** k of the bounds price ± k·conf. */
        public Builder confidenceMultiple(BigDecimal multiple) {
            confidenceMultiple = multiple;
            return this;
        }

        /** How far the source may lag behind its market by design. */
        public Builder toleranceBps(BigDecimal tolerance) {
            toleranceBps = tolerance;
            return this;
        }

        /**
         * The policy.
         *
         * @throws IllegalArgumentException if a bound is negative
         */
        public PricePolicy build() {
            return new PricePolicy(
                    maxAge,
                    maxFutureSkew,
                    maxConfidenceBps,
                    zeroConfidenceAllowed,
                    maxEmaDeviationBps,
                    attestationRequired,
                    market,
                    confidenceMultiple,
                    toleranceBps);
        }
    }
}
