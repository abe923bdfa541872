package io.plimsoll.core.domain.account;

import java.util.Optional;

/**
 * Where an account's collateral sits, and so which rules value it. The venue calls this the abstraction of the account.
 *
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/trading/account-abstraction-modes">account abstraction</a>
 */
public enum AccountMode {
    /** Perp collateral sits in the perp clearinghouse; the standard margin rules hold. */
    STANDARD,
    /** One balance per collateral token, kept in the spot clearinghouse, margins all cross positions. */
    UNIFIED,
    /** As unified, and spot holdings count as collateral. */
    PORTFOLIO_MARGIN,
    /** Retiring: USDC moves between dexes by itself. */
    DEX_ABSTRACTION,
    /** The venue's answer was missing, new to us, or contradicts the balances. */
    UNKNOWN;

    /**
     * Recognises the mode from the venue's two answers. An account that never chose answers {@code default}: then its
     * balances decide.
     *
     * @param abstraction the answer to {@code userAbstraction}; empty if it gave none
     * @param collateralInSpot whether {@code spotClearinghouseState} lists amounts available after maintenance, which it
     *     does only where spot balances carry the perp margin
     * @param portfolioMarginEnabled that state's flag of the same name
     */
    public static AccountMode recognise(
            Optional<String> abstraction, boolean collateralInSpot, boolean portfolioMarginEnabled) {
        return switch (abstraction.orElse("")) {
            case "unifiedAccount" -> UNIFIED;
            case "portfolioMargin" -> PORTFOLIO_MARGIN;
            case "dexAbstraction" -> DEX_ABSTRACTION;
            case "disabled" -> collateralInSpot ? UNKNOWN : STANDARD;
            case "default" -> collateralInSpot ? spotMode(portfolioMarginEnabled) : STANDARD;
            default -> abstraction.isEmpty() && collateralInSpot ? spotMode(portfolioMarginEnabled) : UNKNOWN;
        };
    }

    private static AccountMode spotMode(boolean portfolioMarginEnabled) {
        return portfolioMarginEnabled ? PORTFOLIO_MARGIN : UNIFIED;
    }
}
