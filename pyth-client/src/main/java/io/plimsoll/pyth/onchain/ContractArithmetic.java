package io.plimsoll.pyth.onchain;

import io.plimsoll.core.domain.price.OraclePrice;
import java.io.Serial;
import java.math.BigInteger;

/**
 * Prices as contracts compute them: what {@code PythUtils} gives on chain, wei for wei, and where it reverts. Everything is
 * rounded down, confidences are left aside.
 *
 * @see <a
 *     href="https://github.com/pyth-network/pyth-crosschain/blob/main/target_chains/ethereum/sdk/solidity/PythUtils.sol">PythUtils.sol</a>
 */
public final class ContractArithmetic {
    private static final int LEAST_EXPO = -255;
    private static final int WIDEST_SHIFT = 58;
    private static final int MOST_DECIMALS = 255;

    /** Why the contract reverts. */
    public enum Revert {
        /** A price is below zero. */
        NEGATIVE_INPUT_PRICE("NegativeInputPrice"),
        /** An exponent is below −255. */
        INVALID_INPUT_EXPO("InvalidInputExpo"),
        /** The result would have to be shifted by more than 58 digits. */
        EXPONENT_OVERFLOW("ExponentOverflow"),
        /** The exponents together do not fit 32 bits. */
        ARITHMETIC_OVERFLOW("Panic(17)"),
        /** The second price is 0. */
        DIVISION_BY_ZERO("Panic(18)");

        private final String solidity;

        Revert(String solidity) {
            this.solidity = solidity;
        }

        /** The error's name in Solidity, or the code of its panic. */
        public String solidity() {
            return solidity;
        }
    }

    /** The contract would revert. */
    public static final class RevertedException extends ArithmeticException {
        @Serial
        private static final long serialVersionUID = 1L;

        private final Revert revert;

        private RevertedException(Revert revert, String inputs) {
            super("the contract reverts with " + revert.solidity + " for " + inputs);
            this.revert = revert;
        }

        /** Why. */
        public Revert revert() {
            return revert;
        }
    }

    private ContractArithmetic() {}

    /**
     * The price as an integer with a number of decimals, rounded down.
     *
     * @param targetDecimals from 0 to 255
     * @throws RevertedException where the contract reverts
     * @throws IllegalArgumentException if {@code targetDecimals} is no 8-bit number
     */
    public static BigInteger convertToUint(OraclePrice price, int targetDecimals) {
        if (targetDecimals < 0 || targetDecimals > MOST_DECIMALS) {
            throw new IllegalArgumentException("targetDecimals must be from 0 to 255, got " + targetDecimals);
        }
        String inputs = text(price) + " with " + targetDecimals + " decimals";
        require(price.mantissa() >= 0, Revert.NEGATIVE_INPUT_PRICE, inputs);
        require(price.expo() >= LEAST_EXPO, Revert.INVALID_INPUT_EXPO, inputs);
        return shifted(BigInteger.valueOf(price.mantissa()), shift((long) targetDecimals + price.expo(), inputs));
    }

    /**
     * The cross rate a/c of a/b and c/b, as an integer with an exponent, rounded down.
     *
     * @param price a/b
     * @param quote c/b
     * @param targetExpo exponent of the result
     * @throws RevertedException where the contract reverts
     */
    public static BigInteger deriveCrossRate(OraclePrice price, OraclePrice quote, int targetExpo) {
        String inputs = text(price) + " over " + text(quote) + " with exponent " + targetExpo;
        require(price.mantissa() >= 0 && quote.mantissa() >= 0, Revert.NEGATIVE_INPUT_PRICE, inputs);
        require(
                price.expo() >= LEAST_EXPO && quote.expo() >= LEAST_EXPO && targetExpo >= LEAST_EXPO,
                Revert.INVALID_INPUT_EXPO,
                inputs);
        long exponents = (long) quote.expo() + targetExpo;
        require(exponents == (int) exponents, Revert.ARITHMETIC_OVERFLOW, inputs);
        int shift = shift(price.expo() - exponents, inputs);
        require(quote.mantissa() != 0, Revert.DIVISION_BY_ZERO, inputs);
        BigInteger divisor = BigInteger.valueOf(quote.mantissa());
        BigInteger dividend = BigInteger.valueOf(price.mantissa());
        return shift > 0 ? shifted(dividend, shift).divide(divisor) : dividend.divide(shifted(divisor, -shift));
    }

    private static int shift(long exponent, String inputs) {
        require(exponent == (int) exponent, Revert.ARITHMETIC_OVERFLOW, inputs);
        require(Math.abs(exponent) <= WIDEST_SHIFT, Revert.EXPONENT_OVERFLOW, inputs);
        return (int) exponent;
    }

    private static BigInteger shifted(BigInteger value, int digits) {
        BigInteger power = BigInteger.TEN.pow(Math.abs(digits));
        return digits > 0 ? value.multiply(power) : value.divide(power);
    }

    private static void require(boolean holds, Revert revert, String inputs) {
        if (!holds) {
            throw new RevertedException(revert, inputs);
        }
    }

    private static String text(OraclePrice price) {
        return price.mantissa() + "e" + price.expo();
    }
}
