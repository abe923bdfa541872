package io.plimsoll.analytics.margin;

import io.plimsoll.core.domain.position.MarginMode;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An account valued by the standard rules.
 *
 * @param cross the cross pool; empty if the venue gave no summary and there is no cross position
 * @param positions in the order of the account
 * @param unlistedMaintenance requirement the venue reports for the cross pool beyond the listed positions: 0 for a whole
 *     account, positive where the list is an excerpt
 */
public record MarginReport(
        Optional<HealthFactor> cross, List<PositionMargin> positions, BigDecimal unlistedMaintenance) {

    public MarginReport {
        positions = List.copyOf(positions);
    }

    /** Equity of all pools, USDC. */
    public BigDecimal equity() {
        return pools().map(HealthFactor::equity).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Requirement of all pools, USDC. */
    public BigDecimal maintenance() {
        return pools().map(HealthFactor::maintenance).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** The pool that would be liquidated first; empty if there is none. */
    public Optional<HealthFactor> weakest() {
        return pools().min(Comparator.naturalOrder());
    }

    /** The position with a liquidation price whose market has the least way to go. */
    public Optional<PositionMargin> nearest() {
        return positions.stream()
                .filter(position -> position.distance().isPresent())
                .min(Comparator.comparing(position -> position.distance().orElseThrow()));
    }

    private Stream<HealthFactor> pools() {
        return Stream.concat(
                cross.stream(),
                positions.stream()
                        .filter(margin -> margin.position().marginMode() == MarginMode.ISOLATED)
                        .map(PositionMargin::pool));
    }
}
