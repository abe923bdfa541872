package io.plimsoll.analytics.margin;

import io.plimsoll.analytics.margin.MarginAssessment.Assessed;
import io.plimsoll.analytics.margin.MarginAssessment.Refused;
import io.plimsoll.core.domain.account.AccountState;
import io.plimsoll.core.domain.market.MarginTable;
import io.plimsoll.core.domain.market.MarginTier;
import io.plimsoll.core.domain.position.MarginMode;
import io.plimsoll.core.domain.position.PerpPosition;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The margin rules of Hyperliquid's perpetuals, cross and isolated, with tiers.
 *
 * <pre>
 *   maintenance of a position   M = trunc₆(N · lₜ − dₜ)         N = |size| · mark
 *   liquidation                 equity &lt; maintenance, at mark price
 *   liquidation price           x = (M_other − dₜ − A + size · mark) / (size − |size| · lₜ)
 *     cross                     A = cross account value, M_other = maintenance of the other cross positions
 *     isolated                  A = margin used of the position (profit included), M_other = 0
 * </pre>
 *
 * Only standard accounts are valued. In unified and portfolio accounts the collateral is elsewhere, and the same formulas
 * would give a wrong price with a straight face. The venue's own liquidation prices and maintenance are checked against
 * ours, so that an account that is not what it says is refused too ({@link MarginRefusal#VENUE_DISAGREES}).
 *
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/trading/liquidations">liquidations</a>
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/trading/margin-tiers">margin tiers</a>
 */
public final class HyperliquidMarginModel {
    /** Ours and the venue's price come from the same snapshot: what differs by more is another rule, not another time. */
    private static final BigDecimal PRICE_TOLERANCE = new BigDecimal("1e-6");

    /** Half a unit of the last decimal that the venue printed until 2024. */
    private static final BigDecimal PRINTED_TOLERANCE = new BigDecimal("5e-9");

    /** The venue cuts off in floating point: each position may be off by one unit of the last decimal. */
    private static final BigDecimal MONEY_UNIT = new BigDecimal("1e-6");

    private HyperliquidMarginModel() {}

    /**
     * Values an account.
     *
     * @param state one answer of the venue
     * @param tables margin table of every market the account is in, of the same time
     */
    public static MarginAssessment assess(AccountState state, Map<String, MarginTable> tables) {
        Optional<Refused> refusal = refuse(state, tables);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        BigDecimal listed = BigDecimal.ZERO;
        int crossPositions = 0;
        for (PerpPosition position : state.perps()) {
            if (position.marginMode() == MarginMode.CROSS) {
                listed = listed.add(maintenance(position, table(position, tables)));
                crossPositions++;
            }
        }
        BigDecimal total = state.reportedCrossMaintenance().orElse(listed);
        BigDecimal unlisted = total.subtract(listed);
        if (unlisted.abs().compareTo(MONEY_UNIT.multiply(BigDecimal.valueOf(crossPositions))) <= 0) {
            total = total.max(listed);
            unlisted = BigDecimal.ZERO;
        }
        if (unlisted.signum() < 0) {
            return new Refused(
                    MarginRefusal.VENUE_DISAGREES,
                    "the venue reports cross maintenance " + total + ", the listed positions need " + listed);
        }
        Optional<HealthFactor> cross = Optional.empty();
        if (state.crossAccountValue().isPresent()) {
            cross = Optional.of(new HealthFactor(state.crossAccountValue().get(), total));
        }
        List<PositionMargin> positions = new ArrayList<>();
        for (PerpPosition position : state.perps()) {
            PositionMargin margin = position(position, table(position, tables), cross);
            if (!agrees(position, margin.liquidationPrice())) {
                return disagreement(margin);
            }
            positions.add(margin);
        }
        return new Assessed(new MarginReport(cross, positions, unlisted));
    }

    /**
     * The maintenance margin of one position, USDC, cut off after 6 decimals.
     *
     * @param table of its market
     */
    public static BigDecimal maintenance(PerpPosition position, MarginTable table) {
        return schedule(position, table).required(position.notional());
    }

    /**
     * The liquidation price of one position, without asking what the venue prints.
     *
     * @param table of its market
     * @param collateral A: cross account value, or margin used of an isolated position
     * @param otherMaintenance M_other: requirement of the other cross positions, 0 for an isolated one
     */
    public static LiquidationPrice liquidationPrice(
            PerpPosition position, MarginTable table, BigDecimal collateral, BigDecimal otherMaintenance) {
        return schedule(position, table)
                .root(position.size(), position.signedNotional(), collateral.subtract(otherMaintenance));
    }

    /** {@link #refuse} has seen that it is there. */
    private static MarginTable table(PerpPosition position, Map<String, MarginTable> tables) {
        return Objects.requireNonNull(tables.get(position.coin()), position.coin());
    }

    private static PositionMargin position(PerpPosition position, MarginTable table, Optional<HealthFactor> cross) {
        BigDecimal maintenance = maintenance(position, table);
        HealthFactor pool = position.marginMode() == MarginMode.CROSS
                ? cross.orElseThrow()
                : new HealthFactor(position.marginUsed(), maintenance);
        LiquidationPrice price = liquidationPrice(
                position, table, pool.equity(), pool.maintenance().subtract(maintenance));
        return new PositionMargin(position, maintenance, pool, price);
    }

    /**
     * The position's own max leverage rules: the venue gives some accounts other terms than the market's (its vaults show
     * 50 everywhere). Where it is the leverage of the market's tier, the whole table holds, deductions included; otherwise
     * it is the only tier.
     */
    private static MaintenanceSchedule schedule(PerpPosition position, MarginTable table) {
        List<MarginTier> tiers = table.tiers();
        for (int i = tiers.size() - 1; i >= 0; i--) {
            int reached = position.notional().compareTo(tiers.get(i).lowerBound());
            if (reached >= 0 && tiers.get(i).maxLeverage() == position.maxLeverage()) {
                return new MaintenanceSchedule(table);
            }
            // exactly on a bound, the tier below gives the same requirement
            if (reached > 0) {
                break;
            }
        }
        return new MaintenanceSchedule(MarginTable.singleTier(position.maxLeverage()));
    }

    private static Optional<Refused> refuse(AccountState state, Map<String, MarginTable> tables) {
        Optional<Refused> mode = switch (state.mode()) {
            case STANDARD -> Optional.empty();
            case UNIFIED ->
                refused(
                        MarginRefusal.UNIFIED_ACCOUNT,
                        "unified account: collateral is in the spot balance, the per-dex rule would be wrong");
            case PORTFOLIO_MARGIN ->
                refused(
                        MarginRefusal.PORTFOLIO_MARGIN,
                        "portfolio margin: spot holdings are collateral, the per-dex rule would be wrong");
            case DEX_ABSTRACTION ->
                refused(MarginRefusal.DEX_ABSTRACTION, "dex abstraction: USDC moves between dexes by itself");
            case UNKNOWN -> refused(MarginRefusal.UNKNOWN_MODE, "the venue does not say where the collateral is");
        };
        if (mode.isPresent()) {
            return mode;
        }
        if (state.crossAccountValue().isEmpty()
                && state.perps().stream().anyMatch(position -> position.marginMode() == MarginMode.CROSS)) {
            return refused(MarginRefusal.NO_CROSS_SUMMARY, "cross positions without a cross margin summary");
        }
        return state.perps().stream()
                .map(PerpPosition::coin)
                .filter(coin -> !tables.containsKey(coin))
                .findFirst()
                .flatMap(coin -> refused(MarginRefusal.UNKNOWN_MARKET, "no margin table for " + coin));
    }

    private static Optional<Refused> refused(MarginRefusal reason, String detail) {
        return Optional.of(new Refused(reason, detail));
    }

    private static boolean agrees(PerpPosition position, LiquidationPrice ours) {
        BigDecimal mine = ours.findPrice().orElse(BigDecimal.ZERO);
        BigDecimal theirs = position.reportedLiquidationPrice().orElse(BigDecimal.ZERO);
        // no more digits can be compared than were printed
        BigDecimal printed = position.reportedLiquidationPrice()
                .map(price -> price.ulp().divide(BigDecimal.valueOf(2)))
                .orElse(PRINTED_TOLERANCE);
        BigDecimal tolerance =
                printed.max(PRINTED_TOLERANCE).max(mine.max(theirs).multiply(PRICE_TOLERANCE));
        return mine.subtract(theirs).abs().compareTo(tolerance) <= 0;
    }

    private static Refused disagreement(PositionMargin margin) {
        PerpPosition position = margin.position();
        return new Refused(
                MarginRefusal.VENUE_DISAGREES,
                "liquidation price of " + position.coin() + " by the standard rule: "
                        + margin.liquidationPrice()
                                .findPrice()
                                .map(price -> price.setScale(10, RoundingMode.HALF_EVEN)
                                        .toPlainString())
                                .orElse("none")
                        + ", by the venue: "
                        + position.reportedLiquidationPrice()
                                .map(BigDecimal::toPlainString)
                                .orElse("none")
                        + "; the account is not a standard one, or its list of positions is not whole");
    }
}
