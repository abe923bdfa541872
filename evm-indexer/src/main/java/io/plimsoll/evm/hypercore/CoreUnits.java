package io.plimsoll.evm.hypercore;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Scales of HyperCore's whole numbers. All conversions are exact: nothing is rounded. Thread-safe, no state.
 *
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/hyperevm/interacting-with-hypercore">interacting with
 *     HyperCore</a>
 */
public final class CoreUnits {
    /** Decimals of USD values: notionals, margins, equities. */
    public static final int USD_DECIMALS = 6;
    /** Decimals of prices and sizes in the actions of CoreWriter, whatever the market. */
    public static final int ORDER_DECIMALS = 8;
    /** Decimals of HYPE on HyperCore: balances, stakes. */
    public static final int HYPE_WEI_DECIMALS = 8;

    private static final int PERP_PRICE_DECIMALS = 6;
    private static final int SPOT_PRICE_DECIMALS = 8;
    private static final int UINT64_BITS = 64;

    private CoreUnits() {}

    /**
     * A perp's price in USD: raw / 10^(6 − szDecimals).
     *
     * @param szDecimals decimals of the perp's sizes, 0 to 6
     */
    public static BigDecimal perpPrice(BigInteger raw, int szDecimals) {
        return scaled(raw, PERP_PRICE_DECIMALS - within("szDecimals of a perp", szDecimals, PERP_PRICE_DECIMALS));
    }

    /**
     * A spot pair's price in its quote token: raw / 10^(8 − szDecimals).
     *
     * @param szDecimals decimals of the base token's sizes, 0 to 8
     */
    public static BigDecimal spotPrice(BigInteger raw, int szDecimals) {
        return scaled(raw, SPOT_PRICE_DECIMALS - within("szDecimals of a token", szDecimals, SPOT_PRICE_DECIMALS));
    }

    /** A USD value: raw / 10^6. */
    public static BigDecimal usd(BigInteger raw) {
        return scaled(raw, USD_DECIMALS);
    }

    /**
     * A size or an amount: raw / 10^decimals.
     *
     * @param decimals szDecimals of a perp, or weiDecimals of a token; 0 to 255
     */
    public static BigDecimal scaled(BigInteger raw, int decimals) {
        return new BigDecimal(raw, within("decimals", decimals, 255));
    }

    /**
     * A decimal as a whole number of 10^−decimals, the inverse of {@link #scaled}.
     *
     * @param what it is, for errors
     * @throws IllegalArgumentException if it has more decimals: nothing is cut off
     */
    public static BigInteger raw(String what, BigDecimal value, int decimals) {
        BigDecimal shifted = value.stripTrailingZeros();
        if (shifted.scale() > within("decimals", decimals, 255)) {
            throw new IllegalArgumentException(
                    what + " has at most " + decimals + " decimals, got " + value.toPlainString());
        }
        return shifted.movePointRight(decimals).toBigIntegerExact();
    }

    /**
     * The same number if it fits HyperCore's {@code uint64}.
     *
     * @param what it is, for errors
     * @throws IllegalArgumentException if it is negative or takes more than 64 bits
     */
    public static BigInteger uint64(String what, BigInteger number) {
        if (number.signum() < 0 || number.bitLength() > UINT64_BITS) {
            throw new IllegalArgumentException(what + " must be 0 to 2^64 - 1, got " + number);
        }
        return number;
    }

    private static int within(String what, int decimals, int most) {
        if (decimals < 0 || decimals > most) {
            throw new IllegalArgumentException(what + " must be 0 to " + most + ", got " + decimals);
        }
        return decimals;
    }
}
