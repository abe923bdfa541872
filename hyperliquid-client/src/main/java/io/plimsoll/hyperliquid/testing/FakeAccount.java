package io.plimsoll.hyperliquid.testing;

import io.plimsoll.core.domain.position.MarginMode;
import io.plimsoll.core.domain.position.SpotBalance;
import io.plimsoll.core.foundation.chain.Address;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * An account of a {@link FakeVenue}: what its owner deposited and opened. What it is worth follows from the venue's marks
 * at the time of the request. Immutable; the methods return a changed copy.
 *
 * @param address of the account
 * @param abstraction the answer to {@code userAbstraction}
 * @param collateral USDC deposited, isolated margins included
 * @param positions opened
 * @param balances spot tokens other than the collateral of a unified account
 */
public record FakeAccount(
        Address address,
        String abstraction,
        BigDecimal collateral,
        List<FakePosition> positions,
        List<SpotBalance> balances) {

    /**
     * A position as it was opened.
     *
     * @param coin market
     * @param size signed
     * @param entryPrice paid
     * @param leverage chosen
     * @param mode which collateral stands behind it
     * @param isolatedMargin USDC moved into its pocket; zero for cross
     */
    public record FakePosition(
            String coin,
            BigDecimal size,
            BigDecimal entryPrice,
            int leverage,
            MarginMode mode,
            BigDecimal isolatedMargin) {}

    public FakeAccount {
        positions = List.copyOf(positions);
        balances = List.copyOf(balances);
    }

    /** A standard account with USDC in its perp clearinghouse. */
    public static FakeAccount standard(Address address, String collateral) {
        return new FakeAccount(address, "disabled", new BigDecimal(collateral), List.of(), List.of());
    }

    /** A unified account with USDC in its spot clearinghouse. */
    public static FakeAccount unified(Address address, String collateral) {
        return new FakeAccount(address, "unifiedAccount", new BigDecimal(collateral), List.of(), List.of());
    }

    /** With one more cross position. */
    public FakeAccount cross(String coin, String size, String entryPrice, int leverage) {
        return with(new FakePosition(
                coin, new BigDecimal(size), new BigDecimal(entryPrice), leverage, MarginMode.CROSS, BigDecimal.ZERO));
    }

    /** With one more isolated position whose margin is taken from the collateral. */
    public FakeAccount isolated(String coin, String size, String entryPrice, int leverage, String margin) {
        return with(new FakePosition(
                coin,
                new BigDecimal(size),
                new BigDecimal(entryPrice),
                leverage,
                MarginMode.ISOLATED,
                new BigDecimal(margin)));
    }

    /** With one more spot balance. */
    public FakeAccount holding(String token, String total) {
        List<SpotBalance> more = new ArrayList<>(balances);
        more.add(new SpotBalance(token, new BigDecimal(total), BigDecimal.ZERO));
        return new FakeAccount(address, abstraction, collateral, positions, more);
    }

    boolean collateralInSpot() {
        return abstraction.equals("unifiedAccount") || abstraction.equals("portfolioMargin");
    }

    private FakeAccount with(FakePosition position) {
        List<FakePosition> more = new ArrayList<>(positions);
        more.add(position);
        return new FakeAccount(address, abstraction, collateral, more, balances);
    }
}
