package io.plimsoll.analytics.funding;

import io.plimsoll.core.domain.funding.FundingRate;
import io.plimsoll.core.domain.position.PerpPosition;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Funding as a simple yearly rate, on the notional, without compounding: the number exchanges and aggregators quote. A
 * fraction: 0.1095 is 10.95 %.
 */
public final class FundingApr {
    private static final BigDecimal HOURS_PER_YEAR = BigDecimal.valueOf(24L * 365);
    private static final MathContext PRECISION = MathContext.DECIMAL128;

    private FundingApr() {}

    /** APR = hourly · 24 · 365. Sign as the rate: positive means that longs pay. */
    public static BigDecimal simple(BigDecimal hourlyRate) {
        return hourlyRate.multiply(HOURS_PER_YEAR);
    }

    /** The mean of hourly rates, each hour counted once: Σ rate / n. Empty for no rates: unknown is not zero. */
    public static Optional<BigDecimal> meanHourlyRate(List<FundingRate> rates) {
        return rates.isEmpty()
                ? Optional.empty()
                : Optional.of(rates.stream()
                        .map(FundingRate::hourlyRate)
                        .reduce(BigDecimal.ZERO, BigDecimal::add)
                        .divide(BigDecimal.valueOf(rates.size()), PRECISION));
    }

    /**
     * What the holder of these positions earns (+) or pays (−) a year per unit of notional, if these rates stay: APR = −Σ
     * sign(size) · notional · rate · 8760 / Σ notional. Empty without positions, or where a rate is not known.
     *
     * @param hourlyRates by coin
     */
    public static Optional<BigDecimal> ofHolder(List<PerpPosition> positions, Map<String, BigDecimal> hourlyRates) {
        BigDecimal yearly = BigDecimal.ZERO;
        BigDecimal notional = BigDecimal.ZERO;
        for (PerpPosition position : positions) {
            BigDecimal rate = hourlyRates.get(position.coin());
            if (rate == null) {
                return Optional.empty();
            }
            yearly = yearly.subtract(position.signedNotional().multiply(simple(rate)));
            notional = notional.add(position.notional());
        }
        return notional.signum() == 0 ? Optional.empty() : Optional.of(yearly.divide(notional, PRECISION));
    }
}
