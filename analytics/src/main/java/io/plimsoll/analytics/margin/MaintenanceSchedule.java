package io.plimsoll.analytics.margin;

import io.plimsoll.core.domain.market.MarginTable;
import io.plimsoll.core.domain.market.MarginTier;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * Maintenance margin as a function of notional. In tier t
 *
 * <pre>
 *   M(N) = N · lₜ − dₜ      lₜ = 1 / (2 · maxLeverageₜ)
 *   d₀ = 0                  dₜ = dₜ₋₁ + boundₜ · (lₜ − lₜ₋₁)
 * </pre>
 *
 * so that M is continuous. Rates such as 1/6 have no finite decimal; here every rate and deduction is a whole or decimal
 * number over one common denominator D, and nothing is rounded before the end. Immutable.
 *
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/trading/margin-tiers">margin tiers</a>
 */
final class MaintenanceSchedule {
    /** The venue keeps money in millionths of a USDC. */
    private static final int MONEY_DECIMALS = 6;

    /** lₜ · D and dₜ · D. */
    private record Tier(BigDecimal lowerBound, BigDecimal rate, BigDecimal deduction) {}

    private final BigDecimal denominator;
    private final List<Tier> tiers;

    MaintenanceSchedule(MarginTable table) {
        BigInteger common = BigInteger.ONE;
        for (MarginTier tier : table.tiers()) {
            BigInteger doubled = BigInteger.valueOf(2L * tier.maxLeverage());
            common = common.multiply(doubled).divide(common.gcd(doubled));
        }
        this.denominator = new BigDecimal(common);
        List<Tier> schedule = new ArrayList<>();
        BigDecimal rateBelow = BigDecimal.ZERO;
        BigDecimal deduction = BigDecimal.ZERO;
        for (MarginTier tier : table.tiers()) {
            BigDecimal rate = new BigDecimal(common.divide(BigInteger.valueOf(2L * tier.maxLeverage())));
            // the first bound is 0, so that d₀ = 0
            deduction = deduction.add(tier.lowerBound().multiply(rate.subtract(rateBelow)));
            schedule.add(new Tier(tier.lowerBound(), rate, deduction));
            rateBelow = rate;
        }
        this.tiers = List.copyOf(schedule);
    }

    /** M(N), cut off after 6 decimals as the venue does for each position. */
    BigDecimal required(BigDecimal notional) {
        Tier tier = tiers.get(0);
        for (Tier candidate : tiers) {
            if (notional.compareTo(candidate.lowerBound) >= 0) {
                tier = candidate;
            }
        }
        return notional.multiply(tier.rate)
                .subtract(tier.deduction)
                .divide(denominator, MONEY_DECIMALS, RoundingMode.DOWN);
    }

    /**
     * The x with A + size·(x − mark) = M_other + M(|size|·x), which exists once at most, as the two sides have different
     * slopes everywhere. Rounded towards the mark's danger: up for a long, down for a short.
     *
     * @param size signed
     * @param signedNotional size · mark
     * @param available A − M_other
     */
    LiquidationPrice root(BigDecimal size, BigDecimal signedNotional, BigDecimal available) {
        boolean isLong = size.signum() > 0;
        BigDecimal atZero = signedNotional.subtract(available); // −(A − M_other − size·mark)
        if (isLong ? atZero.signum() <= 0 : atZero.signum() >= 0) {
            return isLong ? new LiquidationPrice.OutOfReach() : new LiquidationPrice.AtAnyPrice();
        }
        MathContext rounding = new MathContext(34, isLong ? RoundingMode.CEILING : RoundingMode.FLOOR);
        BigDecimal price = BigDecimal.ZERO;
        for (int t = 0; t < tiers.size(); t++) {
            Tier tier = tiers.get(t);
            price = atZero.multiply(denominator)
                    .subtract(tier.deduction)
                    .divide(size.multiply(denominator).subtract(size.abs().multiply(tier.rate)), rounding);
            // the root of a lower tier's line lies above that tier until the right tier is reached
            if (t + 1 == tiers.size() || price.multiply(size.abs()).compareTo(tiers.get(t + 1).lowerBound) <= 0) {
                break;
            }
        }
        return new LiquidationPrice.At(price);
    }
}
