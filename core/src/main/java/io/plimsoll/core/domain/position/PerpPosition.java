package io.plimsoll.core.domain.position;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * An open perpetual position as the venue reported it. Money is USDC, prices are USDC per base unit.
 *
 * @param coin market, such as {@code BTC} or {@code xyz:XYZ100}
 * @param size signed base units: positive long, negative short; never zero
 * @param entryPrice average, printed to 5 or 6 significant digits: too coarse to recompute profit from
 * @param notional |size| × mark price of the same answer; positive
 * @param unrealizedPnl signed
 * @param marginUsed cross: initial margin; isolated: the pocket's equity, unrealised profit included
 * @param marginMode which collateral stands behind it
 * @param leverage chosen by the user; at least 1
 * @param maxLeverage of the margin tier the position is in now, for this account; at least 1
 * @param reportedLiquidationPrice as the venue prints it. Empty where it prints none, which does not mean safe
 */
public record PerpPosition(
        String coin,
        BigDecimal size,
        BigDecimal entryPrice,
        BigDecimal notional,
        BigDecimal unrealizedPnl,
        BigDecimal marginUsed,
        MarginMode marginMode,
        int leverage,
        int maxLeverage,
        Optional<BigDecimal> reportedLiquidationPrice)
        implements Position {

    public PerpPosition {
        if (size.signum() == 0) {
            throw new IllegalArgumentException("position in " + coin + " has size 0");
        }
        if (notional.signum() <= 0) {
            throw new IllegalArgumentException("position in " + coin + " has notional " + notional + ", must be > 0");
        }
        if (leverage < 1 || maxLeverage < 1) {
            throw new IllegalArgumentException("position in " + coin + " has leverage " + leverage + " of max "
                    + maxLeverage + ", both must be >= 1");
        }
    }

    /** +1 long, −1 short. */
    public int direction() {
        return size.signum();
    }

    /** notional with the sign of the size: what the position is worth at mark. */
    public BigDecimal signedNotional() {
        return size.signum() > 0 ? notional : notional.negate();
    }
}
