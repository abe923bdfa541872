package io.plimsoll.evm.hypercore.precompile;

import io.plimsoll.evm.hypercore.CoreUnits;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * What an account has of a token on the spot side.
 *
 * @param total in 10^−weiDecimals of the token
 * @param hold the part of it that orders keep back
 * @param entryNtl what was paid for it; Hyperliquid names no scale for it, so it is left as it is
 */
public record CoreSpotBalance(BigInteger total, BigInteger hold, BigInteger entryNtl) {
    /**
     * All of it in tokens.
     *
     * @param weiDecimals of the token, see {@link TokenInfo}
     */
    public BigDecimal total(int weiDecimals) {
        return CoreUnits.scaled(total, weiDecimals);
    }

    /**
     * What orders keep back, in tokens.
     *
     * @param weiDecimals of the token, see {@link TokenInfo}
     */
    public BigDecimal hold(int weiDecimals) {
        return CoreUnits.scaled(hold, weiDecimals);
    }

    /** What can be spent, in 10^−weiDecimals of the token: total − hold. */
    public BigInteger available() {
        return total.subtract(hold);
    }
}
