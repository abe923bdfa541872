package io.plimsoll.core.domain.account;

import io.plimsoll.core.domain.position.PerpPosition;
import io.plimsoll.core.domain.position.SpotBalance;
import io.plimsoll.core.foundation.chain.Address;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An account on HyperCore as the venue reported it at one moment. All money is USDC.
 *
 * @param address that was asked for
 * @param mode where the collateral sits; decides which rules may be applied
 * @param time of the perp answer, by the venue's clock
 * @param crossAccountValue equity of the cross pool: cash plus the value of all cross positions. Isolated positions are
 *     not in it. Empty if the venue gave no summary
 * @param reportedCrossMaintenance maintenance margin of all cross positions as the venue sums it; empty if not given
 * @param perps open positions, in the venue's order
 * @param balances spot balances, in the venue's order
 */
public record AccountState(
        Address address,
        AccountMode mode,
        Instant time,
        Optional<BigDecimal> crossAccountValue,
        Optional<BigDecimal> reportedCrossMaintenance,
        List<PerpPosition> perps,
        List<SpotBalance> balances) {

    public AccountState {
        perps = List.copyOf(perps);
        balances = List.copyOf(balances);
        long distinct = perps.stream().map(PerpPosition::coin).distinct().count();
        if (distinct != perps.size()) {
            throw new IllegalArgumentException("account " + address + " has two positions in one market: "
                    + perps.stream().map(PerpPosition::coin).toList());
        }
    }

    /** True if the venue knows of no money and no position here. */
    public boolean isEmpty() {
        return perps.isEmpty()
                && balances.stream().allMatch(balance -> balance.total().signum() == 0)
                && crossAccountValue.map(BigDecimal::signum).orElse(0) == 0;
    }
}
