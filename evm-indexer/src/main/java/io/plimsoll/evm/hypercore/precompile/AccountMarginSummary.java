package io.plimsoll.evm.hypercore.precompile;

import io.plimsoll.evm.hypercore.CoreUnits;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * The margin of a user on a perp DEX, in 10^−6 USD.
 *
 * @param accountValue what the account is worth with its open positions; may be negative
 * @param marginUsed what its positions keep back
 * @param ntlPos the notionals of its positions in sum
 * @param rawUsd its USD without the positions: negative where longs were bought with borrowed ones
 */
public record AccountMarginSummary(
        BigInteger accountValue, BigInteger marginUsed, BigInteger ntlPos, BigInteger rawUsd) {
    /** What the account is worth, in USD. */
    public BigDecimal accountValueUsd() {
        return CoreUnits.usd(accountValue);
    }

    /** What its positions keep back, in USD. */
    public BigDecimal marginUsedUsd() {
        return CoreUnits.usd(marginUsed);
    }

    /** The notionals in sum, in USD. */
    public BigDecimal notionalUsd() {
        return CoreUnits.usd(ntlPos);
    }

    /** Its USD without the positions. */
    public BigDecimal rawUsdAmount() {
        return CoreUnits.usd(rawUsd);
    }
}
