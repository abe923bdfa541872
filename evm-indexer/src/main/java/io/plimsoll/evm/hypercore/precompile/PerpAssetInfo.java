package io.plimsoll.evm.hypercore.precompile;

import io.plimsoll.evm.hypercore.CoreUnits;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * What a perp is.
 *
 * @param coin its name, such as {@code BTC}
 * @param marginTableId the table of its margin tiers; below 50 a leverage without tiers
 * @param szDecimals decimals of its sizes
 * @param maxLeverage of its lowest tier
 * @param onlyIsolated whether cross margin is refused
 */
public record PerpAssetInfo(String coin, long marginTableId, int szDecimals, int maxLeverage, boolean onlyIsolated) {
    /** A mark price, oracle price, bid or ask of this perp, in USD. */
    public BigDecimal price(BigInteger raw) {
        return CoreUnits.perpPrice(raw, szDecimals);
    }

    /** A size of this perp. */
    public BigDecimal size(BigInteger raw) {
        return CoreUnits.scaled(raw, szDecimals);
    }
}
